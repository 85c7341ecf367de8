"""What is stored comes back as it was: every record, in any script, at any instant."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal
from zoneinfo import ZoneInfo

import hypothesis.strategies as st
import pytest
import sqlalchemy as sa
from hypothesis import given
from sqlalchemy.dialects import sqlite

from milepost.domain.checking.critique import Critique, Finding, ReviewReport
from milepost.domain.checking.validation_report import Issue, Outcome, ValidationReport
from milepost.domain.content import (
    Content,
    PracticeTask,
    Quiz,
    QuizItem,
    QuizOption,
    Resource,
    ResourceList,
    Tutorial,
)
from milepost.domain.costs.estimates import CostEstimate, TaskEstimates
from milepost.domain.drafts import StageDraft
from milepost.domain.editing.operations import Move, Remove, Rename
from milepost.domain.goals import GoalRequest, Language, Level, Preferences, UnitKind
from milepost.domain.ids import LOCAL_OWNER, ConceptId, ReviewId, RoadmapId, TaskId
from milepost.domain.records import (
    IdempotencyRecord,
    QuizAttemptRecord,
    ReviewRecord,
    RevisionRecord,
    Rewriting,
    RunArgs,
    TaskError,
    UnitRecord,
)
from milepost.domain.roadmaps import RoadmapState
from milepost.domain.scheduling.planning_rules import plan_of
from milepost.domain.tasks import RunState, TaskStatus, TaskStep, UnitStatus, progress_of
from milepost.storage import tables
from milepost.storage.column_types import UtcDateTime
from tests.support.factories import make_concept, make_intent, make_module, make_stage, roadmap_of
from tests.support.fakes import small_concepts
from tests.support.records import NOON, add_task, make_roadmap_record, make_run_record, make_task_record
from tests.support.worlds import Storage

#: Accents, Chinese, right to left, astral, combining, line separators, and what SQL or JSON would trip over.
TEXT = 'Zoë 学习编程 שלום 🎓 e\u0301 \u2028\r\n\t\'; DROP TABLE task; -- % _ \\ "{}" $1 :name \ufeff'
IN_KOLKATA = datetime(2026, 3, 29, 2, 30, 0, 123456, tzinfo=ZoneInfo("Asia/Kolkata"))
OPERATIONS = (
    Rename(target_id="topic.c1", name="学习 🎓"),
    Remove(target_id="topic.c2", because="known"),
    Move(target_id="topic.c3", into_id="m1", position=0),
)


ESTIMATE = CostEstimate(
    model=TEXT, requests=3, tokens=10**12, least_tokens=0, most_tokens=10**12, micros=None, least_micros=None,
    most_micros=10**12, pieces_seen=7,
)  # fmt: skip


async def test_a_task_with_everything(storage: Storage) -> None:
    request = GoalRequest(
        goal=TEXT, level=Level.ADVANCED, hours_per_week=0.5, deadline=date(2027, 2, 28), background=TEXT,
        known=("循环", "topic.c1"), goal_ids=("topic",), language=Language.ZH, time_zone="America/St_Johns",
        preferences=Preferences(week_start="sunday", unit_kinds=(UnitKind.QUIZ,)), additional_context=TEXT,
        review=False, planner="catalog",
    )  # fmt: skip
    task = make_task_record(
        parent_task_id=TaskId("tsk_0"), request=request, today=date(2026, 12, 31),
        status=TaskStatus.HUMAN_REVIEW_PENDING, step=TaskStep.HUMAN_REVIEW, progress=progress_of(2, 3),
        review_id=ReviewId("rev_1"), round=2, draft_attempt=3, intent=make_intent(named=["topic.c1"]),
        error=TaskError(type="run-lost", detail=TEXT), estimates=TaskEstimates(planning=ESTIMATE),
        created_at=IN_KOLKATA, updated_at=IN_KOLKATA,
    )  # fmt: skip
    async with storage.database.write() as work:
        await work.roadmaps.add(make_roadmap_record())
        await work.tasks.add(task)
    stored = await storage.log.task(task.task_id)
    assert stored == task
    assert stored is not None
    assert stored.created_at.tzinfo is UTC
    assert type(stored.status) is TaskStatus
    assert type(stored.step) is TaskStep


async def test_a_task_saved_anew(storage: Storage) -> None:
    task = await add_task(storage)
    changed = task.model_copy(
        update={
            "status": TaskStatus.PROCESSING, "step": TaskStep.CONTENT_GENERATION, "progress": progress_of(7, 9),
            "intent": make_intent(), "round": 1, "updated_at": IN_KOLKATA,
        }
    )  # fmt: skip
    async with storage.database.write() as work:
        await work.tasks.save(changed)
        assert await work.tasks.find(task.task_id) == changed
        assert await work.tasks.lock(task.task_id) == changed
        assert await work.tasks.newest_of(task.roadmap_id) == changed
        assert await work.tasks.lock("tsk_none") is None


async def test_a_roadmap_and_its_revisions(storage: Storage) -> None:
    roadmap = make_roadmap_record(
        title=TEXT, goal=TEXT, language="zh", time_zone="Asia/Kolkata", created_at=IN_KOLKATA
    )
    plan = plan_of(roadmap_of(*small_concepts()), make_intent(deadline=date(2026, 12, 24)))
    makers: tuple[Literal["planner", "person", "revert"], ...] = ("planner", "person", "revert")
    revisions = [
        RevisionRecord(
            roadmap_id=roadmap.roadmap_id, revision=number, plan=plan, by=by, operations=OPERATIONS,
            created_at=NOON,
        )
        for number, by in enumerate(makers, start=1)
    ]  # fmt: skip
    approved = roadmap.model_copy(update={"revision": 3, "state": RoadmapState.APPROVED, "title": "x"})
    async with storage.database.write() as work:
        await work.roadmaps.add(roadmap)
        assert await work.roadmaps.find(roadmap.roadmap_id) == roadmap
        for revision in revisions:
            await work.roadmaps.add_revision(revision)
        assert await work.roadmaps.save(approved, base_revision=0)
        assert await work.roadmaps.find(roadmap.roadmap_id) == approved
        notes = await work.roadmaps.revisions(roadmap.roadmap_id)
        assert [note.model_dump() for note in notes] == [
            one.model_dump(exclude={"roadmap_id", "plan"}) for one in revisions
        ]
        assert await work.roadmaps.find_revision(roadmap.roadmap_id, 2) == revisions[1]
        assert await work.roadmaps.find_revision(roadmap.roadmap_id, 4) is None
        assert await work.roadmaps.find("rmp_none") is None


async def test_a_review(storage: Storage) -> None:
    task = await add_task(storage)
    issue = Issue(
        code="cycle", severity="blocking", part_id="topic.c1", related_ids=("topic.c2",), detail=TEXT
    )
    remark = Finding(part_id="topic.c1", text=TEXT, state="not_possible", why_not=TEXT)
    critique = Critique(outcome="heard", findings=(remark,))
    review = ReviewRecord(
        review_id=ReviewId("rev_1"), task_id=task.task_id, roadmap_id=task.roadmap_id, round=1, revision=4,
        report=ReviewReport.of(ValidationReport(outcome=Outcome.INVALID, issues=(issue,)), critique),
        created_at=IN_KOLKATA,
    )  # fmt: skip
    decided = review.model_copy(update={"state": "rejected", "feedback": TEXT, "decided_at": IN_KOLKATA})
    async with storage.database.write() as work:
        await work.reviews.add(review)
        assert await work.reviews.find("rev_1") == review
        await work.reviews.decide(review.review_id, state="rejected", feedback=TEXT, now=IN_KOLKATA)
        assert await work.reviews.find("rev_1") == decided
        assert await work.reviews.find("rev_2") is None


async def test_a_run(storage: Storage) -> None:
    task = await add_task(storage)
    args = RunArgs(revision=2, review_id=ReviewId("rev_1"), operations=OPERATIONS, feedback=TEXT)
    run = make_run_record(task.task_id, args=args, created_at=IN_KOLKATA)
    ended = run.model_copy(
        update={
            "state": RunState.LOST,
            "outcome": "process_gone",
            "ended_at": IN_KOLKATA,
            "token": "t",
            "owner": "prc",
        }
    )
    async with storage.database.write() as work:
        await work.runs.add(run)
        assert await work.runs.find(run.key) == run
        await work.runs.claim(run.key, token="t", owner="prc")
        await work.runs.end(run.key, outcome="process_gone", lost=True, now=IN_KOLKATA)
        assert await work.runs.find(run.key) == ended
        assert await work.runs.find("none") is None


async def test_drafted_stages_in_their_order(storage: Storage) -> None:
    task = await add_task(storage)
    module = make_module("m", [make_concept(name=TEXT[:40])])
    drafts = [StageDraft(index=n, expected_stages=3, stage=make_stage(f"s{n}", [module])) for n in range(3)]
    async with storage.database.write() as work:
        for draft in reversed(drafts):
            await work.drafts.put(task.task_id, 1, draft.model_copy(update={"expected_stages": None}))
            await work.drafts.put(task.task_id, 1, draft)
        assert await work.drafts.stages(task.task_id, 1) == drafts
        assert await work.drafts.stages(task.task_id, 2) == []


CONTENTS: dict[UnitKind, Content] = {
    UnitKind.TUTORIAL: Tutorial(
        language=Language.ZH, outcomes=(TEXT,), body=TEXT * 50,
        practice=PracticeTask(task=TEXT, done_when=TEXT, minutes=5),
    ),
    UnitKind.RESOURCES: ResourceList(
        resources=(
            Resource(
                title=TEXT, url="https://example.org/?q=%E5%AD%A6&x=1", kind="book", language="zh", free=False,
                check="ok", checked_at=date(2026, 2, 28),
            ),
        )
    ),
    UnitKind.QUIZ: Quiz(
        language=Language.EN,
        items=(
            QuizItem(
                item_id="q1", stem=TEXT, options=(QuizOption(option_id="a", text=TEXT),), right_option_ids=("a",),
                explanation=TEXT, outcome=TEXT, level="analyse",
            ),
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", UnitKind)
async def test_a_unit_and_its_content(storage: Storage, kind: UnitKind) -> None:
    task = await add_task(storage)
    unit = UnitRecord(roadmap_id=task.roadmap_id, concept_id=ConceptId("topic.c1"), kind=kind)
    done = unit.model_copy(
        update={
            "status": UnitStatus.COMPLETED, "version": 1, "versions": 3, "attempt": 2, "reason": TEXT,
            "asked": Rewriting(instructions=TEXT),
        }
    )  # fmt: skip
    async with storage.database.write() as work:
        await work.units.add_missing([unit])
        await work.units.list_for_task(task.task_id, [unit])
        assert await work.units.of_task(task.task_id) == [unit]
        await work.units.save_all([done])
        await work.units.add_content(done, CONTENTS[kind], author="catalog", task_id=task.task_id, now=NOON)
        assert await work.units.of_roadmap(task.roadmap_id) == [done]
        assert await work.units.find_content(task.roadmap_id, "topic.c1", kind, None) == (1, CONTENTS[kind])


async def test_an_answer_given_before(storage: Storage) -> None:
    record = IdempotencyRecord(
        owner_id=LOCAL_OWNER, key="k" * 200, route="POST /api/v1/roadmaps/generate", body_hash="f" * 64, status=202,
        answer=TEXT, created_at=IN_KOLKATA,
    )  # fmt: skip
    async with storage.database.write() as work:
        assert await work.idempotency.reserve(record)
        await work.idempotency.keep_answer(LOCAL_OWNER, record.key, f"{TEXT}!")
        answered = record.model_copy(update={"answer": f"{TEXT}!"})
        assert await work.idempotency.find(LOCAL_OWNER, record.key) == answered
        assert await work.idempotency.find(LOCAL_OWNER, "K" * 200) is None


async def test_a_quiz_attempt(storage: Storage) -> None:
    task = await add_task(storage)
    attempt = QuizAttemptRecord(
        attempt_id="att_1", owner_id=LOCAL_OWNER, roadmap_id=RoadmapId(task.roadmap_id),
        concept_id=ConceptId("topic.c1"), version=2, answers={"q1": ("a", "b"), "q2": ()}, score=1 / 3,
        passed=False, created_at=IN_KOLKATA,
    )  # fmt: skip
    async with storage.database.write() as work:
        await work.learners.add_attempt(attempt)
        rows = await work.connection.execute(sa.select(tables.quiz_attempt))
        assert QuizAttemptRecord.model_construct(**rows.mappings().one()) == attempt


async def test_an_instant_without_a_zone_is_refused(storage: Storage) -> None:
    with pytest.raises(sa.exc.StatementError, match="without a time zone"):
        async with storage.database.write() as work:
            await work.processes.beat("prc", datetime(2026, 11, 22))  # noqa: DTZ001


async def test_instants_are_compared_as_instants(storage: Storage) -> None:
    half_past = NOON.replace(minute=30)
    async with storage.database.write() as work:
        # Later by the clock on the wall, earlier in fact.
        await work.processes.beat("early", NOON.astimezone(timezone(timedelta(hours=5, minutes=45))))
        await work.processes.beat("late", half_past.astimezone(timezone(timedelta(hours=-11))))
        assert await work.processes.alive(half_past) == {"late"}
        assert await work.processes.alive(NOON) == {"early", "late"}


offsets = st.integers(-23 * 60, 23 * 60).map(lambda count: timezone(timedelta(minutes=count)))
instants = st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(9990, 1, 1), timezones=offsets)  # noqa: DTZ001


@given(first=instants, second=instants)
def test_instants_keep_their_microseconds_and_their_order_as_text(first: datetime, second: datetime) -> None:
    column = UtcDateTime()
    dialect = sqlite.dialect()
    texts = [column.process_bind_param(instant, dialect) for instant in (first, second)]
    assert [column.process_result_value(text, dialect) for text in texts] == [first, second]
    assert (texts[0] < texts[1]) == (first < second)
    assert texts[0].endswith("+00:00")
