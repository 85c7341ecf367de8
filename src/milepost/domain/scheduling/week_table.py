"""The weeks of a plan under way: what stays of them, what is left, and how it is placed from a day on."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from milepost.domain.records import LearnerState
from milepost.domain.roadmaps import Concept, Redating, Schedule, WeekItem
from milepost.domain.scheduling.fewest_moves import Stay, place_with_fewest_moves
from milepost.domain.scheduling.pacing import (
    Pace,
    WeekStart,
    first_day_of_week,
    minutes_of,
    pace_of,
    pack_into_weeks,
    share_of_days,
)
from milepost.domain.scheduling.week_drafts import WeekDraft, numbered, take_minutes

Aim = Literal["fewest_moves", "earliest_end"]
"""Whether what can stay in its week stays there, or the plan ends as early as it can."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What the weeks are filled by."""

    hours_per_week: float
    week_start: WeekStart = "monday"
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Redated:
    """A plan dated anew, with what its verdict is computed from."""

    schedule: Schedule
    pace: Pace
    """From the day on which it was dated anew."""
    studied_minutes: int
    """Of all concepts together: the whole of those that are done, and parts that stand in the past."""


class WeekTable:
    """The weeks of a plan, and what stands in them or has to."""

    def __init__(
        self,
        concepts: Sequence[Concept],
        standing: Schedule,
        *,
        as_of: date,
        budget: Budget,
        done: Set[str],
        was_studied: Callable[[WeekItem], bool],
    ) -> None:
        """`was_studied` says of parts of what is not done, in weeks that are over, whether they stay there."""
        self.concepts = concepts
        self.standing = standing
        self.budget = budget
        self.done = done
        first = standing.start_date or as_of
        self.as_of = max(as_of, first)
        self.this_week = max(first_day_of_week(self.as_of, budget.week_start), first)
        self.next_week = first_day_of_week(self.as_of, budget.week_start) + timedelta(days=7)
        self.needed = {one.concept_id: minutes_of(one.estimated_hours) for one in concepts}
        self.past = self._past(was_studied)
        self.left = self._left()

    @classmethod
    def of(
        cls,
        concepts: Sequence[Concept],
        standing: Schedule,
        states: Mapping[str, LearnerState],
        *,
        as_of: date,
        budget: Budget,
    ) -> "WeekTable":
        """What the learner's states say was studied."""
        done = frozenset(one.concept_id for one in concepts if states.get(one.concept_id) == "done")

        def was_studied(item: WeekItem) -> bool:
            return states.get(item.concept_id) == "in_progress" and item.part < item.parts

        return cls(concepts, standing, as_of=as_of, budget=budget, done=done, was_studied=was_studied)

    @property
    def is_begun(self) -> bool:
        return any(self.past.values())

    @property
    def begins_here(self) -> bool:
        """Whether this is the first week with something in it; there is nothing to review in it yet."""
        return not any(kept for start, kept in self.past.items() if start < self.this_week)

    @property
    def still_holds(self) -> bool:
        """Whether the weeks are right for these concepts and this budget as they are."""
        planned: dict[str, int] = {}
        for week in self.standing.weeks:
            for item in week.items:
                planned[item.concept_id] = planned.get(item.concept_id, 0) + minutes_of(item.hours)
        undone = [(one, minutes) for one, minutes in planned.items() if one not in self.done]
        marker = self.standing.redated
        return (
            marker is not None
            and (marker.hours_per_week, marker.deadline) == (self.budget.hours_per_week, self.budget.deadline)
            and set(planned) <= set(self.needed)
            and all(minutes <= self.needed[one] for one, minutes in planned.items())
            and undone == [(one, minutes) for one, minutes in self.needed.items() if one not in self.done]
        )

    def as_it_stands(self) -> Redated:
        return self._marked(self.standing, self._pace() if self.is_begun else self._usual_pace(self.as_of))

    def packed_anew(self) -> Redated:
        """What is left as a plan that begins on the day, with light weeks where there is slack."""
        left = [one for one in self.concepts if one.concept_id not in self.done]
        schedule = pack_into_weeks(
            left,
            hours_per_week=self.budget.hours_per_week,
            start_date=self.as_of,
            week_start=self.budget.week_start,
            deadline=self.budget.deadline,
        )
        return self._marked(schedule, self._usual_pace(self.as_of))

    def redated(self, aim: Aim, *, may_stay: bool) -> Redated:
        """What is left from the day on; with `may_stay` as much of it as possible in the weeks where it stands."""
        pace = self._pace()
        end = self._end(pace, sum(self.left.values()), aim)
        if end is None:
            return self._marked(self._schedule(pace, []), pace)
        stays = self._stays() if may_stay else [None] * len(self.left)
        used = place_with_fewest_moves(list(self.left.values()), _rooms(pace, end), stays)
        return self._marked(self._schedule(pace, used), pace)

    def _past(self, was_studied: Callable[[WeekItem], bool]) -> dict[date, list[tuple[str, int]]]:
        """By the first day of each week up to this one: (concept, minutes) of what stays there."""
        free = dict(self.needed)
        # Parts of a concept behind the next one would stand before it, out of order.
        following = next((one for one in self.needed if one not in self.done), None)
        past: dict[date, list[tuple[str, int]]] = {}
        for week in self.standing.weeks:
            if week.start > self.this_week:
                break
            kept = past.setdefault(week.start, [])
            for item in week.items:
                is_done = item.concept_id in self.done
                is_over = week.start < self.this_week
                stays = is_done or (is_over and item.concept_id == following and was_studied(item))
                minutes = min(minutes_of(item.hours), free.get(item.concept_id, 0))
                if stays and minutes > 0:
                    kept.append((item.concept_id, minutes))
                    free[item.concept_id] -= minutes
        return past

    def _left(self) -> dict[str, int]:
        """The minutes that are still to be studied, in order; nothing of what is done."""
        left = {one: minutes for one, minutes in self.needed.items() if one not in self.done}
        for kept in self.past.values():
            for concept_id, minutes in kept:
                if concept_id in left:
                    left[concept_id] -= minutes
        return {one: minutes for one, minutes in left.items() if minutes > 0}

    def _usual_pace(self, start: date) -> Pace:
        return pace_of(
            hours_per_week=self.budget.hours_per_week, start_date=start, week_start=self.budget.week_start
        )

    def _pace(self) -> Pace:
        """How much can be studied from the day on: this week by its days, at least what is planned in it anyway."""
        usual = self._usual_pace(self.this_week)
        days, of_days = (self.next_week - self.as_of).days, (self.next_week - self.this_week).days
        # A week with nothing to review is all for learning.
        all_day = usual.weekly_minutes + (usual.review_minutes if self.begins_here else 0)
        whole = share_of_days(all_day, of_days, 7) if of_days < 7 else all_day
        done_here = sum(minutes for _, minutes in self.past.get(self.this_week, ()))
        planned = sum(
            minutes_of(item.hours)
            for week in self.standing.weeks
            if week.start == self.this_week
            for item in week.items
            if item.concept_id in self.left
        )
        room = min(whole - done_here, max(share_of_days(whole, days, of_days), planned))
        return Pace(
            first_day=self.as_of,
            first_days=days,
            first_minutes=max(room, 0),
            weekly_minutes=usual.weekly_minutes,
            review_minutes=usual.review_minutes,
        )

    def _end(self, pace: Pace, total: int, aim: Aim) -> date | None:
        """The last day that is allowed; None for nothing to study."""
        earliest = pace.end_of(total)
        old = self.standing.end_date
        if earliest is None or old is None or aim == "earliest_end":
            return earliest
        return max(earliest, min(old, self.budget.deadline or old))

    def _stays(self) -> list[Stay | None]:
        """For each concept that is left the weeks in which it stands, counted from this one; None if it has to move."""
        weeks: dict[str, list[int]] = {}
        for week in self.standing.weeks:
            stays_there = {concept_id for concept_id, _ in self.past.get(week.start, ())}
            for item in week.items:
                if item.concept_id in self.left and item.concept_id not in stays_there:
                    weeks.setdefault(item.concept_id, []).append(self._index(week.start))
        return [
            Stay(weeks[one][0], weeks[one][-1]) if one in weeks and weeks[one][0] >= 0 else None
            for one in self.left
        ]

    def _index(self, start: date) -> int:
        """Which week it is, 0 for this one; below 0 for all that are over."""
        if start < self.next_week:
            return -1 if start < self.this_week else 0
        return 1 + (start - self.next_week).days // 7

    def _schedule(self, pace: Pace, used: Sequence[int]) -> Schedule:
        """The past, and from this week on as many minutes of what is left as `used` says for each week."""
        while used and used[-1] == 0:
            used = used[:-1]
        weeks = self._past_weeks()
        queue = list(self.left.items())
        here = self.past.get(self.this_week, [])
        light = {week.start for week in self.standing.weeks if week.light}
        for index, minutes in enumerate(used or ([0] if here else [])):
            start = self.this_week if index == 0 else self.next_week + timedelta(days=7 * (index - 1))
            items = [*(here if index == 0 else ()), *take_minutes(queue, minutes)]
            if not items and not weeks:
                continue  # a plan does not begin with a week in which nothing is studied
            review = self._review(pace, index, minutes, is_last=index == len(used) - 1)
            is_light = index > 0 and start in light and 0 < minutes <= pace.light_minutes
            weeks.append(WeekDraft(start, items, review, is_light))
        if not weeks:
            return Schedule(start_date=self.as_of)
        end = self._last_day(pace, used) if used else self._past_end(weeks[-1].start)
        return Schedule(start_date=weeks[0].start, end_date=end, weeks=numbered(weeks))

    def _past_weeks(self) -> list[WeekDraft]:
        """The weeks before this one, without those in which nothing had begun; empty ones between them stay."""
        known = {week.start: week for week in self.standing.weeks}
        weeks: list[WeekDraft] = []
        start = min(known, default=self.this_week)
        while start < self.this_week:
            kept = self.past.get(start, [])
            if kept or weeks:
                review = round(known[start].review_hours * 60) if kept else 0
                weeks.append(WeekDraft(start, kept, review, light=bool(kept) and known[start].light))
            start = first_day_of_week(start, self.budget.week_start) + timedelta(days=7)
        return weeks

    def _past_end(self, last_week: date) -> date:
        """When everything is done, the plan ends where it did, or in its last week."""
        sunday = first_day_of_week(last_week, self.budget.week_start) + timedelta(days=6)
        return min(max(self.standing.end_date or last_week, last_week), sunday)

    def _last_day(self, pace: Pace, used: Sequence[int]) -> date:
        """The day on which the last week's learning ends, at an even pace."""
        if len(used) == 1:
            end = pace.end_of(used[0])
            assert end is not None
            return end
        days = -(-used[-1] * 7 // pace.weekly_minutes)
        return self.next_week + timedelta(days=7 * (len(used) - 2) + days - 1)

    def _review(self, pace: Pace, index: int, minutes: int, *, is_last: bool) -> int:
        """The minutes for review; none in the week in which study begins, and of the last week its share."""
        if index > 0:
            days = -(-minutes * 7 // pace.weekly_minutes) if is_last else 7
            return pace.review_minutes * days // 7
        if self.begins_here:
            return 0
        known = [
            round(week.review_hours * 60) for week in self.standing.weeks if week.start == self.this_week
        ]
        return min(known[0] if known else pace.review_minutes * pace.first_days // 7, pace.review_minutes)

    def _marked(self, schedule: Schedule, pace: Pace) -> Redated:
        marker = Redating(
            # A week too short to learn anything is left out of a new plan.
            as_of=max(self.as_of, schedule.start_date or self.as_of),
            hours_per_week=self.budget.hours_per_week,
            deadline=self.budget.deadline,
            done=tuple(one.concept_id for one in self.concepts if one.concept_id in self.done),
        )
        return Redated(
            schedule=schedule.model_copy(update={"redated": marker}),
            pace=pace,
            studied_minutes=sum(self.needed.values()) - sum(self.left.values()),
        )


def _rooms(pace: Pace, end: date) -> list[int]:
    """Time to learn in each week from this one to that of `end`; in the last one only until that day."""
    if end < pace.second_week:
        return [pace.minutes_until(end)]
    weeks = (end - pace.second_week).days // 7
    full = [pace.first_minutes, *[pace.weekly_minutes] * weeks]
    return [*full, pace.minutes_until(end) - sum(full)]
