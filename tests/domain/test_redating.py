"""Plans under way dated anew: what is done stays, order and hours hold, and little moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.domain.checking.roadmap import check_roadmap
from milepost.domain.checking.validation import validate
from milepost.domain.goals import Intent
from milepost.domain.records import LearnerState
from milepost.domain.roadmaps import Concept, Plan, Schedule
from milepost.domain.scheduling.pacing import minutes_of
from milepost.domain.scheduling.planning_rules import plan_of, redated_plan_of
from milepost.domain.scheduling.redating import moved_concepts
from milepost.domain.scheduling.standing import Standing, standing_on
from milepost.domain.scheduling.week_table import Aim, Budget
from tests.support.factories import START, make_concept, make_intent, roadmap_of, wire_shape

QUARTER = 15
States = Mapping[str, LearnerState]


@dataclass(frozen=True)
class UnderWay:
    """A plan, how far its learner is, and the day."""

    plan: Plan
    intent: Intent
    states: States
    today: date

    def redated(self, aim: Aim = "fewest_moves") -> Plan:
        return redated_plan_of(self.plan, self.intent, self.states, as_of=self.today, aim=aim)

    @property
    def left(self) -> list[Concept]:
        return [one for one in self.plan.roadmap.concepts if self.states.get(one.concept_id) != "done"]


def under_way(
    hours: Sequence[float],
    *,
    done: int = 0,
    week: float = 0,
    per_week: float = 5,
    deadline: date | None = None,
) -> UnderWay:
    """A plan of concepts c0, c1 … of which the first `done` are done, looked at after so many weeks."""
    concepts = [make_concept(f"topic.c{index}", hours=each) for index, each in enumerate(hours)]
    intent = make_intent(hours_per_week=per_week, deadline=deadline)
    states: dict[str, LearnerState] = {one.concept_id: "done" for one in concepts[:done]}
    today = START + timedelta(days=round(7 * week))
    return UnderWay(plan_of(roadmap_of(*concepts), intent), intent, states, today)


def standing(case: UnderWay) -> Standing:
    concepts = list(case.plan.roadmap.concepts)
    budget = Budget(case.intent.hours_per_week, case.intent.week_start, case.intent.deadline)
    return standing_on(concepts, case.plan.schedule, case.states, today=case.today, budget=budget)


@st.composite
def plans_under_way(draw: st.DrawFn) -> UnderWay:
    """Up to twelve concepts, studied well or badly for up to nine weeks."""
    hours = draw(st.lists(st.integers(1, 20), min_size=1, max_size=12))
    case = under_way(
        [each / 4 for each in hours],
        done=draw(st.integers(0, len(hours))),
        week=draw(st.integers(-3, 63)) / 7,
        per_week=draw(st.sampled_from([1, 2, 3, 5, 8])),
        deadline=draw(st.none() | st.integers(5, 90).map(lambda days: START + timedelta(days=days))),
    )
    others = draw(
        st.dictionaries(
            st.sampled_from([one.concept_id for one in case.plan.roadmap.concepts]),
            st.sampled_from(["done", "in_progress", "not_started"]),
            max_size=3,
        )
    )
    states: dict[str, LearnerState] = {**case.states, **others}  # type: ignore[dict-item]  # texts of the three states
    return UnderWay(case.plan, case.intent, states, case.today)


def minutes_by_week(schedule: Schedule) -> dict[date, list[tuple[str, int]]]:
    return {
        week.start: [(item.concept_id, minutes_of(item.hours)) for item in week.items]
        for week in schedule.weeks
    }


@settings(max_examples=150)
@given(plans_under_way(), st.sampled_from(["fewest_moves", "earliest_end"]))
def test_the_checker_accepts_every_plan_that_was_dated_anew(case: UnderWay, aim: Aim) -> None:
    after = case.redated(aim)

    assert check_roadmap(wire_shape(after)) is None
    assert {issue.code for issue in validate(after).issues} <= {"over_budget", "hours_out_of_range"}


@settings(max_examples=150)
@given(plans_under_way())
def test_what_is_done_stays_and_nothing_that_is_left_stands_in_the_past(case: UnderWay) -> None:
    before, after = minutes_by_week(case.plan.schedule), minutes_by_week(case.redated().schedule)
    today = max(case.today, case.plan.schedule.start_date or case.today)
    this_week = max(start for start in (*before, *after) if start <= today)
    begun = {one for one, state in case.states.items() if state == "in_progress"}
    done = {one for one, state in case.states.items() if state == "done"}

    for start, items in after.items():
        past = [item for item in before.get(start, []) if item[0] in done]
        assert [item for item in items if item[0] in done] == (past if start <= this_week else [])
        if start < this_week and start + timedelta(days=7) <= today:
            assert {concept_id for concept_id, _ in items} <= done | begun


@settings(max_examples=100)
@given(plans_under_way(), st.sampled_from(["fewest_moves", "earliest_end"]))
def test_dating_anew_twice_changes_nothing(case: UnderWay, aim: Aim) -> None:
    once = case.redated(aim)

    assert redated_plan_of(once, case.intent, case.states, as_of=case.today, aim=aim) == once
    assert plan_of(once.roadmap, case.intent, standing=once.schedule).schedule == once.schedule


@settings(max_examples=30, deadline=None)
@given(plans_under_way())
def test_at_most_a_fifth_more_concepts_move_than_have_to(case: UnderWay) -> None:
    after = case.redated()
    moved = moved_concepts(case.plan.schedule, after.schedule, week_start="monday")
    assert after.schedule.redated is not None

    assert len(moved) <= 1.2 * fewest_moves(case, after)


def fewest_moves(case: UnderWay, after: Plan) -> int:
    """The optimum, by trying every way to fill the weeks from today on in quarter hours.

    A way is valid when it keeps the order, stays within the hours of each week, and ends no later than the plan that
    is judged, which is the later of the old end and the earliest possible one. It knows nothing of how that was made.
    """
    left = [one.concept_id for one in case.left]
    old: dict[str, list[date]] = {one: [] for one in left} | weeks_of(case.plan.schedule, left)
    new = minutes_by_week(after.schedule)
    first = max((start for start in new if start <= case.today), default=min(new, default=case.today))
    weeks = [start for start in new if start >= first]
    past = {
        one: [start for start in starts if start < first]
        for one, starts in weeks_of(after.schedule, left).items()
    }
    pieces = [
        (one, minutes)
        for one in left
        if (minutes := sum(m for start in weeks for item, m in new[start] if item == one)) > 0
    ]
    rooms = [room_of(case, after, start, is_last=start == weeks[-1]) for start in weeks]
    return search(pieces, weeks, rooms, old, past)


def weeks_of(schedule: Schedule, wanted: Sequence[str]) -> dict[str, list[date]]:
    found: dict[str, list[date]] = {}
    for start, items in minutes_by_week(schedule).items():
        for concept_id, _ in items:
            if concept_id in wanted:
                found.setdefault(concept_id, []).append(start)
    return found


def room_of(case: UnderWay, after: Plan, start: date, *, is_last: bool) -> int:
    """What a week can hold of what is left: as much as its hours less review and what was done in it."""
    week = next(one for one in after.schedule.weeks if one.start == start)
    left = {one.concept_id for one in case.left}
    here = sum(minutes_of(item.hours) for item in week.items if item.concept_id in left)
    if is_last or start <= case.today:
        return here  # the last week ends with the plan; of this one only the rest of its days is left
    return round(case.intent.hours_per_week * 60) - round(week.review_hours * 60)


def search(
    pieces: Sequence[tuple[str, int]],
    weeks: Sequence[date],
    rooms: Sequence[int],
    old: Mapping[str, Sequence[date]],
    past: Mapping[str, Sequence[date]],
) -> int:
    ends = [sum(minutes for _, minutes in pieces[: index + 1]) for index in range(len(pieces))]

    @cache
    def least(week: int, studied: int, so_far: tuple[date, ...]) -> int:
        """The fewest moves from here on; `so_far` is where the piece under way has been studied."""
        if not pieces or studied == ends[-1]:
            return 0
        if week == len(weeks):
            return 1000
        best = 1000
        for used in sorted({*range(0, rooms[week] + 1, QUARTER), rooms[week]}):
            until = min(studied + used, ends[-1])
            moves, under, at = 0, so_far, studied
            for index, (one, minutes) in enumerate(pieces):
                if ends[index] <= at or ends[index] - minutes >= until:
                    continue
                under = (*(under if ends[index] - minutes < at else ()), weeks[week])
                if ends[index] <= until:
                    moves += [*past.get(one, []), *under] != list(old[one])
                    under = ()
            best = min(best, moves + least(week + 1, until, under))
        return best

    return least(0, 0, ())


def test_a_missed_week_is_caught_up_in_the_light_one_and_nothing_behind_that_moves() -> None:
    # The fourth and fifth weeks have 4.25 h to learn in, the sixth 2: two hours are caught up there.
    case = under_way([5, 4.25, 2.25, 2, 4.25, 4.25, 2, 4.25, 4.25], done=3, week=3)

    after = case.redated().schedule

    assert standing(case).hours_behind == 2
    assert moved_concepts(case.plan.schedule, after, week_start="monday") == (
        "topic.c3",
        "topic.c4",
        "topic.c5",
    )
    assert after.end_date == case.plan.schedule.end_date


def test_a_plan_that_was_not_begun_begins_today_with_its_light_weeks() -> None:
    case = under_way([4] * 20, week=2)

    after = case.redated().schedule

    assert after.start_date == case.today
    assert [week.number for week in after.weeks if week.light] == [6, 12, 18]


def test_whoever_is_ahead_moves_nothing_unless_the_plan_is_to_end_earlier() -> None:
    case = under_way([4] * 10, done=6, week=2)

    kept, earlier = case.redated().schedule, case.redated("earliest_end").schedule

    assert standing(case).outcome == "ahead"
    assert moved_concepts(case.plan.schedule, kept, week_start="monday") == ()
    assert kept.end_date is not None
    assert earlier.end_date is not None
    assert earlier.end_date < kept.end_date


def test_a_plan_that_can_still_make_its_deadline_is_moved_so_that_it_does() -> None:
    case = under_way([4] * 6, done=1, week=3, per_week=5, deadline=START + timedelta(weeks=9))

    after = case.redated()

    assert after.verdict is not None
    assert (after.verdict.outcome, after.verdict.hours_over) == ("fits", 0)
    assert after.schedule.end_date is not None
    assert after.schedule.end_date <= START + timedelta(weeks=9)


def test_a_deadline_that_cannot_be_made_any_more_has_ways_out_for_what_is_left() -> None:
    case = under_way([4] * 6, done=1, week=5, per_week=5, deadline=START + timedelta(weeks=6))

    after = case.redated().verdict

    assert after is not None
    assert after.outcome == "does_not_fit"
    [more_weeks, more_hours, fewer] = after.ways_out
    assert more_weeks.end_date == case.redated().schedule.end_date
    assert (more_hours.hours_per_week or 0) > 5
    assert "topic.c0" not in fewer.drop


def test_an_edit_of_a_plan_that_was_dated_anew_leaves_its_past_alone() -> None:
    case = under_way([4] * 6, done=2, week=4)
    before = case.redated()
    shorter = before.roadmap.model_copy(
        update={"stages": roadmap_of(*list(before.roadmap.concepts)[:-1]).stages}
    )

    after = plan_of(shorter, case.intent, standing=before.schedule)

    this_week = case.today
    past = {start: items for start, items in minutes_by_week(before.schedule).items() if start < this_week}
    assert {
        start: items for start, items in minutes_by_week(after.schedule).items() if start < this_week
    } == past
    assert after.schedule.redated is not None
    assert after.schedule.end_date is not None
    assert before.schedule.end_date is not None
    assert after.schedule.end_date < before.schedule.end_date
    assert check_roadmap(wire_shape(after)) is None


@pytest.mark.parametrize(
    ("done", "week", "outcome", "hours_behind"),
    [
        (0, -1, "not_begun", 0),
        (0, 0.5, "on_time", 0),
        (0, 1, "behind", 5),
        (1, 1, "behind", 1),
        (2, 1.9, "on_time", 0),
        (6, 20, "finished", 0),
        (1, 20, "behind", 20),
    ],
)
def test_how_a_plan_stands(done: int, week: float, outcome: str, hours_behind: float) -> None:
    found = standing(under_way([4] * 6, done=done, week=week))

    assert (found.outcome, found.hours_behind) == (outcome, hours_behind)
