"""Gives tests fresh PostgreSQL databases, quickly, from a server that is already running."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
from filelock import FileLock
from psycopg import sql


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A server that tests may use; every database made here bears the name of the run, so that all can go."""

    admin_url: str
    run_name: str
    run_directory: Path

    def create_database(self, template: str | None = None) -> str:
        """A new database, empty or a copy of a template made by `ensure_template`.

        Returns:
            Its address for SQLAlchemy and asyncpg, `postgresql+asyncpg://…`.
        """
        name = f"{self._prefix}{uuid4().hex[:12]}"
        statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if template is not None:
            statement += sql.SQL(" TEMPLATE {}").format(sql.Identifier(self._prefix + template))
        self._execute(statement)
        return self._url_of(name)

    def drop_database(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._drop(url.rpartition("/")[2].partition("?")[0])

    async def ensure_template(self, name: str, prepare: Callable[[str], Awaitable[None]]) -> str:
        """Make a template once per run; later calls, in any process of the run, find it.

        Args:
            name: What `create_database` is to be given.
            prepare: Fills the empty database at the address it gets, and closes every connection to it.
        """
        final = self._prefix + name
        with FileLock(self.run_directory / f"template-{name}.lock"):
            if final not in self._databases():
                url = self.create_database()
                await prepare(url)
                made = url.rpartition("/")[2].partition("?")[0]
                rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
                self._execute(rename.format(sql.Identifier(made), sql.Identifier(final)))
        return name

    def drop_all(self) -> None:
        """Remove every database of this run."""
        for name in self._databases():
            self._drop(name)

    @property
    def _prefix(self) -> str:
        return f"milepost_{self.run_name}_"

    def _url_of(self, database: str) -> str:
        head, _, tail = self.admin_url.partition("://")[2].partition("/")
        _, mark, query = tail.partition("?")
        return f"postgresql+asyncpg://{head}/{database}{mark}{query}"

    def _databases(self) -> list[str]:
        with self._connect() as connection:
            rows = connection.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", (self._prefix,)
            ).fetchall()
        return [row[0] for row in rows]

    def _drop(self, name: str) -> None:
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _execute(self, statement: sql.SQL | sql.Composed) -> None:
        with self._connect() as connection:
            connection.execute(statement)

    def _connect(self) -> "psycopg.Connection[tuple[str, ...]]":
        scheme, _, rest = self.admin_url.partition("://")
        return psycopg.connect(f"{scheme.partition('+')[0]}://{rest}", autocommit=True)
