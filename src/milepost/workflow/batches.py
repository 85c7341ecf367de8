"""Taking what waits in a queue together, so that one commit serves it all."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from typing import TypeVar

Item = TypeVar("Item")

#: How much one commit takes: more would hold the database for longer than a page waits to see it.
MAX_BATCH = 50


async def next_batch(queue: asyncio.Queue[Item]) -> list[Item]:
    """The next item, waited for, and up to `MAX_BATCH` items in all of what stands behind it."""
    batch = [await queue.get()]
    while not queue.empty() and len(batch) < MAX_BATCH:
        batch.append(queue.get_nowait())
    return batch


async def in_batches(source: AsyncIterator[Item]) -> AsyncGenerator[list[Item], None]:
    """What `source` yields, in order; whatever comes without a wait between comes together.

    Whoever may stop reading in the middle closes it (`contextlib.aclosing`): that ends the source.
    """
    queue: asyncio.Queue[Item | _End] = asyncio.Queue(MAX_BATCH)
    is_read = True

    async def fill() -> None:
        try:
            async for item in source:
                await queue.put(item)
        finally:
            if is_read:  # else nobody makes room for it
                await queue.put(_END)
            if isinstance(source, AsyncGenerator):
                await source.aclose()

    filling = asyncio.create_task(fill())
    try:
        while True:
            batch = await next_batch(queue)
            items = [item for item in batch if not isinstance(item, _End)]
            if items:
                yield items
            if len(items) < len(batch):
                break
        await filling
    finally:
        is_read = False
        filling.cancel()
        await asyncio.gather(filling, return_exceptions=True)


class _End:
    """Stands behind the last item."""


_END = _End()
