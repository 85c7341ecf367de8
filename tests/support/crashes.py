"""A process that dies in the middle of its work, without a process: at a chosen commit everything stops."""

import asyncio
from dataclasses import dataclass, field

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from milepost.storage.database import SqlDatabase


class Crashed(BaseException):
    """Raised instead of a commit, and of every later one, as nothing goes on after a kill."""


@dataclass(slots=True)
class Crash:
    """Stops a world before or after its n-th commit."""

    at: int
    before: bool
    commits: int = 0
    happened: asyncio.Event = field(default_factory=asyncio.Event)

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        commit = SqlDatabase._commit

        async def counted(connection: AsyncConnection) -> None:
            if self.happened.is_set():
                raise Crashed
            self.commits += 1
            is_here = self.commits == self.at
            if is_here:
                self.happened.set()
            if not (is_here and self.before):
                await commit(connection)
            if is_here:
                raise Crashed

        monkeypatch.setattr(SqlDatabase, "_commit", staticmethod(counted))
