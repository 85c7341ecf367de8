"""Links that roadmaps list: what is known of each by now, and when it is looked at again."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from milepost.domain.content import Resource, ResourceList
from milepost.domain.ids import ConceptId, RoadmapId
from milepost.domain.links import ExpectedPage, LinkCheck, LinkReason, LinkState
from milepost.domain.model import Value
from milepost.domain.records import PlannerKind, UnitRecord

#: What works is looked at once a week.
WORKS_FOR = timedelta(days=7)
#: What is dead may be back tomorrow; the longer it has been dead, the less likely that is.
DEAD_FIRST, DEAD_LAST = timedelta(days=1), timedelta(days=28)
#: What could not be reached, again soon, then less and less often.
MISSED_FIRST, MISSED_LAST = timedelta(hours=6), timedelta(days=7)
#: After so many looks in vain, which take four days at least, what was known says nothing any more.
MISSES_BELIEVED = 5
#: Where no check could run nothing was learnt.
NO_NETWORK_FOR = timedelta(hours=1)
#: Each time is so much longer or shorter at most, so that links listed at one moment are not all asked at one moment.
_SPREAD = 0.2
#: What a page that says nothing of its language is marked with (ISO 639-2).
UNDETERMINED = "und"


class ListedLink(Value):
    """One link of one version of a concept's resources, with what is known of it."""

    roadmap_id: RoadmapId
    concept_id: ConceptId
    version: int
    position: int
    """Its place in that version, which never changes."""
    url: str
    title: str
    language: str
    by: PlannerKind
    """Who has listed it."""
    state: LinkState
    reason: LinkReason | None = None
    """Why it is in that state, or why it could not be reached since; None where nobody has looked."""
    checked_at: datetime | None = None
    """When its state was found out."""
    missed_at: datetime | None = None
    """When it could not be reached the last time, if that was later."""
    misses: int = 0
    """How often in a row."""
    next_at: datetime
    """When it is to be looked at again."""
    claimed_until: datetime | None = None
    """Until when somebody is believed to be looking at it."""

    @property
    def expected(self) -> ExpectedPage:
        """What stands there, if it is what was listed."""
        return ExpectedPage(
            title=self.title, language=None if self.language == UNDETERMINED else self.language
        )


class KnownResource(Resource):
    """A resource as it stands today."""

    reason: LinkReason | None = None
    """Why its link is in its state, or could not be reached since; null where nobody has looked again."""
    missed_at: date | None = None
    """When it could not be reached the last time, if that was after `checked_at`."""


def listed_links(
    unit: UnitRecord, content: ResourceList, *, by: PlannerKind, now: datetime
) -> Iterator[ListedLink]:
    """The links of a version that has just been written; `unit` is as it is with that version."""
    for position, resource in enumerate(content.resources):
        yield ListedLink(
            roadmap_id=unit.roadmap_id,
            concept_id=unit.concept_id,
            version=unit.version,
            position=position,
            url=resource.url,
            title=resource.title,
            language=resource.language,
            by=by,
            state=LinkState(resource.check),
            checked_at=_start_of(resource),
            next_at=now if resource.check == "not_checked" else now + _spread(WORKS_FOR, resource.url),
        )


def after_check(link: ListedLink, check: LinkCheck, *, now: datetime) -> ListedLink:
    """The link with what a check has brought.

    A page that answers under another title, or in another language, is not the one that was listed: that is `unknown`,
    whatever it was before. What cannot be reached keeps the state it had, until it has been missed too often.
    """
    if check.state is LinkState.NOT_CHECKED:
        return _moved(link, next_at=now + _spread(NO_NETWORK_FOR, link.url))
    if check.state is LinkState.UNKNOWN:
        return _missed(link, check.reason, now=now)
    if check.state is LinkState.DEAD:
        was_dead = link.state is LinkState.DEAD and link.checked_at is not None
        before = now - link.checked_at if was_dead and link.checked_at else timedelta(0)
        rest = min(max(DEAD_FIRST, 2 * before), DEAD_LAST)
        return _found(link, LinkState.DEAD, check.reason, now=now, rest=rest)
    if check.is_verified:
        return _found(link, LinkState.OK, check.reason, now=now, rest=WORKS_FOR)
    return _found(link, LinkState.UNKNOWN, LinkReason.OTHER_PAGE, now=now, rest=WORKS_FOR)


def postponed(link: ListedLink, *, now: datetime) -> ListedLink:
    """The link after a check that went wrong in a way nobody thought of: nothing was learnt, and others come first."""
    return _moved(link, next_at=now + DEAD_FIRST)


def known_resource(resource: Resource, link: ListedLink | None) -> KnownResource:
    """A resource with what is known of its link by now."""
    if link is None:
        return KnownResource(**dict(resource))
    now_known = {"check": link.state.value, "checked_at": link.checked_at.date() if link.checked_at else None}
    return KnownResource(
        **{**dict(resource), **now_known},
        reason=link.reason,
        missed_at=link.missed_at.date() if link.missed_at else None,
    )


def _found(
    link: ListedLink, state: LinkState, reason: LinkReason, *, now: datetime, rest: timedelta
) -> ListedLink:
    return _moved(
        link,
        state=state,
        reason=reason,
        checked_at=now,
        missed_at=None,
        misses=0,
        next_at=now + _spread(rest, link.url),
    )


def _missed(link: ListedLink, reason: LinkReason, *, now: datetime) -> ListedLink:
    misses = link.misses + 1
    is_believed = misses < MISSES_BELIEVED and link.state is not LinkState.NOT_CHECKED
    return _moved(
        link,
        state=link.state if is_believed else LinkState.UNKNOWN,
        reason=reason,
        missed_at=now,
        misses=misses,
        next_at=now + _spread(min(MISSED_FIRST * 2 ** min(link.misses, 10), MISSED_LAST), link.url),
    )


def _moved(link: ListedLink, **changes: object) -> ListedLink:
    return link.model_copy(update={"claimed_until": None, **changes})


def _spread(rest: timedelta, url: str) -> timedelta:
    """The time, a little more or less of it: always the same for one address, so that it is asked for once for all."""
    lot = int.from_bytes(hashlib.sha256(url.encode()).digest()[:2]) / 0xFFFF
    return rest * (1 + _SPREAD * (2 * lot - 1))


def _start_of(resource: Resource) -> datetime | None:
    """The instant for a day of which no time is known."""
    return datetime.combine(resource.checked_at, time(), UTC) if resource.checked_at else None
