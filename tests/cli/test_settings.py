"""Which setting counts: the command line, then our own variable, then the general one."""

from datetime import timedelta
from pathlib import Path

import pytest

from milepost.settings import Settings, SettingsInvalid, read_settings

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


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


def test_what_is_set_to_nothing_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "DATABASE_URL",
        "REDIS_URL",
        "PACKS_DIR",
        "UNIX_SOCKET",
        "PUBLIC_URL",
        "PORT",
        "UNITS_AT_ONCE",
    ):
        monkeypatch.setenv(f"MILEPOST_{name}", "")
    monkeypatch.setenv("PORT", "8123")
    settings = read_settings()
    assert (settings.database_url, settings.redis_url, settings.packs_dir) == (None, None, None)
    assert (settings.unix_socket, settings.public_url) == (None, None)
    assert (settings.port, settings.units_at_once) == (8123, 4)


def test_the_log_level_is_read_in_any_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_LOG_LEVEL", "debug")
    assert read_settings().log_level == "DEBUG"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOG_LEVEL", "LOUD"),
        ("SAFETY_POLL", "PT0S"),
        ("DATABASE_URL", "mysql://me:hunter2@db/x"),
        ("DATABASE_URL", "hunter2"),
        ("REDIS_URL", "http://:hunter2@redis"),
        ("PUBLIC_URL", "learn.example.org"),
        ("PUBLIC_URL", "https://[::1"),
        ("HIDDEN_NETWORKS", '["8.8.8.8/24"]'),
        ("SEARCH_KEY", "hunter2 “x”"),
    ],
)
def test_what_could_not_work_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"MILEPOST_{name}", value)
    with pytest.raises(SettingsInvalid, match=rf"^MILEPOST_{name}: ") as refusal:
        read_settings()
    assert "hunter2" not in str(refusal.value)


@pytest.mark.parametrize(
    "url", ["postgresql://me@db/x?sslmode=require", "postgres://db", "postgresql+asyncpg://db/x"]
)
def test_an_address_of_postgresql_is_taken_in_each_of_its_forms(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("MILEPOST_DATABASE_URL", url)
    kept = read_settings().database_url
    assert kept is not None
    assert kept.get_secret_value() == url


def default_words(name: str) -> str:
    """The default of a setting as the page says it."""
    default = Settings.model_fields[name].default
    match default:
        case timedelta(days=days) if days:
            return f"{days} days"
        case timedelta():
            return f"{default.total_seconds():g} s"
        case str() | int() | float():
            return f"{default:g}" if isinstance(default, float) else str(default)
        case _:
            return "your system's folder for data" if name == "data_dir" else ""


def test_the_page_of_settings_has_each_of_them_as_it_is() -> None:
    rows = [
        f"| `MILEPOST_{name.upper()}` | {default_words(name)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    table = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert table == rows, "\n".join(rows)
