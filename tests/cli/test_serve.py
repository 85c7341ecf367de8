"""`milepost serve`: one clear line when it cannot start, and a clean end when it is told to."""

import contextlib
import signal
import socket
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest

from milepost.log_lines import LineRing
from milepost.server import CannotServe, Server
from milepost.settings import Settings
from tests.support.commands import command, environment, milepost
from tests.support.served import ServedMilepost
from tests.support.services import free_port

END_SECONDS = 8.0


@contextlib.contextmanager
def serving(
    data: Path, *arguments: str, settings: Mapping[str, str] | None = None
) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A server and the address it has printed."""
    process = subprocess.Popen(
        command(["serve", *arguments]), env=environment(data=data, settings=settings),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            yield process, line.strip().removeprefix("Milepost: ").removesuffix("/app/new")
        finally:
            process.kill()


def refused(data: Path, *arguments: str, settings: Mapping[str, str] | None = None) -> str:
    """The one line on standard error of a server that does not start."""
    ran = milepost("serve", *arguments, data=data, settings=settings)
    assert ran.status == 1, ran.err
    assert ran.out == ""
    [line] = ran.err.splitlines()
    return line


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM], ids=lambda told: told.name)
def test_being_told_to_end_is_a_success(tmp_path: Path, told: signal.Signals) -> None:
    with serving(tmp_path / "data", "--port", "0") as (process, address):
        assert httpx.get(f"{address}/readyz").json()["status"] == "ok"
        process.send_signal(told)
        _, logged = process.communicate(timeout=END_SECONDS)
        assert process.returncode == 0
        assert "Traceback" not in logged
        assert "ERROR" not in logged


def test_port_comes_from_the_environment(tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path / "data", settings={"PORT": str(port)}) as (_, address):
        assert address == f"http://localhost:{port}"


def test_a_taken_port_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        line = refused(tmp_path / "data", "--port", str(port))
    assert line.startswith(f"milepost: port {port} cannot be used (Address already in use)")
    assert "PORT" in line


def test_a_file_where_the_socket_should_be_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine", "utf-8")
    settings = Settings(data_dir=tmp_path / "data", unix_socket=file)
    with pytest.raises(CannotServe, match="no socket"):
        Server(settings, ring=LineRing())
    assert file.read_text("utf-8") == "mine"


def test_a_data_directory_in_use_is_one_line(served_milepost: ServedMilepost) -> None:
    line = refused(served_milepost.data_directory, "--port", "0")
    assert line.startswith(f"milepost: Another Milepost serves {served_milepost.data_directory}.")
    assert "MILEPOST_DATA_DIR" in line


@pytest.fixture
def used_data(served_milepost: ServedMilepost, tmp_path: Path) -> Path:
    """A data directory with a database of the present schema."""
    data = tmp_path / "data"
    data.mkdir()
    with (
        contextlib.closing(sqlite3.connect(served_milepost.data_directory / "milepost.db")) as source,
        contextlib.closing(sqlite3.connect(data / "milepost.db")) as copy,
    ):
        source.backup(copy)
    return data


def test_a_newer_schema_is_one_line(used_data: Path) -> None:
    with contextlib.closing(sqlite3.connect(used_data / "milepost.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    line = refused(used_data, "--port", "0")
    assert "schema 9999" in line
    assert "newer" in line


def test_a_damaged_database_is_one_line(used_data: Path) -> None:
    (used_data / "milepost.db").write_bytes(b"no database at all, but long enough to look at" * 100)
    assert "not a database" in refused(used_data, "--port", "0")


def test_an_unreachable_postgres_is_one_line(tmp_path: Path) -> None:
    url = f"postgresql://nobody@127.0.0.1:{free_port()}/none"
    line = refused(tmp_path / "data", "--port", "0", settings={"MILEPOST_DATABASE_URL": url})
    assert "milepost doctor" in line


def test_a_wrong_setting_is_one_line_that_names_it(tmp_path: Path) -> None:
    ran = milepost("serve", data=tmp_path / "data", settings={"PORT": "many"})
    assert ran.status == 2
    [line] = ran.err.splitlines()
    assert line.startswith("milepost: PORT: ")
    assert not (tmp_path / "data").exists()
