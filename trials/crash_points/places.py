"""Where a life keeps its data: a copy, made in milliseconds, of a database that is migrated and empty."""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql

from tests.support.fork_server import ForkServer
from tests.support.postgres import PostgresServer
from tests.support.served import clean_environment

EMPTY = "trials.crash_points.script:open_and_close"


class Place(Protocol):
    """A database of one kind."""

    @property
    def name(self) -> str: ...

    def fresh(self, directory: Path) -> contextlib.AbstractContextManager[Mapping[str, str]]:
        """An empty database; the environment of the lives over it."""

    def rows(self, environment: Mapping[str, str], query: str) -> list[tuple[object, ...]]:
        """What a query finds in it, asked without the program."""

    def let_time_pass(self, environment: Mapping[str, str]) -> None:
        """Have whoever has died count as dead, without waiting for it."""


@dataclass(frozen=True, slots=True)
class SqlitePlace:
    template: Path
    name: str = "SQLite"

    @classmethod
    def prepare(cls, forks: ForkServer, directory: Path) -> "SqlitePlace":
        template = directory / "template"
        _open_and_close(forks, directory, clean_environment(MILEPOST_DATA_DIR=str(template)))
        return cls(template)

    @contextlib.contextmanager
    def fresh(self, directory: Path) -> Iterator[Mapping[str, str]]:
        shutil.copytree(self.template, directory / "data")
        yield clean_environment(MILEPOST_DATA_DIR=str(directory / "data"))
        shutil.rmtree(directory / "data")

    def rows(self, environment: Mapping[str, str], query: str) -> list[tuple[object, ...]]:
        with contextlib.closing(
            sqlite3.connect(Path(environment["MILEPOST_DATA_DIR"], "milepost.db"))
        ) as file:
            return file.execute(query).fetchall()

    def let_time_pass(self, environment: Mapping[str, str]) -> None:
        pass  # whoever opens the file is alone with it, and takes over at once


@dataclass(frozen=True, slots=True)
class PostgresPlace:
    """PostgreSQL, with Redis for the hints: the form of many processes, here one that serves and works."""

    server: PostgresServer
    redis_url: str
    template: str
    name: str = "PostgreSQL"

    @classmethod
    def prepare(
        cls, forks: ForkServer, directory: Path, server: PostgresServer, redis_url: str
    ) -> "PostgresPlace":
        url = server.create_database()
        place = cls(server, redis_url, template=url.rpartition("_")[2])
        _open_and_close(forks, directory, place._environment(url, directory / "postgres"))
        return place

    @contextlib.contextmanager
    def fresh(self, directory: Path) -> Iterator[Mapping[str, str]]:
        url = self.server.create_database(self.template)
        yield self._environment(url, directory / "data")
        self.server.drop_database(url)

    def rows(self, environment: Mapping[str, str], query: str) -> list[tuple[object, ...]]:
        with psycopg.connect(environment["MILEPOST_DATABASE_URL"]) as connection:
            return connection.execute(sql.SQL(query)).fetchall()

    def let_time_pass(self, environment: Mapping[str, str]) -> None:
        with psycopg.connect(environment["MILEPOST_DATABASE_URL"]) as connection:
            connection.execute("UPDATE process SET beat_at = beat_at - interval '1 hour'")
            connection.execute("UPDATE run SET created_at = created_at - interval '1 hour'")

    def _environment(self, url: str, data: Path) -> dict[str, str]:
        address = url.replace("postgresql+asyncpg://", "postgresql://")
        return clean_environment(
            MILEPOST_DATA_DIR=str(data), MILEPOST_DATABASE_URL=address, MILEPOST_REDIS_URL=self.redis_url
        )


def _open_and_close(forks: ForkServer, directory: Path, environment: Mapping[str, str]) -> None:
    log = directory / "template.log"
    status = forks.fork(EMPTY, environment=environment, log=log).wait(60)
    if status != 0:
        raise RuntimeError(f"No empty database could be made: {log.read_text()[-3000:]}")
