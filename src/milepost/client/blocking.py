"""The same for programs without an event loop: the channel lives in a thread, its items are asked for one by one."""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Self

from milepost.client.driver import deliveries
from milepost.client.state import Delivery
from milepost.client.transports import Place

#: A wait without an end cannot be interrupted on every system.
_LOOK_SECONDS = 0.5


class Following:
    """A context manager and iterator over what a task's channel brings.

    The connection is kept alive while nobody asks, such as while a person thinks.

    Raises:
        ChannelClosed: From the iteration: the server will not show this task.
    """

    def __init__(self, server: str, task_id: str) -> None:
        self._place = Place(server.rstrip("/"), task_id)
        self._items: queue.SimpleQueue[Delivery | BaseException] = queue.SimpleQueue()
        self._wanted = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pumping: asyncio.Task[None] | None = None
        self._is_up = threading.Event()
        self._thread = threading.Thread(target=self._run, name="milepost-channel", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._is_up.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._call(lambda: self._pumping is not None and self._pumping.cancel())
        self._thread.join()

    def __iter__(self) -> Iterator[Delivery]:
        while True:
            self._call(self._wanted.set)
            item = self._next()
            if isinstance(item, StopAsyncIteration):
                return
            if isinstance(item, BaseException):
                raise item
            yield item

    def _next(self) -> Delivery | BaseException:
        while True:
            with contextlib.suppress(queue.Empty):
                return self._items.get(timeout=_LOOK_SECONDS)

    def _call(self, wish: Callable[[], object]) -> None:
        """Have something done in the thread, if it still does anything."""
        assert self._loop is not None
        with contextlib.suppress(RuntimeError):  # the loop has closed: the log has ended
            self._loop.call_soon_threadsafe(wish)

    def _run(self) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            asyncio.run(self._pump())

    async def _pump(self) -> None:
        self._loop, self._pumping = asyncio.get_running_loop(), asyncio.current_task()
        self._is_up.set()
        async with contextlib.aclosing(deliveries(self._place)) as items:
            while True:
                await self._wanted.wait()
                self._wanted.clear()
                try:
                    self._items.put(await anext(items))
                except (Exception, StopAsyncIteration) as end:  # noqa: BLE001  raised again where it is asked for
                    self._items.put(end)
                    return
