"""However long a person or a planner writes, what is told of it fits into an event."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import to_json

from milepost.domain.checking.validation_report import Issue, Outcome, ValidationReport
from milepost.domain.events import MAX_PAYLOAD_BYTES, NewEvent
from milepost.domain.goals import MatchedGoal
from milepost.domain.roadmaps import Stage
from milepost.domain.tasks import TaskStatus
from milepost.storage.event_log import frame_event
from milepost.workflow.announcements import edit_applied, intent_ready, shortened, validation_finished
from tests.support.consistency import assert_consistent
from tests.support.factories import make_concept, make_intent, make_module, make_roadmap, make_stage
from tests.support.worlds import World

#: Four bytes each, six as JSON escapes, one, three.
LETTERS = ["🎓", "\x01", "x", "学", '"']
words = st.builds(lambda letter, count: letter * count, st.sampled_from(LETTERS), st.integers(1, 2000))
many_words = st.lists(words, max_size=60).map(tuple)


def assert_fits(event: NewEvent) -> None:
    framed = frame_event(event, task_id="tsk_" + "0" * 26, seq=2**31, ts=datetime.now(UTC))
    assert len(framed.encode()) <= MAX_PAYLOAD_BYTES


@given(skills=many_words, gaps=many_words, unmatched=many_words, goals=many_words)
def test_what_a_goal_means_fits(
    skills: tuple[str, ...], gaps: tuple[str, ...], unmatched: tuple[str, ...], goals: tuple[str, ...]
) -> None:
    matched = tuple(MatchedGoal(goal_id="g", name=name, score=1) for name in goals)
    intent = make_intent().model_copy(
        update={"skills": skills, "gaps": gaps, "unmatched": unmatched, "goals": matched}
    )
    event = intent_ready(intent)
    assert_fits(event)
    # Nobody is told that all was understood where something was not.
    assert bool(event.data.model_dump()["unmatched"]) == bool(unmatched)


@given(not_understood=many_words)
def test_what_was_not_understood_fits(not_understood: tuple[str, ...]) -> None:
    event = edit_applied(round_number=1, revision=1, by="person", count=1, not_understood=not_understood)
    assert_fits(event)
    assert bool(event.data.model_dump()["not_understood"]) == bool(not_understood)


@given(details=many_words)
def test_what_validation_found_fits(details: tuple[str, ...]) -> None:
    issues = tuple(Issue(code="cycle", severity="blocking", detail=detail) for detail in details)
    report = ValidationReport(outcome=Outcome.INVALID, issues=issues)
    assert_fits(validation_finished(report, round_number=1, revision=1))


@given(text=words, most=st.integers(10, 3000))
def test_a_text_is_cut_only_where_it_is_too_long(text: str, most: int) -> None:
    cut = shortened(text, most)
    assert text.startswith(cut)
    assert len(to_json(cut)) <= most
    assert (cut == text) == (len(to_json(text)) <= most)


def long_stage() -> Stage:
    concepts = [make_concept(f"topic.{'c' * 80}{n}", name="🎓" * 200) for n in range(60)]
    return make_stage("s1", [make_module("m1", concepts, name="🎓" * 200)], name="🎓" * 200)


async def test_a_module_of_any_size_is_drafted_and_reviewed(world: World) -> None:
    world.planner.roadmap = make_roadmap([long_stage()])
    asked = await world.ask_until_review("学" * 2000)
    plan = (await world.roadmap(asked.roadmap_id)).plan
    assert plan is not None
    assert sum(1 for _ in plan.roadmap.concepts) == 60
    await assert_consistent(world, asked.task_id)


async def test_a_task_that_fails_at_length_says_so(world: World) -> None:
    world.planner.fails_with = "\x01🎓" * 3000
    task_id = await world.ask()
    failed = await world.until_status(task_id, TaskStatus.FAILED)
    assert failed.error is not None
    assert failed.error.type == "unknown-goal"
    await assert_consistent(world, task_id)
