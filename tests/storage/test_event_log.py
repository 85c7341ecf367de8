"""The event log: gapless and in commit order, keys once, closed by its last event, one text for every reader."""

import asyncio
import json
from collections.abc import Mapping

import pytest

from milepost.domain.errors import TaskEnded, TaskNotFound
from milepost.domain.events import MAX_PAYLOAD_BYTES, EndData, NewEvent, TaskRecoveringData, task_event
from milepost.domain.ids import TaskId
from milepost.domain.records import TaskRecord
from milepost.domain.tasks import TaskStatus
from milepost.storage.event_log import PayloadTooLarge, frame_event
from tests.support.records import NOON, add_task, last_event, make_task_record, some_event
from tests.support.worlds import Storage


async def append(storage: Storage, task: TaskRecord, *events: NewEvent) -> int:
    async with storage.database.write() as work:
        return await work.events.append(task.task_id, events, now=NOON)


async def reasons(storage: Storage, task: TaskRecord) -> list[str]:
    events = await storage.log.read(task.task_id, after=0, limit=1000)
    return [str(json.loads(event.payload)["data"].get("reason")) for event in events]


async def test_events_are_numbered_from_one_without_gaps(storage: Storage) -> None:
    task = await add_task(storage)
    assert await append(storage, task, some_event("a"), some_event("b")) == 2
    assert await append(storage, task, some_event("c")) == 3
    events = await storage.log.read(task.task_id, after=0, limit=10)
    assert [event.seq for event in events] == [1, 2, 3]
    assert await storage.log.heads([task.task_id, "tsk_none"]) == {task.task_id: 3}


async def test_a_reader_goes_on_after_its_cursor(storage: Storage) -> None:
    task = await add_task(storage)
    await append(storage, task, *(some_event(str(n)) for n in range(1, 8)))
    page = await storage.log.read(task.task_id, after=2, limit=3)
    assert [event.seq for event in page] == [3, 4, 5]
    assert await storage.log.read(task.task_id, after=7, limit=3) == []


async def test_a_known_key_appends_nothing(storage: Storage) -> None:
    task = await add_task(storage)
    await append(storage, task, some_event("a", "first"))
    assert await append(storage, task, some_event("a", "again")) == 1
    assert await append(storage, task, some_event("b"), some_event("a", "again"), some_event("c")) == 3
    assert await reasons(storage, task) == ["first", "b", "c"]


async def test_of_two_events_with_one_key_in_a_batch_the_first_counts(storage: Storage) -> None:
    task = await add_task(storage)
    await append(storage, task, some_event("a", "first"), some_event("b"), some_event("a", "second"))
    assert await reasons(storage, task) == ["first", "b"]


async def test_keys_of_other_tasks_do_not_count(storage: Storage) -> None:
    one, other = await add_task(storage, 1), await add_task(storage, 2)
    await append(storage, one, some_event("a"))
    assert await append(storage, other, some_event("a")) == 1


async def test_the_terminal_event_closes_the_log(storage: Storage) -> None:
    task = await add_task(storage)
    await append(storage, task, some_event("a"), last_event())
    ended = await storage.log.task(task.task_id)
    assert ended is not None
    assert ended.ended_at == NOON
    with pytest.raises(TaskEnded):
        await append(storage, task, some_event("late"))
    assert await storage.log.heads([task.task_id]) == {task.task_id: 2}


async def test_repeating_what_a_closed_log_holds_is_no_error(storage: Storage) -> None:
    task = await add_task(storage)
    await append(storage, task, some_event("a"), last_event())
    assert await append(storage, task, some_event("a"), last_event()) == 2


async def test_nothing_follows_the_terminal_event_in_its_own_batch_either(storage: Storage) -> None:
    task = await add_task(storage)
    with pytest.raises(TaskEnded):
        await append(storage, task, some_event("a"), last_event(), some_event("b"))
    assert await storage.log.read(task.task_id, after=0, limit=10) == []


async def test_a_log_without_a_task_is_refused(storage: Storage) -> None:
    with pytest.raises(TaskNotFound):
        await append(storage, make_task_record("tsk_none"), some_event("a"))


