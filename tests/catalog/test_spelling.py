"""Misspelt words of goals are understood, and names of other tools are not taken for them."""

import pytest

from milepost.catalog.loading.pack_index import load_catalog
from milepost.catalog.matching.sentence import Sentence

CORE = load_catalog()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("phyton", "python"),
        ("fornt", "front"),
        ("gti", "git"),
        ("sqll", "sql"),
        ("dta", "data"),
        ("apii", "api"),
        ("padnas", "pandas"),
        ("queires", "query"),
        ("analisys", "analysis"),
        ("rsut", "rust"),
        ("golnag", "golang"),
    ],
)
def test_a_slip_is_understood(typed: str, meant: str) -> None:
    assert [unit.token for unit in Sentence(typed, CORE.phrases).units] == [meant]


@pytest.mark.parametrize("typed", ["clojure", "rust", "swift", "date", "gift"])
def test_a_word_that_is_right_stays(typed: str) -> None:
    assert [unit.token for unit in Sentence(typed, CORE.phrases).units] == [typed]
