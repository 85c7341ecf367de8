"""What a planner asks back never holds a run up; an answer in time has the goal planned with it, and none is lost."""

import asyncio
import shutil
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from pydantic import ValidationError

from milepost.domain import events
from milepost.domain.editing.operations import Rename
from milepost.domain.errors import AnswersTooLate, ParameterRefused, RoadmapDeleted
from milepost.domain.events import TaskEvent
from milepost.domain.goals import GoalRequest, Intent, Question
from milepost.domain.model_errors import ModelUnreachable
from milepost.domain.ports.planning import Occasion
from milepost.domain.records import TaskRecord
from milepost.domain.roadmaps import RoadmapState
from milepost.domain.tasks import TaskStatus
from milepost.workflow.cancel_task import cancel_task
from milepost.workflow.generate_roadmap import generate_roadmap
from milepost.workflow.retry_task import RetryRequest, retry_task
from milepost.workflow.sweep import sweep
from milepost.workflow.trash_roadmap import trash_roadmap
from tests.support.consistency import assert_consistent
from tests.support.crashes import Crash
from tests.support.factories import roadmap_of
from tests.support.fakes import Gate, RepeatingEngine, StubPlanner, small_concepts
from tests.support.worlds import World, open_world

BRAKES = Question(
    question_id="q1", text="Which brakes?", options=("rim", "disc", "drum"), default="rim", why="They differ."
)
_COMMITS_OF_A_PLAN = 7
WHERE = Question(question_id="q2", text="Where do you ride?", default="in town")


def curious(*, concepts: int = 6) -> StubPlanner:
    """A planner that asks back."""
    planner = StubPlanner(roadmap_of(*small_concepts(concepts)))
    planner.questions = (BRAKES, WHERE)
    return planner


Event = TypeVar("Event")


def told(log: Sequence[TaskEvent], kind: type[Event]) -> list[Event]:
    return [event for event in log if isinstance(event, kind)]


async def values(world: World, task_id: str) -> list[str]:
    task = await world.task(task_id)
    assert task.intent is not None
    return [question.value for question in task.intent.questions]


async def test_a_run_goes_on_with_what_is_assumed_and_says_so(place: Path | str) -> None:
    async with open_world(place, planner=curious()) as world:
        task = await world.ask_until_review()
        log = await assert_consistent(world, task.task_id)
    assert [event.data for event in told(log, events.QuestionAsked)] == [BRAKES, WHERE]
    assert world.planner.designed == [("rim", "in town")]


async def test_an_answer_in_the_review_voids_the_plan_and_makes_another_with_it(place: Path | str) -> None:
    async with open_world(place, planner=curious()) as world:
        before = await world.ask_until_review()
        answered = await world.answer(before.task_id, q1="disc")
        task = await world.until_next_review(before)
        log = await assert_consistent(world, task.task_id)
        await world.decide(task.task_id)
        done = await world.until_status(task.task_id, TaskStatus.COMPLETED)
    assert (answered.status, task.round, done.intent and done.intent.questions[0].answer) == (
        TaskStatus.PROCESSING, 2, "disc",
    )  # fmt: skip
    assert world.planner.designed == [("rim", "in town"), ("disc", "in town")]
    assert [question.value for question in world.planner.asked[-1]] == ["disc", "in town"]
    counts = Counter(event.type for event in log)
    assert (counts["question_asked"], counts["intent_ready"], counts["review_decided"]) == (2, 2, 0)
    [reset] = told(log, events.DraftReset)
    assert reset.data.model_dump() == {"attempt": 2, "reason": "answered"}
    [answer] = told(log, events.QuestionAnswered)
    assert (answer.data.value, answer.data.effect) == ("disc", "plans_anew")
    shares = [event.data.pct for event in told(log, events.ProgressEvent)]
    assert [before.progress.pct, task.progress.pct] == [75, 93]
    assert shares == sorted(shares)
    assert {25, 50, 75, 81, 87, 93} <= {*shares}


async def test_an_answer_while_it_is_planned_stops_that_and_begins_anew(place: Path | str) -> None:
    planner = curious()
    gate = planner.before_each = Gate("design:0")
    async with open_world(place, planner=planner) as world:
        task_id = await world.ask()
        await gate.reached()
        await world.answer(task_id, q1="disc", q2="in the mountains")
        gate.open()
        task = await world.until_status(task_id, TaskStatus.HUMAN_REVIEW_PENDING)
        log = await assert_consistent(world, task_id)
        roadmap = await world.roadmap(task.roadmap_id)
    assert planner.designed == [("rim", "in town"), ("disc", "in the mountains")]
    assert (roadmap.roadmap.revision, roadmap.roadmap.state) == (1, RoadmapState.IN_REVIEW)
    attempts = {event.data.attempt for event in told(log, events.StageDrafted)}
    assert attempts == {2}


