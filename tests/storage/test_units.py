"""Units, content and what learners have done: listed in order, counted, versioned, in any number."""

from milepost.domain.content import Tutorial
from milepost.domain.goals import Language, UnitKind
from milepost.domain.ids import LOCAL_OWNER, ConceptId, OwnerId, TaskId
from milepost.domain.records import QuizAttemptRecord, TaskRecord, UnitRecord
from milepost.domain.tasks import UnitStatus
from tests.support.records import NOON, add_task
from tests.support.worlds import Storage


def units_of(task: TaskRecord, count: int) -> list[UnitRecord]:
    return [
        UnitRecord(roadmap_id=task.roadmap_id, concept_id=ConceptId(f"topic.c{n}"), kind=UnitKind.TUTORIAL)
        for n in range(count)
    ]


def tutorial(body: str) -> Tutorial:
    return Tutorial(language=Language.EN, outcomes=(), body=body)


async def test_adding_units_leaves_those_that_exist_as_they_are(storage: Storage) -> None:
    task = await add_task(storage)
    first, second = units_of(task, 2)
    written = first.model_copy(update={"status": UnitStatus.COMPLETED, "version": 1})
    async with storage.database.write() as work:
        await work.units.add_missing([written])
        await work.units.add_missing([first, second, second])
        assert list(await work.units.of_roadmap(task.roadmap_id)) == [written, second]


async def test_a_roadmaps_units_keep_their_order_whichever_was_changed_last(storage: Storage) -> None:
    task = await add_task(storage)
    units = units_of(task, 4)
    async with storage.database.write() as work:
        await work.units.add_missing(units[::-1])
        for unit in (units[2], units[0]):
            await work.units.save_all([unit.model_copy(update={"attempt": 1})])
        in_order = [unit.concept_id for unit in await work.units.of_roadmap(task.roadmap_id)]
    assert in_order == [unit.concept_id for unit in units]


async def test_a_task_lists_its_units_in_the_order_given(storage: Storage) -> None:
    task, other = await add_task(storage, 1), await add_task(storage, 2)
    units = units_of(task, 12)
    async with storage.database.write() as work:
        await work.units.add_missing([*units, *units_of(other, 3)])
        await work.units.list_for_task(task.task_id, units[::-1])
        await work.units.list_for_task(other.task_id, units_of(other, 3))
        assert await work.units.of_task(task.task_id) == units[::-1]


async def test_units_are_counted_by_status_for_their_task_alone(storage: Storage) -> None:
    task, other = await add_task(storage, 1), await add_task(storage, 2)
    units = units_of(task, 5)
    async with storage.database.write() as work:
        await work.units.add_missing([*units, *units_of(other, 2)])
        await work.units.list_for_task(task.task_id, units)
        await work.units.list_for_task(other.task_id, units_of(other, 2))
        failed = [unit.model_copy(update={"status": UnitStatus.FAILED, "reason": "no"}) for unit in units[:2]]
        await work.units.save_all(failed)
        await work.units.save_all([])
        assert await work.units.status_counts(task.task_id) == {UnitStatus.PENDING: 3, UnitStatus.FAILED: 2}
        assert await work.units.status_counts(TaskId("tsk_none")) == {}


async def test_a_large_roadmap_fits(storage: Storage) -> None:
    task = await add_task(storage)
    units = units_of(task, 3000)
    async with storage.database.write() as work:
        await work.units.add_missing(units)
        await work.units.list_for_task(task.task_id, units)
        await work.units.save_all([unit.model_copy(update={"status": UnitStatus.SKIPPED}) for unit in units])
        assert await work.units.status_counts(task.task_id) == {UnitStatus.SKIPPED: 3000}


async def test_every_version_of_a_unit_stays_readable(storage: Storage) -> None:
    task = await add_task(storage)
    (unit,) = units_of(task, 1)
    where = (task.roadmap_id, unit.concept_id, unit.kind)
    newer = unit
    async with storage.database.write() as work:
        await work.units.add_missing([unit])
        for version in (1, 2, 10):
            newer = unit.model_copy(update={"version": version, "versions": version})
            await work.units.add_content(
                newer, tutorial(str(version)), author="catalog", task_id=task.task_id, now=NOON,
                instructions="Shorter" if version == 10 else None,
            )  # fmt: skip
            await work.units.save_all([newer])
        assert await work.units.find_content(*where, None) == (10, tutorial("10"))
        assert await work.units.find_content(*where, 2) == (2, tutorial("2"))
        await work.units.save_all([newer.model_copy(update={"version": 2})])
        assert await work.units.find_content(*where, None) == (2, tutorial("2"))
        versions = await work.units.versions(*where)
        assert [(one.version, one.instructions) for one in versions] == [
            (1, None),
            (2, None),
            (10, "Shorter"),
        ]
        assert await work.units.find_content(*where, 3) is None
        assert await work.units.find_content(task.roadmap_id, "topic.c0", UnitKind.QUIZ, None) is None
        assert await work.units.find_content(task.roadmap_id, "\x00", UnitKind.QUIZ, None) is None


async def test_what_a_learner_says_replaces_what_they_said_before(storage: Storage) -> None:
    async with storage.database.write() as work:
        await work.learners.put(LOCAL_OWNER, "topic.c1", "in_progress", NOON)
        await work.learners.put(LOCAL_OWNER, "topic.c1", "done", NOON)
        await work.learners.put(LOCAL_OWNER, "topic.c2", "not_started", NOON)
        await work.learners.put(OwnerId("other"), "topic.c1", "not_started", NOON)
        many = ["topic.c1", "topic.c9", *(f"topic.x{n}" for n in range(2000))]
        assert await work.learners.states(LOCAL_OWNER, many) == {"topic.c1": "done"}
        assert await work.learners.states(LOCAL_OWNER, []) == {}


async def test_the_best_score_of_each_concept_counts(storage: Storage) -> None:
    task = await add_task(storage)

    def attempt(number: int, concept: str, score: float, owner: OwnerId = LOCAL_OWNER) -> QuizAttemptRecord:
        return QuizAttemptRecord(
            attempt_id=f"att_{number}", owner_id=owner, roadmap_id=task.roadmap_id,
            concept_id=ConceptId(concept), version=1, answers={}, score=score, passed=False, created_at=NOON,
        )  # fmt: skip

    async with storage.database.write() as work:
        for made in (
            attempt(1, "topic.c1", 0.25), attempt(2, "topic.c1", 0.75), attempt(3, "topic.c1", 0.5),
            attempt(4, "topic.c2", 0.0), attempt(5, "topic.c1", 1.0, OwnerId("other")),
        ):  # fmt: skip
            await work.learners.add_attempt(made)
        best = await work.learners.best_scores(LOCAL_OWNER, task.roadmap_id)
    assert best == {"topic.c1": 0.75, "topic.c2": 0.0}
