"""Removing what nobody will ask for again, in small transactions, each of which any process may do."""

from datetime import datetime

from milepost.workflow.following import FOLLOWED_FOR
from milepost.workflow.once import forget_old_answers
from milepost.workflow.services import Services
from milepost.workflow.trash_roadmap import purge_trash

#: Rows, or tasks, that one transaction removes: it holds the database no longer than a request does.
_BATCH = 200


async def tidy(services: Services) -> None:
    """Forget old answers, dead processes, what was long in the trash, and what ended runs have left behind."""
    await forget_old_answers(services)
    await forget_dead_processes(services)
    await purge_trash(services)
    await forget_ended_runs(services)
    await forget_unread_texts(services)


async def forget_dead_processes(services: Services) -> None:
    """Drop the rows of processes that died without a word and own nothing that is kept."""
    async with services.database.write() as work:
        await work.processes.forget(services.clock.now() - services.runs_kept_for)


async def forget_unread_texts(services: Services) -> None:
    """Drop what was kept for readers who have left long ago."""
    async with services.database.write() as work:
        await work.live_texts.forget(services.clock.now() - FOLLOWED_FOR)


async def forget_ended_runs(services: Services) -> int:
    """Drop runs, what the engine keeps of them, drafts and answers of models, of tasks that ended long ago.

    Returns:
        How many runs that were.

    The product reads none of it: the log, the revisions and the units say all there is to say of an ended task.
    """
    before = services.clock.now() - services.runs_kept_for
    forgotten = 0
    while True:
        async with services.database.write() as work:
            removed = await work.runs.forget(before, _BATCH)
        forgotten += removed
        if removed < _BATCH:
            break
    while True:
        async with services.database.write() as work:
            drafts = await work.drafts.forget(before, _BATCH)
            answers = await work.answers.forget(before, _BATCH)
        if max(drafts, answers) < _BATCH:
            break
    await _forget_in_engine(before, services)
    return forgotten


async def _forget_in_engine(before: datetime, services: Services) -> None:
    """Whatever the engine has noted of old, but for runs that are open still."""
    while True:
        noted = await services.engine.noted_before(before, _BATCH)
        async with services.database.read() as work:
            open_keys = {run.key for run in await work.runs.find_all(noted) if run.ended_at is None}
        over = [key for key in noted if key not in open_keys]
        if over:
            await services.engine.forget(over)
        # Where the oldest are open ones, the rest has its turn once those have ended.
        if not over or len(noted) < _BATCH:
            return
