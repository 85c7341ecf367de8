"""The links that roadmaps list, and who is looking at which of them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from milepost.domain.goals import UnitKind
from milepost.domain.ids import RoadmapId
from milepost.domain.links import LinkReason, LinkState
from milepost.domain.listed_links import ListedLink
from milepost.domain.records import PlannerKind
from milepost.storage import tables
from milepost.storage.rows import columns_of, insert_ignoring_known

_LINK = tables.resource_link
_UNIT = tables.unit
_ROADMAP = tables.roadmap
_KEY = ("roadmap_id", "concept_id", "version", "position")
#: What a check may change.
_FINDINGS = ("state", "reason", "checked_at", "missed_at", "misses", "next_at", "claimed_until")


def _link(row: sa.RowMapping) -> ListedLink:
    known = {
        "state": LinkState(row["state"]),
        "reason": LinkReason(row["reason"]) if row["reason"] else None,
    }
    return ListedLink.model_construct(**{**row, **known})


class SqlLinkStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, links: Iterable[ListedLink]) -> None:
        rows = [columns_of(link) for link in links]
        if rows:
            await self._connection.execute(insert_ignoring_known(self._connection, _LINK, rows))

    async def of_content(self, roadmap_id: RoadmapId, concept_id: str, version: int) -> Sequence[ListedLink]:
        query = sa.select(_LINK).where(_is_of(roadmap_id, concept_id, version))
        return await self._all(query.order_by(_LINK.c.position))

    async def are_claimed(self, now: datetime) -> bool:
        query = sa.select(sa.exists().where(_LINK.c.claimed_until > now))
        return bool(await self._connection.scalar(query))

    async def claim_due(
        self, now: datetime, *, until: datetime, by: Collection[PlannerKind], limit: int
    ) -> Sequence[ListedLink]:
        shown = (
            sa.select(_LINK)
            .join(
                _UNIT,
                (_UNIT.c.roadmap_id == _LINK.c.roadmap_id)
                & (_UNIT.c.concept_id == _LINK.c.concept_id)
                & (_UNIT.c.kind == UnitKind.RESOURCES)
                & (_UNIT.c.version == _LINK.c.version),
            )
            .join(_ROADMAP, _ROADMAP.c.roadmap_id == _LINK.c.roadmap_id)
            .where(_ROADMAP.c.deleted_at.is_(None), _LINK.c.by.in_(by), _is_free(now))
        )
        due = await self._all(shown.where(_LINK.c.next_at <= now).order_by(_LINK.c.next_at).limit(limit))
        if not due:
            return []
        alike = await self._all(shown.where(_LINK.c.url.in_({link.url for link in due})))
        claimed = [link.model_copy(update={"claimed_until": until}) for link in alike]
        await self._update(claimed, ("claimed_until",))
        return claimed

    async def claim_content(
        self, roadmap_id: RoadmapId, concept_id: str, version: int, now: datetime, *, until: datetime
    ) -> Sequence[ListedLink]:
        claim = (
            _LINK.update()
            .where(_is_of(roadmap_id, concept_id, version), _is_free(now))
            .values(claimed_until=until)
            .returning(*_LINK.c)
        )
        rows = (await self._connection.execute(claim)).mappings()
        return sorted(map(_link, rows), key=lambda link: link.position)

    async def save_all(self, links: Sequence[ListedLink]) -> None:
        await self._update(links, _FINDINGS)

    async def _update(self, links: Sequence[ListedLink], names: Sequence[str]) -> None:
        """In one statement, for some pages are listed by very many roadmaps."""
        rows = [
            {
                **{f"of_{name}": getattr(link, name) for name in _KEY},
                **{f"new_{name}": getattr(link, name) for name in names},
            }
            for link in links
        ]
        if rows:
            update = (
                _LINK.update()
                .where(*(_LINK.c[name] == sa.bindparam(f"of_{name}") for name in _KEY))
                .values({name: sa.bindparam(f"new_{name}", type_=_LINK.c[name].type) for name in names})
            )
            await self._connection.execute(update, rows)

    async def _all(self, query: sa.Select[tuple[object, ...]]) -> list[ListedLink]:
        return [_link(row) for row in (await self._connection.execute(query)).mappings()]


def _is_free(now: datetime) -> sa.ColumnElement[bool]:
    return _LINK.c.claimed_until.is_(None) | (_LINK.c.claimed_until <= now)


def _is_of(roadmap_id: RoadmapId, concept_id: str, version: int) -> sa.ColumnElement[bool]:
    return (
        (_LINK.c.roadmap_id == roadmap_id) & (_LINK.c.concept_id == concept_id) & (_LINK.c.version == version)
    )
