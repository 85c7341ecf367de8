"""How processes over one PostgreSQL begin: together on an empty database, and not where it is not as it must be."""

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from milepost.storage.schema import HEAD
from tests.support.cluster import Cluster, cluster
from tests.support.commands import milepost_here
from tests.support.fork_server import Forked, ForkServer
from tests.support.learner import Learner
from tests.support.postgres import PostgresServer
from tests.support.served import clean_environment

SECONDS = 30.0


@pytest.fixture
def url(postgres: PostgresServer) -> Iterator[str]:
    """An empty database."""
    made = postgres.create_database()
    yield made
    postgres.drop_database(made)


@pytest.fixture
def nodes(fork_server: ForkServer, url: str, tmp_path: Path) -> Iterator[Cluster]:
    with cluster(fork_server, url, tmp_path) as made:
        yield made


def refusal(forks: ForkServer, log: Path, program: str, *arguments: object, **settings: str) -> str:
    """The one line of a process that does not start."""
    environment = clean_environment(
        MILEPOST_PORT="0", MILEPOST_DATA_DIR=str(log.with_suffix(".data")), **settings
    )
    process: Forked = forks.fork(
        f"tests.support.slow_processes:{program}", environment=environment, log=log, arguments=arguments
    )
    assert process.wait(SECONDS) == 1, log.read_text()
    [line] = log.read_text().splitlines()
    return line


def execute(url: str, statement: str) -> None:
    with psycopg.connect(url.replace("+asyncpg", ""), autocommit=True) as connection:
        connection.execute(statement.encode())


def test_several_that_start_at_once_on_an_empty_database_set_it_up_and_work(nodes: Cluster) -> None:
    server = nodes.server(works=False)
    nodes.server(works=True)
    nodes.worker()
    nodes.until_ready()
    assert server.url is not None
    with httpx.Client(base_url=server.url, timeout=40) as http:
        Learner(http).finished()
    assert "Traceback" not in nodes.logs()


@pytest.mark.parametrize(("program", "arguments"), [("work_slowly", (0,)), ("serve_slowly", (0, False))])
def test_what_needs_others_is_refused_where_nothing_is_shared(
    fork_server: ForkServer, tmp_path: Path, program: str, arguments: tuple[object, ...]
) -> None:
    line = refusal(fork_server, tmp_path / "log", program, *arguments)
    assert line.startswith("milepost: ")
    assert "MILEPOST_DATABASE_URL" in line


def test_a_budget_of_connections_that_the_server_does_not_give_is_refused(
    fork_server: ForkServer, url: str, tmp_path: Path
) -> None:
    settings = {"MILEPOST_DATABASE_URL": url, "MILEPOST_EXPECTED_PROCESSES": "50"}
    line = refusal(fork_server, tmp_path / "log", "work_slowly", 0, **settings)
    for words in (
        "50 processes",
        "MILEPOST_EXPECTED_PROCESSES",
        "MILEPOST_DATABASE_POOL_SIZE",
        "max_connections",
    ):
        assert words in line
    told = milepost_here("doctor", data=tmp_path / "data", settings={**settings, "PORT": "0"})
    assert told.status == 1
    assert told.line("✗ Connections: 50 processes × (10 + 6) = 800 connections")
    enough = milepost_here(
        "doctor", data=tmp_path / "data", settings={"MILEPOST_DATABASE_URL": url, "PORT": "0"}
    )
    assert enough.line("✓ Connections: 4 processes × (10 + 6) = 64 connections")


def test_a_role_with_fewer_connections_counts(fork_server: ForkServer, url: str, tmp_path: Path) -> None:
    execute(url, f"ALTER DATABASE {url.rpartition('/')[2]} CONNECTION LIMIT 20")
    line = refusal(fork_server, tmp_path / "log", "work_slowly", 0, MILEPOST_DATABASE_URL=url)
    assert "PostgreSQL gives 20 connections" in line


