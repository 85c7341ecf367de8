"""The search that finds nothing; the default, because whoever runs Milepost decides who is told of goals."""

from collections.abc import Sequence

from milepost.domain.links import Candidate


class NoSearch:
    """See `Search`."""

    is_available = False

    async def find(self, query: str, *, language: str, limit: int = 10) -> Sequence[Candidate]:
        return ()