async def test_every_reader_gets_the_text_that_was_framed_once(storage: Storage) -> None:
    text = 'Zoë 学习 🎓 "quoted" \\ \u2028 <b>&amp;'
    task = await add_task(storage)
    event = some_event("a", text)
    await append(storage, task, event)
    readers = [storage.log.read(task.task_id, after=0, limit=10) for _ in range(5)]
    payloads = {page[0].payload for page in await asyncio.gather(*readers)}
    assert payloads == {frame_event(event, task_id=task.task_id, seq=1, ts=NOON)}
    parsed = task_event.validate_json(payloads.pop())
    assert parsed.type == "task_recovering"
    assert parsed.data.reason == text
    assert (parsed.task_id, parsed.seq, parsed.ts) == (task.task_id, 1, NOON)


async def test_an_event_that_is_too_large_leaves_nothing_behind(storage: Storage) -> None:
    task = await add_task(storage)
    with pytest.raises(PayloadTooLarge):
        await append(storage, task, some_event("a"), some_event("b", "x" * MAX_PAYLOAD_BYTES))
    assert await storage.log.read(task.task_id, after=0, limit=10) == []
    assert await append(storage, task, some_event("a")) == 1


async def test_a_roll_back_takes_state_and_event_with_it(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    hints: list[Mapping[str, int]] = []
    monkeypatch.setattr(storage.hub, "announce", lambda heads, _events: hints.append(heads))
    task = await add_task(storage)

    async def change_and_fail() -> None:
        async with storage.database.write() as work:
            await work.tasks.save(task.model_copy(update={"status": TaskStatus.PROCESSING}))
            await work.events.append(task.task_id, [some_event("a")], now=NOON)
            raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        await change_and_fail()
    assert await storage.log.task(task.task_id) == task
    assert await storage.log.read(task.task_id, after=0, limit=10) == []
    assert hints == []


async def test_the_hint_comes_after_the_commit_and_names_the_head(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    hints: list[Mapping[str, int]] = []
    monkeypatch.setattr(storage.hub, "announce", lambda heads, _events: hints.append(heads))
    task = await add_task(storage)
    async with storage.database.write() as work:
        await work.events.append(task.task_id, [some_event("a"), some_event("b")], now=NOON)
        assert hints == []
    await append(storage, task, some_event("a"))
    assert hints == [{task.task_id: 2}]


async def test_many_writers_leave_a_gapless_log_that_readers_see_grow_in_order(storage: Storage) -> None:
    tasks = [await add_task(storage, number) for number in range(4)]
    writers, batches = 5, 6
    head = writers * batches * 2

    async def write(task: TaskRecord, writer: int) -> None:
        for batch in range(batches):
            # The shared key comes from every writer, so that they also compete for who is first.
            own = some_event(f"{writer}:{batch}")
            await append(storage, task, some_event(f"shared:{batch}"), own, some_event(f"more:{own.key}"))

    async def follow(task: TaskRecord) -> list[int]:
        seen: list[int] = []
        while len(seen) < head + batches:
            page = await storage.log.read(task.task_id, after=len(seen), limit=500)
            seen.extend(event.seq for event in page)
            assert seen == list(range(1, len(seen) + 1))
        return seen

    async with asyncio.TaskGroup() as group:
        for task in tasks:
            group.create_task(follow(task))
            for writer in range(writers):
                group.create_task(write(task, writer))
    heads = await storage.log.heads([task.task_id for task in tasks])
    assert set(heads.values()) == {head + batches}


async def test_of_many_who_close_a_log_at_once_one_does(storage: Storage) -> None:
    task = await add_task(storage)

    async def close(reason: str) -> bool:
        end = NewEvent(key=f"end:{reason}", type="failed", data=EndData(reason=reason))
        try:
            await append(storage, task, end)
        except TaskEnded:
            return False
        return True

    closed = await asyncio.gather(*(close(str(number)) for number in range(6)))
    assert closed.count(True) == 1
    assert len(await storage.log.read(task.task_id, after=0, limit=10)) == 1


def test_a_framed_event_keeps_within_its_limit_to_the_byte() -> None:
    empty = frame_event(some_event("k", " "), task_id="tsk_1", seq=1, ts=NOON)
    room = MAX_PAYLOAD_BYTES - len(empty) + 1
    fits = NewEvent(key="k", type="task_recovering", data=TaskRecoveringData(reason="x" * room))
    assert len(frame_event(fits, task_id=TaskId("tsk_1"), seq=1, ts=NOON)) == MAX_PAYLOAD_BYTES
    with pytest.raises(PayloadTooLarge):
        frame_event(some_event("k", "x" * (room + 1)), task_id="tsk_1", seq=1, ts=NOON)