async def test_two_answers_at_once_are_both_planned_with(place: Path | str) -> None:
    async with open_world(place, planner=curious()) as world:
        before = await world.ask_until_review()
        await asyncio.gather(
            world.answer(before.task_id, q1="disc"), world.answer(before.task_id, q2="on gravel")
        )
        task = await world.until_next_review(before)
        await assert_consistent(world, task.task_id)
        assert await world.runs(task.task_id) == []
        assert await values(world, task.task_id) == ["disc", "on gravel"]
    assert world.planner.designed[-1] == ("disc", "on gravel")


async def test_an_answer_told_twice_and_one_that_says_what_was_assumed_plan_nothing_anew(
    file: Path,
) -> None:
    async with open_world(file, planner=curious(), engine=RepeatingEngine()) as world:
        before = await world.ask_until_review()
        for key in ("a", "a", None, None):
            await world.answer(before.task_id, key=key, q1="rim")
        assert (await world.task(before.task_id)).review_id == before.review_id
        await world.answer(before.task_id, q1="disc")
        task = await world.until_next_review(before)
        head = task.last_seq
        again = await world.answer(task.task_id, q1="disc")
        await world.decide(task.task_id)
        late = await world.answer(task.task_id, q1="disc")
        log = await assert_consistent(world, task.task_id)
    assert (again.status, late.status) == (TaskStatus.HUMAN_REVIEW_PENDING, TaskStatus.PROCESSING)
    assert len(set(world.planner.designed)) == 2
    answers = told(log, events.QuestionAnswered)
    assert [(one.data.value, one.data.effect) for one in answers] == [("rim", "none"), ("disc", "plans_anew")]
    assert answers[-1].seq < head


async def decided(world: World, task: TaskRecord) -> None:
    await world.decide(task.task_id)


async def rejected(world: World, task: TaskRecord) -> None:
    await world.decide(task.task_id, approved=False, feedback="drop topic.c6")
    await world.until_next_review(task)


async def edited(world: World, task: TaskRecord) -> None:
    await world.change(task.roadmap_id, 1, Rename(target_id="topic.c1", name="Another"))


async def cancelled(world: World, task: TaskRecord) -> None:
    await cancel_task(world.services, world.request(), task.task_id)


@pytest.mark.parametrize("meanwhile", [decided, rejected, edited, cancelled])
async def test_it_is_too_late_once_a_person_has_decided_or_changed_something(
    file: Path, meanwhile: Callable[[World, TaskRecord], Awaitable[None]]
) -> None:
    async with open_world(file, planner=curious()) as world:
        task = await world.ask_until_review()
        await meanwhile(world, task)
        with pytest.raises(AnswersTooLate):
            await world.answer(task.task_id, q1="disc")
    assert len(world.planner.designed) == 1


async def test_it_is_too_late_while_content_is_written_and_where_the_roadmap_is_deleted(file: Path) -> None:
    async with open_world(file, planner=curious()) as world:
        gate = world.author.before_each = Gate("topic")
        task_id = await world.ask(review=False)
        await gate.reached()
        with pytest.raises(AnswersTooLate, match="written"):
            await world.answer(task_id, q1="disc")
        gate.open()
        task = await world.until_status(task_id, TaskStatus.COMPLETED)
        await trash_roadmap(world.services, world.request(), task.roadmap_id)
        with pytest.raises(RoadmapDeleted):
            await world.answer(task_id, q1="disc")


async def test_answers_that_are_none_are_refused_with_their_place(world: World) -> None:
    world.planner.questions = (BRAKES, WHERE)
    task = await world.ask_until_review()
    with pytest.raises(ParameterRefused, match="/answers/q3: This task has no such question"):
        await world.answer(task.task_id, q3="disc")
    with pytest.raises(ParameterRefused, match="/answers/q1: Answer with one of: rim, disc, drum"):
        await world.answer(task.task_id, q1="wood")
    for wrong in ({"q1": "x" * 501}, {"q1": "  "}, {"who": "me"}, {}, {f"q{n}": "a" for n in range(1, 6)}):
        with pytest.raises(ValidationError):
            await world.answer(task.task_id, **wrong)


class Unreachable(StubPlanner):
    """Plans once; later its model cannot be reached."""

    async def analyse(
        self, request: GoalRequest, *, today: date, occasion: Occasion, asked: Sequence[Question] = ()
    ) -> Intent:
        if self.designed:
            raise ModelUnreachable("a model")
        return await super().analyse(request, today=today, occasion=occasion, asked=asked)


