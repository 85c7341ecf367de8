"""Hours, dates, verdicts and problems as they are printed."""

from datetime import date
from io import StringIO

import pytest
from rich.console import Console
from rich.progress import Progress

from milepost.cli.generation.operation_words import operation
from milepost.cli.generation.progress_view import WRITING, TimeLeft
from milepost.cli.generation.roadmap_tree import concept_spans
from milepost.cli.generation.wording import (
    STEPS,
    count,
    days,
    effect,
    hours,
    time_left,
    unit_failure,
    verdict_line,
    ways_out,
)
from milepost.cli.problem_text import problem_lines
from milepost.cli.screen import Mark, marked, plain
from milepost.client.problem import Problem
from milepost.domain.editing.operations import Move, Remove, Rename
from milepost.domain.editing.plan_diff import Effect
from milepost.domain.roadmaps import Schedule, Verdict, WayOut, Week, WeekItem
from milepost.domain.tasks import TaskStep


def make_verdict(**fields: object) -> Verdict:
    usual = {
        "outcome": "fits", "hours_p50": 40.0, "hours_p80": 46.4, "hours_available": 60.0, "hours_per_week": 6.0,
        "weeks": 8, "end_date": date(2027, 3, 1), "deadline": date(2027, 3, 31),
    }  # fmt: skip
    return Verdict.model_validate({**usual, **fields})


@pytest.mark.parametrize(
    ("amount", "said"), [(0.75, "0.75 h"), (6, "6 h"), (1.3333, "1.33 h"), (100.8167, "101 h")]
)
def test_hours_are_as_exact_as_useful(amount: float, said: str) -> None:
    assert hours(amount) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2027, 3, 1), date(2027, 3, 28), "1 – 28 Mar 2027"),
        (date(2027, 3, 1), date(2027, 4, 4), "1 Mar – 4 Apr 2027"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 Dec 2026 – 3 Jan 2027"),
    ],
)
def test_days_say_no_month_or_year_twice(first: date, last: date, said: str) -> None:
    assert days(first, last) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (3, "a few seconds left"),
        (42, "about 40 s left"),
        (70, "about 1 min left"),
        (4000, "about 1 h 7 min left"),
    ],
)
def test_the_time_left_is_no_more_exact_than_known(seconds: float, said: str) -> None:
    assert time_left(seconds) == said


def test_the_time_left_is_told_of_the_writing_alone_and_once_it_has_a_pace() -> None:
    now = 0.0
    bars = Progress(get_time=lambda: now)
    bar = bars.add_task(WRITING, total=10)
    told = [TimeLeft().render(bars.tasks[0]).plain]
    for done in range(1, 5):
        now += 20
        bars.update(bar, completed=done)
        told.append(TimeLeft().render(bars.tasks[0]).plain)
    assert (told[0], told[-1]) == ("", "· about 2 min left")
    bars.update(bar, description=STEPS[TaskStep.CURRICULUM_DESIGN])
    assert TimeLeft().render(bars.tasks[0]).plain == ""


def test_counts_have_their_plural() -> None:
    assert [count(number, "unit") for number in (0, 1, 2)] == ["0 units", "1 unit", "2 units"]


@pytest.mark.parametrize(
    ("fields", "mark", "begins"),
    [
        (
            {},
            Mark.OK,
            "Fits: 40 h (46 h at a slow pace), 60 h until 31 Mar 2027 at 6 h a week; ends 1 Mar 2027",
        ),
        ({"outcome": "tight"}, Mark.WARNING, "Tight: 40 h"),
        ({"outcome": "does_not_fit", "hours_over": 12}, Mark.BAD, "Does not fit: 40 h"),
        (
            {"outcome": "no_deadline", "deadline": None, "hours_available": None},
            Mark.OK,
            "40 h (46 h at a slow pace)",
        ),
    ],
)
def test_the_verdict_says_whether_it_fits(fields: dict[str, object], mark: Mark, begins: str) -> None:
    found, line = verdict_line(make_verdict(**fields))
    assert found is mark
    assert line.startswith(begins)


def test_every_way_out_is_said() -> None:
    ways = (
        WayOut(kind="more_weeks", end_date=date(2027, 5, 2)),
        WayOut(kind="more_hours", hours_per_week=8),
        WayOut(kind="fewer_concepts", drop=("a", "b"), drop_names=("Sets", "Scope")),
    )
    said = list(ways_out(make_verdict(ways_out=ways)))
    assert said == ["take longer: until 2 May 2027", "study more: 8 h a week", "leave out: Sets, Scope"]


