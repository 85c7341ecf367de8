"""A `gen:` run: write every unit of the task, or of its part of it, that is not finished; first stage first.

Units are their own checkpoints. One writer commits all waiting changes of the run in one transaction, and
the transaction that makes the last unit of the task terminal sets the task's final status.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from milepost.domain.content import Content, ResourceList
from milepost.domain.errors import MilepostError, StorageUnreachable
from milepost.domain.goals import Language, UnitKind
from milepost.domain.listed_links import ListedLink, listed_links
from milepost.domain.ports.planning import AuthorContext
from milepost.domain.questions import in_words
from milepost.domain.records import PlannerKind, Rewriting, TaskRecord, UnitRecord
from milepost.domain.roadmaps import Concept, Roadmap
from milepost.domain.tasks import UnitMove, move_unit, progress_of
from milepost.workflow.anew import anew_of
from milepost.workflow.announcements import unit_changed
from milepost.workflow.batches import next_batch
from milepost.workflow.costs import cost_so_far
from milepost.workflow.ending import finish_if_written
from milepost.workflow.live_texts import LiveTexts
from milepost.workflow.losses import INTERNAL
from milepost.workflow.occasions import occasion_of
from milepost.workflow.revisions import current_plan
from milepost.workflow.run import Run, RunSuperseded
from milepost.workflow.services import Services
from milepost.workflow.unit_slots import Unstored

log = structlog.get_logger("milepost.units")

#: How often a commit is tried again after it has waited for somebody who stands still; the database ends that one
#: during the second wait. What has been written is worth more than the wait.
_KEPT_WAITING = 2
#: How many concepts around one its author is told of.
_NAMED_BEFORE, _NAMED_AFTER = 12, 3


@dataclass(frozen=True, slots=True)
class Change:
    """A unit as it is from now on, with its content where it has been finished."""

    unit: UnitRecord
    content: Content | None = None
    author: PlannerKind = "catalog"
    """Who has written the content."""
    asked: Rewriting | None = None
    """What was asked of it."""


async def write_units(run: Run, services: Services) -> None:
    """Write what the run is to write, and with the last of the task end it with what became of it."""
    await run.step("write", lambda: _write_all(run, services))


async def _write_all(run: Run, services: Services) -> None:
    task = await run.task()
    async with services.database.read() as work:
        _, plan = await current_plan(work, task.roadmap_id)
        units = await work.units.of_task(run.task_id)
    open_units = [unit for unit in units if not unit.status.is_terminal and _is_of(run, unit)]
    if not open_units:
        await _finish(run, services)
        return
    language = task.intent.language if task.intent else None
    if language is None:
        raise RuntimeError("A task cannot be written before its goal has been analysed.")
    await _write(run, open_units, _contexts(plan.roadmap, task, language=language), services)


async def _write(
    run: Run,
    units: list[UnitRecord],
    contexts: Mapping[str, tuple[Concept, AuthorContext]],
    services: Services,
) -> None:
    changes: asyncio.Queue[Change] = asyncio.Queue()
    texts = LiveTexts(run, services)
    waiting = iter(units)

    async def write_next(unstored: Unstored) -> None:
        # The writers share an iterator: each takes the next unit when this process has a slot for it.
        while True:
            await unstored.room()
            async with services.slots.one(run.task_id, begun_at=run.record.created_at):
                if (unit := next(waiting, None)) is None:
                    return
                unstored.begun()
                await _write_one(unit, contexts[unit.concept_id], services, changes, texts)

    try:
        with services.slots.storing(limit=2 * services.units_at_once) as unstored:
            async with texts.being_kept(), asyncio.TaskGroup() as group:
                for _ in range(min(services.units_at_once, len(units))):
                    group.create_task(write_next(unstored))
                group.create_task(_commit_changes(run, services, changes, unstored, texts, units=len(units)))
    except ExceptionGroup as failures:
        # What the one writer met: it ends the run, not the units that were under way.
        for kind in (RunSuperseded, StorageUnreachable):
            if (met := failures.subgroup(kind)) is not None:
                raise _first(met) from None
        raise


def _is_of(run: Run, unit: UnitRecord) -> bool:
    return not run.args.concepts or unit.concept_id in run.args.concepts


def _first(failures: "ExceptionGroup[Exception]") -> Exception:
    met = failures.exceptions[0]
    return _first(met) if isinstance(met, ExceptionGroup) else met


async def _write_one(
    unit: UnitRecord,
    place: tuple[Concept, AuthorContext],
    services: Services,
    changes: asyncio.Queue[Change],
    texts: LiveTexts,
) -> None:
    started = unit.model_copy(
        update={
            "status": move_unit(unit.status, UnitMove.START), "attempt": unit.attempt + 1, "reason": None,
        }
    )  # fmt: skip
    changes.put_nowait(Change(started))
    try:
        content = await _author(started, place, services, texts)
    except asyncio.CancelledError:
        if _is_being_cancelled():
            raise
        # Some library gave up its own call this way; the unit would stay open for ever.
        changes.put_nowait(Change(_moved(started, UnitMove.FAIL, reason=f"{INTERNAL}: CancelledError")))
    except StorageUnreachable:
        raise  # says nothing of the unit, which is written again once the run is repeated
    except MilepostError as error:
        changes.put_nowait(Change(_moved(started, UnitMove.FAIL, reason=f"{error.slug}: {error}"[:500])))
    except Exception as error:
        # A bug met by one unit must not cost the others theirs.
        log.exception("unit_failed", unit=started.unit)
        changes.put_nowait(
            Change(_moved(started, UnitMove.FAIL, reason=f"{INTERNAL}: {type(error).__name__}"))
        )
    else:
        number = started.versions + 1
        completed = _moved(started, UnitMove.COMPLETE, version=number, versions=number, asked=None)
        by_catalog = place[0].in_catalog and started.asked is None
        changes.put_nowait(
            Change(completed, content, "catalog" if by_catalog else "model", asked=started.asked)
        )


def _is_being_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _moved(unit: UnitRecord, what: UnitMove, **changes: object) -> UnitRecord:
    return unit.model_copy(update={"status": move_unit(unit.status, what), **changes})


async def _author(
    unit: UnitRecord, place: tuple[Concept, AuthorContext], services: Services, texts: LiveTexts
) -> Content:
    concept, context = place
    # The version to come, not the start: what a crash interrupted is the same attempt when it is written again.
    occasion = context.occasion.model_copy(update={"attempt": unit.versions + 1})
    anew = await anew_of(unit, services) if unit.asked else None
    context = context.model_copy(update={"occasion": occasion, "anew": anew})
    match unit.kind:
        case UnitKind.TUTORIAL:
            return await services.author.tutorial(concept, context, show=texts.shower(unit))
        case UnitKind.RESOURCES:
            return await services.author.resources(concept, context)
        case UnitKind.QUIZ:
            return await services.author.quiz(concept, context)


async def _commit_changes(
    run: Run,
    services: Services,
    changes: asyncio.Queue[Change],
    unstored: Unstored,
    texts: LiveTexts,
    *,
    units: int,
) -> None:
    """The run's one writer: commit whatever waits, until all units are terminal."""
    unfinished = units
    while unfinished:
        batch = await next_batch(changes)
        finished = sum(change.unit.status.is_terminal for change in batch)
        unfinished -= finished
        await _commit(run, services, batch, texts, is_last=unfinished == 0)
        unstored.stored(finished)


