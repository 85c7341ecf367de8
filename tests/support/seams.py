"""Where a process of a trial is looked into from outside: its commits and its hints. There is no way back."""

import functools
import re
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy import event

from milepost.domain.ports.runtime import Hints
from milepost.storage.database import SqlDatabase
from milepost.storage.opening import OpenStorage
from tests.support.replacing import replace

_WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+([\w."]+)', re.IGNORECASE)

Tables = frozenset[str]
PassOn = Callable[[], None]


def watch_commits(before: Callable[[Tables], None], after: Callable[[Tables], None]) -> None:
    """Be called around each commit that has written something, the run engine's too, with the tables it wrote."""
    commit = sa.Connection._commit_impl
    # Beside the connections and not in them: one that was cut off no longer gives out what it holds.
    writing: WeakKeyDictionary[sa.Connection, set[str]] = WeakKeyDictionary()

    @event.listens_for(sa.Engine, "before_cursor_execute")
    def _note(connection: sa.Connection, _cursor: Any, statement: str, *_: Any) -> None:
        if found := _WRITES.match(statement):
            writing.setdefault(connection, set()).add(found[1].replace('"', ""))

    @event.listens_for(sa.Engine, "rollback")
    def _forget(connection: sa.Connection) -> None:
        writing.pop(connection, None)

    @functools.wraps(commit)
    def watched(connection: sa.Connection) -> None:
        written = frozenset(writing.pop(connection, ()))
        if not written:
            commit(connection)
            return
        before(written)
        commit(connection)
        after(written)

    # The library offers no event after a commit.
    replace(sa.Connection, "_commit_impl", watched)


def intercept_hints(between: Callable[[PassOn], None]) -> None:
    """Be called for each hint of this process in its place, with what passes it on; that may be called again."""
    database = OpenStorage.database

    class Intercepted:
        def __init__(self, hints: Hints) -> None:
            self._hints = hints

        def announce(self, *hint: Any, **more: Any) -> None:
            between(functools.partial(self._hints.announce, *hint, **more))

    def with_intercepted(storage: OpenStorage, hints: Hints) -> SqlDatabase:
        return database(storage, Intercepted(hints))

    replace(OpenStorage, "database", with_intercepted)
