"""Binds the machine to real transports, timers and chance; decides nothing itself."""

import asyncio
import random
from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import Any

from milepost.client.machine import Machine
from milepost.client.state import (
    ChannelError,
    ClearTimer,
    Deliver,
    Delivery,
    Disconnect,
    Due,
    Effect,
    Event,
    Open,
    SetTimer,
    Signal,
    Start,
    State,
    Taken,
    TimerName,
    Transport,
)
from milepost.client.transports import Place, Tell, run_transport
from milepost.domain.events import TERMINAL_TYPES

#: Signals that wait to be taken; a transport that is ahead of its reader by so many waits too.
_AHEAD = 64

RunTransport = Callable[[Transport, Place, str | None, Tell], Coroutine[Any, Any, None]]


class ChannelClosed(Exception):
    """The server will not show this task; trying again would not help."""

    def __init__(self, error: ChannelError) -> None:
        self.error = error
        super().__init__(error.message or error.code)


async def deliveries(place: Place, *, run: RunTransport = run_transport) -> AsyncGenerator[Delivery]:
    """What a task's channel brings, until the log has ended and all of it was handed on.

    An event counts as taken when the next item is asked for. Close the generator to leave.

    Raises:
        ChannelClosed: The server will not show this task.
    """
    driver = _Driver(place, run)
    try:
        signal: Signal = Start()
        while True:
            for effect in driver.handle(signal):
                if not isinstance(effect, Deliver):
                    await driver.perform(effect)
                    continue
                yield effect.item
                if isinstance(effect.item, Event):
                    body = effect.item.body
                    driver.handle(Taken(body["seq"], body["type"] in TERMINAL_TYPES))
            if driver.state.phase == "ended":
                return
            if driver.state.phase == "blocked":
                assert driver.state.error is not None
                raise ChannelClosed(driver.state.error)
            signal = await driver.next_signal()
    finally:
        await driver.perform(Disconnect())


class _Driver:
    def __init__(self, place: Place, run: RunTransport) -> None:
        self._place = place
        self._run = run
        self._clock = asyncio.get_running_loop().time
        self._machine = Machine(now_ms=self._now_ms(), random=random.random)
        self._timers: dict[TimerName, float] = {}
        self._signals: asyncio.Queue[Signal] = asyncio.Queue()
        self._connection: asyncio.Task[None] | None = None

    @property
    def state(self) -> State:
        return self._machine.state

    def handle(self, signal: Signal) -> list[Effect]:
        return self._machine.handle(signal, now_ms=self._now_ms())

    async def perform(self, effect: Open | Disconnect | SetTimer | ClearTimer) -> None:
        match effect:
            case Open():
                await self._disconnect()  # of a poll, which has told all it had to
                opened = self._run(
                    self.state.transport, self._place, self.state.cursor_text, self._signals.put
                )
                self._connection = asyncio.create_task(opened)
            case Disconnect():
                await self._disconnect()
            case SetTimer(timer, ms):
                self._timers[timer] = self._clock() + ms / 1000
            case ClearTimer(timer):
                self._timers.pop(timer, None)

    async def next_signal(self) -> Signal:
        """What comes next. What has come already goes before a timer that ran out while nobody looked."""
        timer = min(self._timers, key=self._timers.__getitem__, default=None)
        try:
            async with asyncio.timeout_at(None if timer is None else self._timers[timer]):
                return await self._signals.get()
        except TimeoutError:
            assert timer is not None
            del self._timers[timer]
            return Due(timer)

    async def _disconnect(self) -> None:
        # What a left connection may still say goes to a queue that nobody reads.
        connection, self._connection = self._connection, None
        self._signals = asyncio.Queue(_AHEAD)
        if connection is not None:
            connection.cancel()
            await asyncio.wait([connection])
            if not connection.cancelled() and (error := connection.exception()) is not None:
                raise error

    def _now_ms(self) -> float:
        return self._clock() * 1000
