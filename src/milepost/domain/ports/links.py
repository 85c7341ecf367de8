"""Where the links that roadmaps list are kept, with what is known of them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from milepost.domain.ids import RoadmapId
from milepost.domain.listed_links import ListedLink
from milepost.domain.records import PlannerKind


class LinkStore(Protocol):
    async def add(self, links: Iterable[ListedLink]) -> None:
        """Insert those that do not exist; leave the others as they are."""
        ...

    async def of_content(self, roadmap_id: RoadmapId, concept_id: str, version: int) -> Sequence[ListedLink]:
        """The links of one version, in their order."""
        ...

    async def are_claimed(self, now: datetime) -> bool:
        """Whether somebody is believed to be looking at any of them."""
        ...

    async def claim_due(
        self, now: datetime, *, until: datetime, by: Collection[PlannerKind], limit: int
    ) -> Sequence[ListedLink]:
        """Claim at most so many that are due, those that have waited longest, and all others with the same addresses.

        Only of what a learner sees: the newest version of a roadmap that is not in the trash.
        """
        ...

    async def claim_content(
        self, roadmap_id: RoadmapId, concept_id: str, version: int, now: datetime, *, until: datetime
    ) -> Sequence[ListedLink]:
        """Claim the links of one version that nobody else has claimed."""
        ...

    async def save_all(self, links: Sequence[ListedLink]) -> None:
        """Store what is known of them."""
        ...
