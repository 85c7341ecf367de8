"""Tells a database that cannot be reached from a statement that is wrong; the former passes, the latter is a bug."""

import contextlib
import sqlite3
from collections.abc import Iterator

import sqlalchemy as sa

from milepost.domain.errors import StorageUnreachable
from milepost.outage import Outage

#: Classes and codes of SQLSTATE (PostgreSQL, appendix A) that say nothing about the statement: the connection failed,
#: no connection is free, the server shuts down, has crashed, is starting, or has no room left.
_SQLSTATE_CLASSES = ("08", "53", "58")
#: Somebody else stands still inside a transaction, and keeps what we wait for.
_LOCK_NOT_AVAILABLE = "55P03"
_SQLSTATES = frozenset({"57P01", "57P02", "57P03", "57P05", _LOCK_NOT_AVAILABLE}) | {
    "25P03",  # we stood still inside a transaction, and it was ended
}
#: SQLite's primary result codes BUSY, LOCKED, READONLY, IOERR, FULL and CANTOPEN.
_SQLITE_CODES = frozenset({5, 6, 8, 10, 13, 14})


def is_unreachable(error: Exception) -> bool:
    """Whether the database could not be used at all, so that the same call may succeed later."""
    match error:
        case sa.exc.DBAPIError(connection_invalidated=True):
            return True
        case sa.exc.DBAPIError(orig=sqlite3.Error() as cause):
            return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _SQLITE_CODES
        case sa.exc.DBAPIError(orig=cause):
            return _is_lost(cause)
        case _:
            # The driver lets through what the operating system says when it connects, and a command's time limit;
            # the pool has a limit of its own for whoever waits for a connection.
            return isinstance(error, (sa.exc.TimeoutError, OSError, TimeoutError)) or _is_lost(error)


def _sqlstate(error: BaseException | None) -> str | None:
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    return getattr(cause, "sqlstate", None)


def _is_lost(error: BaseException | None) -> bool:
    state = _sqlstate(error)
    if state is not None:
        return state in _SQLSTATES or state.startswith(_SQLSTATE_CLASSES)
    # asyncpg has no code for a connection that has been closed under it.
    return error is not None and "connection is closed" in str(error)


class Reachability:
    """What this process knows of its database: every use of it passes here; a loss and a return are told once."""

    def __init__(self) -> None:
        self._outage = Outage("database")

    @property
    def is_lost(self) -> bool:
        return self._outage.is_on

    @contextlib.contextmanager
    def noted(self) -> Iterator[None]:
        """Note how a use of the database goes.

        Raises:
            StorageUnreachable: It could not be reached.
        """
        try:
            yield
        except StorageUnreachable:
            raise  # of a use within this one, and noted
        except Exception as error:  # drivers, pool and system share no class; `is_unreachable` sorts them
            if not is_unreachable(error):
                raise
            self._outage.lost(error)
            raise StorageUnreachable(is_undone=_sqlstate(error) == _LOCK_NOT_AVAILABLE) from error
        else:
            self._outage.back()
