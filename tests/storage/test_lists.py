"""Lists in pages, newest first: nothing twice, nothing left out, nobody else's."""

import base64
from collections.abc import Awaitable, Callable, Sequence

import pytest

from milepost.domain.errors import MalformedCursor
from milepost.domain.ids import LOCAL_OWNER, OwnerId
from milepost.domain.records import Page, RoadmapRecord, TaskRecord
from milepost.domain.tasks import TaskStatus
from milepost.storage.rows import decode_cursor, encode_cursor
from tests.support.records import add_task
from tests.support.worlds import Storage

PageOf = Callable[[str | None, int], Awaitable[Page[TaskRecord]]]


def tasks_of(
    storage: Storage, *, owner: OwnerId = LOCAL_OWNER, status: TaskStatus | None = None
) -> Callable[[str | None, int], Awaitable[Page[TaskRecord]]]:
    async def page(after: str | None, limit: int) -> Page[TaskRecord]:
        async with storage.database.read() as work:
            return await work.tasks.page(owner, status=status, after=after, limit=limit)

    return page


async def walk(page: PageOf, limit: int) -> list[Sequence[int]]:
    """The task numbers of each page, from the first to the last."""
    pages: list[Sequence[int]] = []
    cursor: str | None = None
    while not pages or cursor is not None:
        found = await page(cursor, limit)
        pages.append([int(task.task_id.removeprefix("tsk_")) for task in found.items])
        cursor = found.next_cursor
    return pages


@pytest.mark.parametrize(("limit", "sizes"), [(4, [4, 4, 1]), (3, [3, 3, 3]), (9, [9]), (50, [9])])
async def test_pages_hold_everything_once_and_newest_first(
    storage: Storage, limit: int, sizes: list[int]
) -> None:
    for number in range(10, 19):
        await add_task(storage, number)
    pages = await walk(tasks_of(storage), limit)
    assert [len(page) for page in pages] == sizes
    assert [number for page in pages for number in page] == list(range(18, 9, -1))


async def test_what_is_added_meanwhile_shifts_nothing(storage: Storage) -> None:
    for number in (10, 11, 12):
        await add_task(storage, number)
    page = tasks_of(storage)
    first = await page(None, 2)
    await add_task(storage, 13)
    second = await page(first.next_cursor, 2)
    assert [task.task_id for task in second.items] == ["tsk_10"]
    assert (first.total, second.total) == (3, 4)


async def test_a_list_can_be_of_one_status(storage: Storage) -> None:
    for number, status in ((10, TaskStatus.FAILED), (11, TaskStatus.COMPLETED), (12, TaskStatus.FAILED)):
        await add_task(storage, number, status=status)
    page = await tasks_of(storage, status=TaskStatus.FAILED)(None, 1)
    assert ([task.task_id for task in page.items], page.total) == (["tsk_12"], 2)


async def test_another_owners_rows_are_neither_listed_nor_counted(storage: Storage) -> None:
    await add_task(storage, 10)
    await add_task(storage, 11, owner_id=OwnerId("other"))
    assert await walk(tasks_of(storage), 5) == [[10]]
    assert await walk(tasks_of(storage, owner=OwnerId("nobody")), 5) == [[]]
    assert (await tasks_of(storage)(None, 5)).total == 1


async def test_roadmaps_are_listed_the_same_way(storage: Storage) -> None:
    for number in range(10, 15):
        await add_task(storage, number)
    await add_task(storage, 15, owner_id=OwnerId("other"))
    found: list[RoadmapRecord] = []
    cursor: str | None = None
    async with storage.database.read() as work:
        for _ in range(3):
            page = await work.roadmaps.page(LOCAL_OWNER, after=cursor, limit=2)
            found += page.items
            cursor = page.next_cursor
            assert page.total == 5
    assert cursor is None
    assert [roadmap.roadmap_id for roadmap in found] == [f"rmp_{number}" for number in range(14, 9, -1)]


NOT_OURS = ["!", "a", "====", "tsk_1", "é", "\x00", base64.b64encode(b"\xff\xfe").decode(), "x" * 200, "🎓"]


@pytest.mark.parametrize("cursor", [*NOT_OURS, encode_cursor("a\x00b"), encode_cursor("")])
def test_a_cursor_that_is_not_ours_is_refused(cursor: str) -> None:
    with pytest.raises(MalformedCursor):
        decode_cursor(cursor)


def test_a_cursor_says_where_to_go_on() -> None:
    assert decode_cursor(encode_cursor("tsk_01jd")) == "tsk_01jd"


async def test_looking_for_what_cannot_exist_finds_nothing(storage: Storage) -> None:
    for identifier in ("", "tsk_\x00", "\x00", "🎓" * 40, "x" * 5000, "'; DROP TABLE task; --"):
        async with storage.database.read() as work:
            assert await work.tasks.find(identifier) is None
            assert await work.tasks.newest_of(identifier) is None
            assert await work.roadmaps.find(identifier) is None
            assert await work.reviews.find(identifier) is None
        assert await storage.log.task(identifier) is None
        assert await storage.log.read(identifier, after=0, limit=1) == []
        assert await storage.log.heads([identifier]) == {}
