"""What becomes of a listed link after a check, and when it is looked at again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from milepost.domain.content import Resource, ResourceList
from milepost.domain.goals import UnitKind
from milepost.domain.ids import ConceptId, RoadmapId
from milepost.domain.links import ExpectedPage, LinkCheck, LinkReason, LinkState
from milepost.domain.listed_links import (
    DEAD_LAST,
    MISSES_BELIEVED,
    ListedLink,
    after_check,
    known_resource,
    listed_links,
)
from milepost.domain.records import UnitRecord

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def make_resource(check: str = "ok", **fields: Any) -> Resource:
    return Resource.model_validate(
        {
            "title": "Loops in Python",
            "url": "https://guide.example/loops",
            "kind": "tutorial",
            "language": "en",
            "free": True,
            "check": check,
            "checked_at": None if check == "not_checked" else NOON.date(),
            **fields,
        }
    )


def make_link(check: str = "ok", **fields: Any) -> ListedLink:
    unit = UnitRecord(
        roadmap_id=RoadmapId("rmp_1"), concept_id=ConceptId("topic.c1"), kind=UnitKind.RESOURCES, version=1
    )
    (link,) = listed_links(
        unit, ResourceList(resources=(make_resource(check, **fields),)), by="model", now=NOON
    )
    return link


def found(
    state: LinkState, reason: LinkReason = LinkReason.FOUND, *, title: bool = True, language: bool = True
) -> LinkCheck:
    return LinkCheck(
        url="https://guide.example/loops",
        state=state,
        reason=reason,
        title_matches=title,
        language_matches=language,
        expected=ExpectedPage(title="Loops in Python", language="en"),
    )


MISSED = found(LinkState.UNKNOWN, LinkReason.NO_ANSWER)
DEAD = found(LinkState.DEAD, LinkReason.GONE)


def test_what_was_checked_when_it_was_written_rests_about_a_week_and_the_rest_is_due() -> None:
    assert 5 * DAY < make_link().next_at - NOON < 9 * DAY
    assert make_link("not_checked").next_at == NOON


def test_links_that_were_listed_together_are_not_all_due_together() -> None:
    due = {make_link(url=f"https://guide.example/{number}").next_at for number in range(20)}

    assert len(due) > 15
    assert make_link().next_at == make_link().next_at


def test_a_page_that_is_still_there_is_verified_anew() -> None:
    link = after_check(make_link(), found(LinkState.OK), now=NOON + 7 * DAY)

    assert (link.state, link.checked_at, link.missed_at) == (LinkState.OK, NOON + 7 * DAY, None)
    assert link.next_at > NOON + 12 * DAY


@pytest.mark.parametrize("other", [found(LinkState.OK, title=False), found(LinkState.OK, language=False)])
def test_a_page_that_is_another_one_by_now_is_not_verified(other: LinkCheck) -> None:
    link = after_check(make_link(), other, now=NOON + DAY)

    assert (link.state, link.reason) == (LinkState.UNKNOWN, LinkReason.OTHER_PAGE)
    assert known_resource(make_resource(), link).check == "unknown"


def test_a_dead_link_says_since_when_and_is_asked_for_less_and_less_often() -> None:
    link, now, rests = make_link(), NOON + 7 * DAY, []
    for _ in range(8):
        link = after_check(link, DEAD, now=now)
        rests.append(link.next_at - now)
        now = link.next_at

    assert rests[0] < 1.3 * DAY
    assert rests == sorted(rests)
    assert rests[-1] <= DEAD_LAST * 1.2
    assert link.state is LinkState.DEAD


def test_a_dead_link_that_is_back_is_verified() -> None:
    link = after_check(make_link(), DEAD, now=NOON + DAY)
    link = after_check(link, found(LinkState.OK), now=NOON + 2 * DAY)

    assert (link.state, link.reason) == (LinkState.OK, LinkReason.FOUND)


@pytest.mark.parametrize("before", ["ok", "dead"])
def test_what_cannot_be_reached_keeps_its_state_and_says_so_until_it_was_missed_too_often(
    before: str,
) -> None:
    link, now, rests = make_link(before), NOON + 7 * DAY, []
    for misses in range(1, MISSES_BELIEVED):
        link = after_check(link, MISSED, now=now)
        assert (link.state, link.misses, link.missed_at) == (before, misses, now)
        assert known_resource(make_resource(before), link).missed_at == now.date()
        rests.append(link.next_at - now)
        now = link.next_at
    link = after_check(link, MISSED, now=now)

    assert (link.state, link.reason) == (LinkState.UNKNOWN, LinkReason.NO_ANSWER)
    assert now - NOON > 7 * DAY + 3 * DAY
    assert rests == sorted(rests)
    again = after_check(link, found(LinkState.OK), now=now)
    assert (again.state, again.misses, again.missed_at) == (LinkState.OK, 0, None)


def test_a_link_nobody_had_fetched_is_unknown_when_it_cannot_be_reached() -> None:
    link = after_check(make_link("not_checked"), MISSED, now=NOON)

    assert (link.state, link.checked_at, link.missed_at) == (LinkState.UNKNOWN, None, NOON)


@pytest.mark.parametrize("before", ["ok", "dead", "unknown", "not_checked"])
def test_a_check_that_could_not_run_changes_nothing_but_when_it_is_tried_again(before: str) -> None:
    link = make_link(before)
    after = after_check(link, found(LinkState.NOT_CHECKED, LinkReason.NO_NETWORK), now=NOON)

    assert after == link.model_copy(update={"next_at": after.next_at})
    assert NOON < after.next_at < NOON + timedelta(hours=2)
    assert known_resource(make_resource(before), after) == known_resource(make_resource(before), link)


def test_a_resource_without_a_row_is_as_it_was_written() -> None:
    assert known_resource(make_resource(), None).check == "ok"