@pytest.mark.parametrize(
    ("change", "shift", "said"),
    [
        (-3, -7, "saves 3 h, ends 7 days earlier"),
        (2, 1, "costs 2 h, ends 1 day later"),
        (0, 0, "same hours, same end"),
        (-1, None, "saves 1 h"),
    ],
)
def test_the_effect_of_an_edit_is_said(change: float, shift: int | None, said: str) -> None:
    assert effect(Effect(hours_change=change, end_change_days=shift)) == said


def test_edits_are_said_with_names() -> None:
    names = {"c.loops": "Loops", "m1": "First steps"}
    assert operation(Rename(target_id="c.loops", name="Repeating"), names) == "rename “Loops” to “Repeating”"
    assert operation(Remove(target_id="c.loops", because="known"), names) == "remove “Loops”, which you know"
    assert (
        operation(Move(target_id="c.loops", into_id="m1", position=0), names)
        == "move “Loops” to “First steps”, place 1"
    )


def test_a_concept_spans_the_weeks_it_is_studied_in() -> None:
    def week(number: int, start: date, *concept_ids: str) -> Week:
        items = tuple(WeekItem(concept_id=one, hours=1, part=1, parts=1) for one in concept_ids)
        return Week(number=number, start=start, items=items, review_hours=0, hours=len(items))

    weeks = (week(1, date(2027, 1, 6), "a", "b"), week(2, date(2027, 1, 11), "b", "c"))
    spans = concept_spans(Schedule(start_date=date(2027, 1, 6), end_date=date(2027, 1, 15), weeks=weeks))
    assert (spans["a"].first_week, spans["a"].last_week, spans["a"].end) == (1, 1, date(2027, 1, 10))
    assert (spans["b"].start, spans["b"].end) == (date(2027, 1, 6), date(2027, 1, 15))
    assert spans["c"].first_week == 2


def test_an_uncovered_goal_comes_with_the_nearest_and_the_next_step() -> None:
    more = {"nearest": [{"goal_id": "python", "name": "Python"}], "unmatched": ["juggling"]}
    lines = problem_lines(Problem("goal-not-covered", 422, "Not in the catalog", "None.", "/", "req", more))
    assert lines[0] == "Not in the catalog: None."
    assert lines[1] == "Not covered: juggling"
    assert lines[-1] == "Choose one: repeat the command with --goal-id python"


def test_an_ambiguous_goal_comes_with_its_candidates() -> None:
    more = {
        "candidates": [{"goal_id": "java", "name": "Java"}, {"goal_id": "javascript", "name": "JavaScript"}]
    }
    lines = problem_lines(Problem("goal-ambiguous", 422, "Several things", "Which?", "/", "req", more))
    assert "  javascript (JavaScript)" in lines
    assert lines[-1].endswith("--goal-id java")


def test_a_fault_of_the_request_is_named_by_its_option() -> None:
    more = {
        "errors": [
            {"pointer": "/hours_per_week", "detail": "too many"},
            {"pointer": "/known/3", "detail": "empty"},
        ]
    }
    lines = problem_lines(Problem("invalid-request", 422, "Not valid", "See.", "/", "req", more))
    assert lines[1:] == ["  --hours: too many", "  --known: empty"]


def test_what_could_move_the_cursor_is_taken_out() -> None:
    assert plain("a\x1b[2Jb\u202ec\rd\ne") == "a[2Jbcd\ne"


def test_a_terminal_without_the_marks_gets_words() -> None:
    class Ascii(StringIO):
        encoding = "ascii"

    stream = Ascii()
    marked(Mark.BAD, "Page: not built", next_step="Build it.", console=Console(file=stream, width=80))
    assert stream.getvalue() == "FAIL Page: not built\n  -> Build it.\n"


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (None, "no reason given"),
        ("too few items", "too few items"),
        ("concept-not-in-catalog: The catalog has no concept 'x'.", "The catalog has no concept 'x'."),
        ("internal: KeyError", "the server met a fault of its own, which stands in its log"),
        ("run-lost", "the work was lost on its way several times in a row; try again"),
    ],
)
def test_why_a_unit_was_not_written_is_said_without_a_code(reason: str | None, said: str) -> None:
    assert unit_failure(reason) == said
