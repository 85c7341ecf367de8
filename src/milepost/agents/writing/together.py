"""Several questions at a time, of which the first failure ends the others and is told as itself."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
P = TypeVar("P")


async def together(ask: Callable[[P], Awaitable[T]], about: Sequence[P], *, at_once: int) -> list[T]:
    """What is answered about each, in their order. Raises what the first to fail raised."""
    places = asyncio.Semaphore(at_once)

    async def one(of: P) -> T:
        async with places:
            return await ask(of)

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(of)) for of in about]
    except ExceptionGroup as failures:
        # A group would hide from its reader which failure it was, and what can be done about it.
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]