async def _commit(
    run: Run, services: Services, batch: list[Change], texts: LiveTexts, *, is_last: bool
) -> None:
    """Commit what has been written; again when another process kept the task's rows until ours gave up."""
    for left in range(_KEPT_WAITING, -1, -1):
        try:
            await _commit_once(run, services, batch, texts, is_last=is_last)
        except StorageUnreachable as met:
            if not (met.is_undone and left):
                raise
        else:
            return


async def _commit_once(
    run: Run, services: Services, batch: list[Change], texts: LiveTexts, *, is_last: bool
) -> None:
    now = services.clock.now()
    async with run.transaction() as (work, task):
        done, total = task.progress.done, task.progress.total
        events = []
        links: list[ListedLink] = []
        for change in batch:
            if change.unit.status.is_terminal:
                done += 1
            events.append(unit_changed(change.unit, done=done, total=total))
            if change.content is not None:
                await work.units.add_content(
                    change.unit,
                    change.content,
                    author=change.author,
                    task_id=task.task_id,
                    now=now,
                    instructions=change.asked.instructions if change.asked else None,
                )
            if isinstance(change.content, ResourceList):
                links += listed_links(change.unit, change.content, by=change.author, now=now)
        await work.links.add(links)
        over = [change.unit for change in batch if change.unit.status.is_terminal]
        await work.live_texts.remove([unit for unit in over if texts.is_kept(unit)])
        # A unit that started and finished in one batch is stored once, as it is in the end.
        await work.units.save_all(list({change.unit.unit: change.unit for change in batch}.values()))
        task = task.model_copy(update={"progress": progress_of(done, total), "updated_at": now})
        await work.tasks.save(task)
        if over:
            events += await cost_so_far(work, task)
        await work.events.append(task.task_id, events, now=now)
        if is_last:
            await work.runs.end(run.key, outcome="written", lost=False, now=now)
            await finish_if_written(work, task, services)


async def _finish(run: Run, services: Services) -> None:
    """End a run that has nothing left to write, and its task if no other run has."""
    async with run.transaction() as (work, task):
        await work.runs.end(run.key, outcome="written", lost=False, now=services.clock.now())
        await finish_if_written(work, task, services)


def _contexts(
    roadmap: Roadmap, task: TaskRecord, *, language: Language
) -> Mapping[str, tuple[Concept, AuthorContext]]:
    """Each concept with what its author may use beside it."""
    concepts = list(roadmap.concepts)
    names = [concept.name for concept in concepts]
    return {
        concept.concept_id: (
            concept,
            AuthorContext(
                occasion=occasion_of(task),
                language=language,
                title=roadmap.title,
                before=tuple(names[max(0, index - _NAMED_BEFORE) : index]),
                after=tuple(names[index + 1 : index + 1 + _NAMED_AFTER]),
                goal=task.request.goal,
                level=task.intent.level if task.intent else None,
                background=task.request.background,
                wishes=_wishes(task),
            ),
        )
        for index, concept in enumerate(concepts)
    }


def _wishes(task: TaskRecord) -> str | None:
    """What the learner said beside the goal, and what is settled of it by what they were asked."""
    settled = in_words(task.intent.questions) if task.intent else ""
    return "\n".join(filter(None, (task.request.additional_context, settled))) or None
