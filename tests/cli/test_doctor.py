"""`milepost doctor`: a line for each thing it looks at, and the next step where one is wrong."""

import contextlib
import os
import socket
import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from milepost.cli.diagnosis import checks as doctor_checks
from milepost.cli.screen import Mark
from milepost.settings import Settings
from tests.support.commands import Ran, milepost, milepost_here
from tests.support.served import ServedMilepost
from tests.support.services import free_port


def doctor(data: Path, *arguments: str) -> Ran:
    return milepost_here("doctor", *arguments, data=data, port=free_port())


def settings_for(data: Path, **fields: object) -> Settings:
    return Settings.model_validate({"data_dir": data, "port": 0, **fields})


def test_a_machine_that_is_right_has_only_ticks(tmp_path: Path) -> None:
    ran = doctor(tmp_path / "data")
    assert ran.status == 0, ran.out
    assert [line for line in ran.lines if not line.startswith("✓ ")] == []
    assert len(ran.lines) == len(doctor_checks.CHECKS)
    assert ran.line("will be made at the first start")
    assert ran.line("Catalog: ", "concepts", "goals")
    assert not (tmp_path / "data").exists()


def test_a_running_milepost_is_recognised(served_milepost: ServedMilepost) -> None:
    ran = doctor(served_milepost.data_directory, "--port", served_milepost.url.rpartition(":")[2])
    assert ran.status == 0, ran.out
    assert ran.line("✓ Port", "Milepost", "answers")
    assert ran.line("✓ Lock: a running Milepost serves this directory")
    assert ran.line("✓ Database", "whole, schema")
    assert ran.line("✓ Run engine", "whole")


def test_a_port_of_another_program_is_wrong(tmp_path: Path) -> None:
    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name it is called by
            pass

    with HTTPServer(("127.0.0.1", 0), Other) as other:
        serving = threading.Thread(target=other.serve_forever)
        serving.start()
        try:
            ran = doctor(tmp_path, "--port", str(other.server_port))
        finally:
            other.shutdown()
            serving.join()
    assert ran.status == 1
    assert ran.line(f"✗ Port {other.server_port}: another program answers")
    assert ran.line("→ Stop it, or choose another port: set PORT.")
    assert ran.line("1 of ", "found something wrong")


def test_a_socket_takes_the_place_of_the_port(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    for path, mark in (
        (tmp_path / "milepost.sock", Mark.OK),
        (file, Mark.BAD),
        (tmp_path / "no" / "s", Mark.BAD),
    ):
        file.touch()
        found = doctor_checks.check_port(settings_for(tmp_path, unix_socket=path))
        assert (found.mark, str(path) in found.text) == (mark, True)


def test_a_port_that_does_not_answer_is_wrong(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        finding = doctor_checks.check_port(settings_for(tmp_path, port=silent.getsockname()[1]))
    assert finding.mark is Mark.BAD
    assert "did not answer in time" in finding.text


def test_a_newer_schema_is_wrong(tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "milepost.db")) as database:
        database.execute("CREATE TABLE alembic_version (version_num TEXT)")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
        database.commit()
    finding = doctor_checks.check_database(settings_for(tmp_path))
    assert finding.mark is Mark.BAD
    assert "schema 9999 is newer" in finding.text


@pytest.mark.parametrize(
    ("name", "check"),
    [("milepost.db", doctor_checks.check_database), ("engine.db", doctor_checks.check_engine)],
)
def test_a_damaged_file_is_wrong(tmp_path: Path, name: str, check: doctor_checks.Check) -> None:
    (tmp_path / name).write_bytes(b"no database at all, but long enough to look at" * 100)
    finding = check(settings_for(tmp_path))
    assert finding.mark is Mark.BAD
    assert "not a database" in finding.text


def test_a_data_directory_that_is_a_file_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    finding = doctor_checks.check_data_directory(settings_for(tmp_path / "data"))
    assert finding.mark is Mark.BAD
    assert finding.next_step is not None
    assert "MILEPOST_DATA_DIR" in finding.next_step


def test_an_unreachable_postgres_is_wrong(tmp_path: Path) -> None:
    url = f"postgresql://nobody@127.0.0.1:{free_port()}/none"
    finding = doctor_checks.check_database(settings_for(tmp_path, database_url=url))
    assert finding.mark is Mark.BAD
    assert finding.text.startswith("Database: PostgreSQL: ")


def test_an_empty_postgres_is_right(tmp_path: Path, fresh_postgres_url: str) -> None:
    finding = doctor_checks.check_database(settings_for(tmp_path, database_url=fresh_postgres_url))
    assert (finding.mark, finding.text) == (Mark.OK, "Database: PostgreSQL: empty, set up at the first start")


def test_a_misspelt_setting_is_a_warning(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MILEPOST_DATADIR", "/elsewhere")
    finding = doctor_checks.check_variables(settings_for(tmp_path))
    assert finding.mark is Mark.WARNING
    assert "MILEPOST_DATADIR" in finding.text


def test_a_clock_behind_its_own_files_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "milepost.db"
    file.touch()
    later = (datetime.now(UTC) + timedelta(days=400)).timestamp()
    os.utime(file, (later, later))
    finding = doctor_checks.check_clock(settings_for(tmp_path))
    assert finding.mark is Mark.BAD
    assert str(file) in finding.text


def test_a_wrong_setting_is_named() -> None:
    ran = milepost("doctor", settings={"MILEPOST_UNITS_AT_ONCE": "none"})
    assert ran.status == 1
    assert ran.line("✗ Settings: MILEPOST_UNITS_AT_ONCE")


def test_redis_is_looked_at_where_it_is_used(tmp_path: Path, redis_url: str) -> None:
    found = doctor_checks.check_redis(settings_for(tmp_path, redis_url=redis_url))
    assert found.mark is Mark.OK
    assert found.text.endswith(": answers")
    assert doctor_checks.check_redis(settings_for(tmp_path)).text == "Redis: not used"


def test_a_redis_that_is_none_is_a_warning_with_the_next_step(tmp_path: Path) -> None:
    found = doctor_checks.check_redis(settings_for(tmp_path, redis_url="redis://127.0.0.1:1/0"))
    assert found.mark is Mark.WARNING
    assert found.next_step is not None
    assert "MILEPOST_REDIS_URL" in found.next_step