async def test_a_plan_that_cannot_be_made_anew_leaves_the_one_before_with_its_answers(
    place: Path | str,
) -> None:
    planner = Unreachable()
    planner.questions = (BRAKES, WHERE)
    async with open_world(place, planner=planner) as world:
        before = await world.ask_until_review()
        await world.answer(before.task_id, q1="disc")
        task = await world.until_next_review(before)
        log = await assert_consistent(world, task.task_id)
        roadmap = (await world.roadmap(task.roadmap_id)).roadmap
        assert await values(world, task.task_id) == ["rim", "in town"]
        await world.decide(task.task_id)
        await world.until_status(task.task_id, TaskStatus.COMPLETED)
    assert (roadmap.revision, roadmap.state) == (1, RoadmapState.IN_REVIEW)
    assert roadmap.task_id == task.task_id
    back = told(log, events.QuestionAnswered)[-1].data
    assert (back.value, back.effect, back.reason) == (None, "taken_back", "model-unreachable")


async def test_a_first_plan_that_fails_is_retried_with_what_was_answered(file: Path) -> None:
    planner = curious()
    planner.fails_with = "a fault"
    gate = planner.before_each = Gate("design:0")
    async with open_world(file, planner=planner) as world:
        task_id = await world.ask()
        await gate.reached()
        await world.answer(task_id, q1="disc")
        gate.open()
        failed = await world.until_status(task_id, TaskStatus.FAILED)
        planner.fails_with = None
        again = await retry_task(world.services, world.request(), failed.task_id, RetryRequest())
        await world.until_status(again.task_id, TaskStatus.HUMAN_REVIEW_PENDING)
        log = await assert_consistent(world, again.task_id)
        assert await values(world, again.task_id) == ["disc", "in town"]
    assert [event.data.answer for event in told(log, events.QuestionAsked)] == ["disc", None]


async def drive(world: World) -> str:
    """What a client does that answers, and sends each request again until it is answered; the task's id."""
    task_id = (
        await generate_roadmap(world.services, world.request("ask"), GoalRequest(goal="learn it"))
    ).task_id
    await world.until(task_id, lambda task: task.round > 0)
    await world.answer(task_id, key="answer", q1="disc")
    await world.until(
        task_id, lambda task: task.round > 1 and (task.review_id is not None or task.status.is_terminal)
    )
    if (await world.task(task_id)).review_id is not None:
        await cancel_task(world.services, world.request("cancel"), task_id)
    return task_id


async def run_with_crash(place: Path | str, crash: Crash, monkeypatch: pytest.MonkeyPatch) -> int:
    """Drive a task through a crash and the process after it; how many commits came before the crash."""
    planner = curious(concepts=2)
    task_id: str | None = None
    with monkeypatch.context() as patched:
        crash.install(patched)
        async with open_world(place, planner=planner) as world:
            driving = asyncio.ensure_future(drive(world))
            crashing = asyncio.ensure_future(crash.happened.wait())
            await asyncio.wait([driving, crashing], return_when=asyncio.FIRST_COMPLETED)
            if not crash.happened.is_set():
                crashing.cancel()
                task_id = await driving
            driving.cancel()
            await asyncio.gather(driving, return_exceptions=True)
    if task_id is None:
        async with open_world(place, planner=planner) as world:
            await sweep(world.services, alone=True)
            task_id = await drive(world)
            log = await assert_consistent(world, task_id)
            assert await values(world, task_id) == ["disc", "in town"]
            assert await world.runs(task_id) == []
        counts = Counter(event.type for event in log)
        assert (counts["question_asked"], counts["question_answered"]) == (2, 1)
        assert (counts["intent_ready"], counts["human_review_required"]) == (2, 2)
        assert planner.designed[-1] == ("disc", "in town")
    return crash.commits


async def test_an_answer_survives_a_crash_at_any_commit(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Up to its first review a task has its own tests of this kind.
    number, has_ended = _COMMITS_OF_A_PLAN, False
    while not has_ended:
        number += 1
        place = tmp_path / f"{number}.db"
        shutil.copyfile(file, place)
        has_ended = await run_with_crash(place, Crash(number, before=True), monkeypatch) < number
    assert number > 2 * _COMMITS_OF_A_PLAN


@pytest.mark.parametrize("number", [9, 11])
async def test_an_answer_survives_on_postgresql_too(
    fresh_place: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await run_with_crash(fresh_place, Crash(number, before=False), monkeypatch) >= number
