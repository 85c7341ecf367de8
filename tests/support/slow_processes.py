"""What a process runs whose catalog takes its time to write, as a model does: a server or a worker of a cluster."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from milepost.catalog.author import CatalogAuthor
from milepost.server import serve
from milepost.worker import work
from tests.support.replacing import replace


def serve_slowly(unit_seconds: float, works: bool) -> int:
    """`milepost serve`, with `--no-work` unless it `works`."""
    _slow_down(unit_seconds)
    return serve(works=works)


def work_slowly(unit_seconds: float) -> int:
    """`milepost worker`."""
    _slow_down(unit_seconds)
    return work()


def _slow_down(seconds: float) -> None:
    def slow(write: Callable[..., Coroutine[Any, Any, Any]]) -> Callable[..., Coroutine[Any, Any, Any]]:
        async def write_slowly(*arguments: Any, **named: Any) -> Any:
            await asyncio.sleep(seconds)
            return await write(*arguments, **named)

        return write_slowly

    for kind in ("tutorial", "resources", "quiz"):
        replace(CatalogAuthor, kind, slow(getattr(CatalogAuthor, kind)))
