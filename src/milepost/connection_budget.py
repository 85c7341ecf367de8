"""Whether PostgreSQL has the connections that all processes together may come to hold."""

from dataclasses import dataclass


class ConnectionBudgetExceeded(RuntimeError):
    """The processes would run out of connections under load; the message names what to change."""


@dataclass(frozen=True, slots=True)
class ConnectionBudget:
    """Connections that one process opens at most, by what for, and how many processes there are to be."""

    data: int
    engine: int
    processes: int

    @property
    def needed(self) -> int:
        return (self.data + self.engine) * self.processes

    def __str__(self) -> str:
        return f"{self.processes} processes × ({self.data} + {self.engine}) = {self.needed} connections"

    def check(self, usable: int) -> None:
        """Compare with what the server gives.

        Raises:
            ConnectionBudgetExceeded: It gives less.
        """
        if self.needed > usable:
            raise ConnectionBudgetExceeded(
                f"PostgreSQL gives {usable} connections, and {self} may be needed. Lower "
                "MILEPOST_EXPECTED_PROCESSES, MILEPOST_DATABASE_POOL_SIZE or MILEPOST_ENGINE_POOL_SIZE, or raise "
                "max_connections."
            )
