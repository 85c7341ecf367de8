"""The two shapes of the program, as a trial runs them and looks into their data without them."""

import contextlib
import sqlite3
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg import sql

from tests.support.disturbed_server import Role
from tests.support.fork_server import ForkServer
from tests.support.served import clean_environment
from trials.chaos.members import Member
from trials.chaos.outside import Outside, new_postgres, new_redis


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast and how well units are written."""

    unit_seconds: tuple[float, float] = (0.03, 0.25)
    failing: float = 0.015


class Form(Protocol):
    """Processes over one database."""

    members: list[Member]

    @property
    def name(self) -> str: ...

    def rows(self, query: str, *values: object) -> Sequence[tuple[Any, ...]]:
        """What a query finds, its placeholders written `?`."""

    @property
    def outside(self) -> Sequence[Outside]:
        """The services it depends on."""


@dataclass(slots=True)
class Embedded:
    """One server over a SQLite file."""

    folder: Path
    members: list[Member] = field(default_factory=list)
    name: str = "embedded"
    outside: tuple[Outside, ...] = ()

    @classmethod
    @contextlib.asynccontextmanager
    async def running(
        cls, folder: Path, forks: ForkServer, *, seed: int, pace: Pace
    ) -> AsyncIterator["Embedded"]:
        form = cls(folder)
        environment = clean_environment(MILEPOST_DATA_DIR=str(folder / "data"))
        form.members.append(new_member("server", "server", folder, environment, forks, seed=seed, pace=pace))
        async with all_running(form.members):
            yield form

    def rows(self, query: str, *values: object) -> Sequence[tuple[Any, ...]]:
        with contextlib.closing(
            sqlite3.connect(self.folder / "data" / "milepost.db", timeout=30)
        ) as database:
            return database.execute(query, values).fetchall()


@dataclass(slots=True)
class Scaled:
    """Two servers, one of which leaves the work to others, and two workers, over PostgreSQL and Redis."""

    outside: tuple[Outside, ...]
    members: list[Member] = field(default_factory=list)
    name: str = "scaled"

    @classmethod
    @contextlib.asynccontextmanager
    async def running(
        cls, folder: Path, forks: ForkServer, *, seed: int, pace: Pace
    ) -> AsyncIterator["Scaled"]:
        postgres, redis = new_postgres(folder), new_redis(folder)
        form = cls((postgres, redis))
        try:
            for service in form.outside:
                service.start()
            environment = clean_environment(
                MILEPOST_DATA_DIR=str(folder / "data"),
                MILEPOST_DATABASE_URL=postgres.url,
                MILEPOST_REDIS_URL=redis.url,
            )
            places: dict[str, Role] = {
                "server-1": "server", "server-2": "server without work", "worker-1": "worker", "worker-2": "worker",
            }  # fmt: skip
            for number, (name, role) in enumerate(places.items()):
                form.members.append(
                    new_member(name, role, folder, environment, forks, seed=seed + number, pace=pace)
                )
            async with all_running(form.members):
                yield form
        finally:
            for service in form.outside:
                service.close()

    def rows(self, query: str, *values: object) -> Sequence[tuple[Any, ...]]:
        with psycopg.connect(self.outside[0].url, connect_timeout=30) as connection:
            return connection.execute(sql.SQL(query.replace("?", "%s")), values).fetchall()


def new_member(
    name: str,
    role: Role,
    folder: Path,
    environment: dict[str, str],
    forks: ForkServer,
    *,
    seed: int,
    pace: Pace,
) -> Member:
    return Member(
        name=name, role=role, folder=folder, environment=environment, forks=forks, seed=seed,
        unit_seconds=pace.unit_seconds, failing=pace.failing,
    )  # fmt: skip


@contextlib.asynccontextmanager
async def all_running(members: Sequence[Member]) -> AsyncIterator[None]:
    """Have them all started and ready, and gone at the end."""
    try:
        for member in members:
            member.start()
        for member in members:
            await member.until_ready()
        yield
    finally:
        for member in members:
            await member.kill()