_BACK_TO_0001 = """
DROP TABLE resource_link, live_text, quiz_item_removal;
ALTER TABLE task DROP COLUMN estimates;
ALTER TABLE unit_content DROP COLUMN instructions;
ALTER TABLE unit DROP COLUMN asked, DROP COLUMN versions;
DROP TABLE model_answer, model_spend, model_role, model_caps, model_provider;
DROP TABLE calendar_feed;
ALTER TABLE roadmap_revision DROP COLUMN restores;
ALTER TABLE roadmap DROP COLUMN deleted_at;
UPDATE alembic_version SET version_num = '0001'
"""


def test_an_older_schema_is_refused_until_somebody_migrates_it(
    fork_server: ForkServer, url: str, nodes: Cluster, tmp_path: Path
) -> None:
    shared = {"MILEPOST_DATABASE_URL": url}
    assert milepost_here("migrate", settings=shared).line(f"✓ Schema {HEAD}, from nothing")
    execute(url, _BACK_TO_0001)

    line = refusal(fork_server, tmp_path / "log", "serve_slowly", 0, True, **shared)
    assert "schema 0001" in line
    assert "`milepost migrate`" in line
    told = milepost_here("doctor", data=tmp_path / "data", settings={**shared, "PORT": "0"})
    assert told.line("✗ Database: PostgreSQL: schema 0001 is older")

    assert milepost_here("migrate", settings=shared).line(f"✓ Schema {HEAD}, from 0001")
    assert milepost_here("migrate", settings=shared).line(f"✓ Schema {HEAD}: was there before")
    nodes.worker()
    nodes.until_ready()


def test_a_newer_schema_is_refused_by_all(fork_server: ForkServer, url: str, tmp_path: Path) -> None:
    shared = {"MILEPOST_DATABASE_URL": url}
    milepost_here("migrate", settings=shared)
    execute(url, "UPDATE alembic_version SET version_num = '9999'")
    assert "schema 9999" in refusal(fork_server, tmp_path / "log", "work_slowly", 0, **shared)
    ran = milepost_here("migrate", settings=shared)
    assert ran.status == 1
    assert ran.line("✗ ", "schema 9999", "newer")


def test_a_server_listens_on_a_unix_socket_for_a_proxy_that_shares_the_folder(
    fork_server: ForkServer, tmp_path: Path
) -> None:
    socket = tmp_path / "milepost.sock"
    environment = clean_environment(
        MILEPOST_DATA_DIR=str(tmp_path / "data"),
        MILEPOST_UNIX_SOCKET=str(socket),
        MILEPOST_PUBLIC_URL="https://learn.example.org",
    )
    program = "tests.support.slow_processes:serve_slowly"
    for number in range(2):  # the second one finds the socket of one that was killed
        log = tmp_path / f"log-{number}"
        server = fork_server.fork(program, environment=environment, log=log, arguments=(0, True))
        until_served(socket, server, log)
        again = refusal(
            fork_server,
            tmp_path / f"again-{number}",
            "serve_slowly",
            0,
            True,
            MILEPOST_UNIX_SOCKET=str(socket),
        )
        assert "is served already" in again
        with httpx.Client(
            transport=httpx.HTTPTransport(uds=str(socket)), base_url="http://learn.example.org"
        ) as http:
            assert Learner(http).review().task_id
        with httpx.Client(
            transport=httpx.HTTPTransport(uds=str(socket)), base_url="http://evil.example"
        ) as http:
            assert http.get("/api/v1/tasks").status_code == 403
        server.kill()
        server.wait()
        assert "Traceback" not in log.read_text()


def until_served(socket: Path, server: Forked, log: Path) -> None:
    transport = httpx.HTTPTransport(uds=str(socket), retries=0)
    with httpx.Client(transport=transport, base_url="http://learn.example.org") as http:
        for _ in range(int(SECONDS / 0.05)):
            assert server.poll() is None, log.read_text()
            try:
                if http.get("/readyz").is_success:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
    raise AssertionError(log.read_text())
