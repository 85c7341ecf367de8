"""Which setting counts: the command line, then our own variable, then the general one."""

from pathlib import Path

import pytest

from milepost.settings import SettingsInvalid, read_settings


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PORT", "MILEPOST_PORT", "MILEPOST_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)


def test_port_is_8000_where_nothing_names_one() -> None:
    assert read_settings().port == 8000


def test_port_of_the_environment_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8123")
    assert read_settings().port == 8123


def test_our_own_variable_counts_above_the_general_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.setenv("MILEPOST_PORT", "8456")
    assert read_settings().port == 8456


def test_the_command_line_counts_above_both(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.setenv("MILEPOST_PORT", "8456")
    monkeypatch.setenv("MILEPOST_DATA_DIR", "/elsewhere")
    settings = read_settings(port=0, data_dir=tmp_path)
    assert (settings.port, settings.data_dir) == (0, tmp_path)


@pytest.mark.parametrize("name", ["PORT", "MILEPOST_PORT", "MILEPOST_UNITS_AT_ONCE"])
def test_a_wrong_value_is_named_by_its_variable(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "many")
    with pytest.raises(SettingsInvalid, match=rf"^{name}: .*integer"):
        read_settings()


def test_a_secret_that_is_none_is_named_without_being_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_SECRET_KEY", "hunter2")
    with pytest.raises(SettingsInvalid, match=r"^MILEPOST_SECRET_KEY: .*openssl rand") as refusal:
        read_settings()
    assert "hunter2" not in str(refusal.value)


def test_a_secret_set_to_nothing_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_SECRET_KEY", " ")
    assert read_settings().secret_key is None
