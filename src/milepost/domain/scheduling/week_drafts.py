"""Weeks before their parts are numbered: filled with minutes of concepts, then made what a calendar holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from milepost.domain.roadmaps import Week, WeekItem
from milepost.domain.scheduling.pacing import hours_of


@dataclass(frozen=True, slots=True)
class WeekDraft:
    """A week before its parts are numbered."""

    start: date
    items: Sequence[tuple[str, int]]
    review: int
    light: bool


def take_minutes(queue: list[tuple[str, int]], minutes: int) -> list[tuple[str, int]]:
    """Take that much off the front of the queue."""
    taken = []
    while minutes > 0:
        concept_id, left = queue[0]
        now = min(minutes, left)
        taken.append((concept_id, now))
        minutes -= now
        if now == left:
            queue.pop(0)
        else:
            queue[0] = (concept_id, left - now)
    return taken


def numbered(weeks: Sequence[WeekDraft]) -> tuple[Week, ...]:
    """The weeks with their numbers, and the parts of each concept with theirs."""
    parts: dict[str, int] = {}
    for week in weeks:
        for concept_id, _ in week.items:
            parts[concept_id] = parts.get(concept_id, 0) + 1
    seen: dict[str, int] = {}
    whole = []
    for number, week in enumerate(weeks, start=1):
        items = []
        for concept_id, minutes in week.items:
            seen[concept_id] = seen.get(concept_id, 0) + 1
            items.append(
                WeekItem(
                    concept_id=concept_id,
                    hours=hours_of(minutes),
                    part=seen[concept_id],
                    parts=parts[concept_id],
                )
            )
        total = sum(minutes for _, minutes in week.items) + week.review
        whole.append(
            Week(
                number=number, start=week.start, items=tuple(items), review_hours=hours_of(week.review),
                hours=hours_of(total), light=week.light,
            )
        )  # fmt: skip
    return tuple(whole)
