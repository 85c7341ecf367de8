"""The examinations of the goal matcher keep the make-up they were written with, and do not change unseen."""

import hashlib
from collections import Counter
from collections.abc import Sequence

import pytest

from tests.support.goal_set import GOAL_SET, GOALS, GoalCase
from tests.support.goal_set_reported import REPORTED_SET
from tests.support.goal_set_tuning_a import TUNING_SET_A
from tests.support.goal_set_tuning_b import TUNING_SET_B

SETS = {"first": GOAL_SET, "A": TUNING_SET_A, "B": TUNING_SET_B, "reported": REPORTED_SET}
#: Over every field of every case. A label mended for cause changes it; nothing else may.
FROZEN = {
    "first": "0b530127e0b0ff6157c46a2dead629f58af0f52072794423dc34dc094ca6dcb1",
    "A": "a4ee6765e69b700e80ea2cf2ac7b99e411b0c9f6ca719354387c1f35af8d09a1",
    "B": "c9e1c283f43a526a536c6abbd931e7fb85cfbf467aecc56ec02cd6257ca99e96",
    "reported": "b51055e40fc3c02434d9abe086deaa43d9cd7c91b1006188ae0d18764f2ed1df",
}

every_set = pytest.mark.parametrize("name", SETS)


@every_set
def test_a_goal_set_is_frozen(name: str) -> None:
    assert _digest(SETS[name]) == FROZEN[name]


# Counts are taken before they are compared, so that a failure shows no sentence of the reported set.


@every_set
def test_every_sentence_is_asked_once(name: str) -> None:
    asked, different = len(SETS[name]), len({case.sentence.casefold() for case in SETS[name]})

    assert asked == different


@every_set
def test_a_third_is_chinese_and_three_in_ten_are_out_of_scope(name: str) -> None:
    asked = len(SETS[name])
    chinese = sum(case.language == "zh" for case in SETS[name])
    foreign = Counter(case.language for case in SETS[name] if not case.goals)
    kinds = {case.kind for case in SETS[name] if not case.goals}

    assert asked >= 300
    assert chinese >= asked / 3
    assert foreign.total() >= 0.27 * asked
    assert foreign["zh"] >= foreign.total() / 3
    assert kinds == {"foreign"}


@every_set
def test_every_goal_is_asked_for_in_both_languages(name: str) -> None:
    asked = len({(goal, case.language) for case in SETS[name] for goal in case.goals})

    assert asked == 2 * len(GOALS)


def test_the_reported_set_is_no_half_of_a_tuning_set() -> None:
    halves = {name: {case.half for case in cases} for name, cases in SETS.items()}

    assert halves == {
        "first": {"tuning", "reported"},
        "A": {"tuning"},
        "B": {"tuning"},
        "reported": {"reported"},
    }


def _digest(cases: Sequence[GoalCase]) -> str:
    lines = (
        "|".join(
            (
                case.sentence,
                case.kind,
                case.language,
                case.half,
                *(" ".join(sorted(goals)) for goals in (case.goals, *case.also)),
            )
        )
        for case in cases
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
