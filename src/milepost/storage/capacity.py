"""What a PostgreSQL server offers to those who share it: connections, and its clock."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

_QUESTION = sa.text("""
    SELECT current_setting('max_connections')::int,
           current_setting('superuser_reserved_connections')::int
               + coalesce(current_setting('reserved_connections', true)::int, 0),
           (SELECT datconnlimit FROM pg_database WHERE datname = current_database()),
           (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user),
           clock_timestamp()
""")


@dataclass(frozen=True, slots=True)
class ServerCapacity:
    max_connections: int
    reserved: int
    """Kept back by the server for administrators."""
    limit: int | None
    """The least of what the database and the role are limited to, if they are."""
    now: datetime
    """The server's clock."""

    @property
    def usable(self) -> int:
        """How many connections all processes together may hold."""
        usable = self.max_connections - self.reserved
        return usable if self.limit is None else min(usable, self.limit)


async def server_capacity(engine: AsyncEngine) -> ServerCapacity:
    async with engine.connect() as connection:
        most, reserved, of_database, of_role, now = (await connection.execute(_QUESTION)).one()
    # PostgreSQL says -1 where there is no limit.
    limits = [limit for limit in (of_database, of_role) if limit is not None and limit >= 0]
    return ServerCapacity(most, reserved, min(limits, default=None), now)
