"""Taking what a source yields in batches, and ending the source with whoever reads it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

import pytest

from milepost.workflow.batches import MAX_BATCH, in_batches


class Source:
    """Yields so many numbers at once, and then waits for ever, unless it fails."""

    def __init__(self, numbers: int, failure: Exception | None = None) -> None:
        self._numbers = numbers
        self._failure = failure
        self.has_ended = False

    async def __call__(self) -> AsyncGenerator[int, None]:
        try:
            for number in range(self._numbers):
                yield number
            if self._failure is not None:
                raise self._failure
            await asyncio.Event().wait()
        finally:
            self.has_ended = True


@pytest.mark.parametrize("numbers", [1, 3 * MAX_BATCH])
async def test_who_stops_reading_in_the_middle_ends_the_source(numbers: int) -> None:
    source = Source(numbers)

    async with asyncio.timeout(5), aclosing(in_batches(source())) as batches:
        await anext(batches)
        assert not source.has_ended

    assert source.has_ended


async def test_what_a_source_raises_comes_after_what_it_has_yielded() -> None:
    batches = in_batches(Source(2, ValueError("the end"))())

    assert await anext(batches) == [0, 1]
    with pytest.raises(ValueError, match="the end"):
        await anext(batches)
