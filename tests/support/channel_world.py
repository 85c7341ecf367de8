"""A channel's machine in a world without a network: a clock that jumps, a server in memory, one task's log."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from milepost.client.machine import Machine
from milepost.client.state import (
    ClearTimer,
    Closed,
    Deliver,
    Delivery,
    Disconnect,
    Due,
    Effect,
    Event,
    Failed,
    Frame,
    Lost,
    Open,
    PageEnd,
    PageStart,
    Reset,
    SetTimer,
    Signal,
    Start,
    Taken,
    TimerName,
    Transport,
)

Json = dict[str, Any]
PAGE = 500


@dataclass(slots=True)
class Connection:
    """What the client has opened, as the server sees it."""

    transport: Transport
    cursor: str | None
    at: int = 0
    """The newest event sent over it."""
    is_greeted: bool = False


@dataclass(slots=True)
class ChannelWorld:
    """Everything that goes wrong is a call; what the machine does about it is checked as it happens."""

    seed: int = 0
    chance: Callable[[], float] | None = None
    """What stands in for chance; drawn from the seed if not given."""
    now_ms: float = 0
    epoch: str = "e1"
    head: int = 0
    ended: bool = False
    connection: Connection | None = None
    received: list[int] = field(default_factory=list)
    """The events that the client has now, in order; emptied when it is told to drop them."""
    attempts: list[float] = field(default_factory=list)
    """When a transport was opened; polls that follow an answered one do not count."""
    opened: list[Transport] = field(default_factory=list)
    delivered: list[Delivery] = field(default_factory=list)
    timers: dict[TimerName, float] = field(default_factory=dict)
    machine: Machine = field(init=False)
    _answered: bool = False

    def __post_init__(self) -> None:
        self.machine = Machine(now_ms=0, random=self.chance or random.Random(self.seed).random)

    @property
    def phase(self) -> str:
        return self.machine.state.phase

    @property
    def transport(self) -> str:
        return self.machine.state.transport

    # The client.

    def start(self) -> None:
        self.tell(Start())

    def tell(self, signal: Signal) -> None:
        for effect in self.machine.handle(signal, now_ms=self.now_ms):
            self._do(effect)

    def _do(self, effect: Effect) -> None:
        match effect:
            case Open():
                self._open()
            case Disconnect():
                self.connection = None
            case SetTimer(timer, ms):
                assert ms >= 0
                self.timers[timer] = self.now_ms + ms
            case ClearTimer(timer):
                self.timers.pop(timer, None)
            case Deliver(item):
                self.delivered.append(item)
                self._take(item)

    def _open(self) -> None:
        state = self.machine.state
        assert self.connection is None, "A second transport was opened."
        assert state.phase not in {"ended", "blocked", "idle", "backoff"}
        self.connection = Connection(state.transport, state.cursor_text)
        self.opened.append(state.transport)
        if not self._answered:
            self.attempts.append(self.now_ms)
        self._answered = False
        within = [time for time in self.attempts if self.now_ms - time < 60_000]
        assert len(within) <= 10, "More than ten attempts in sixty seconds."

    def _take(self, item: Delivery) -> None:
        match item:
            case Event(body):
                assert body["epoch_of_test"] == self.machine.state.epoch, "An event of another log."
                assert body["seq"] == len(self.received) + 1, "A gap or a duplicate."
                assert self.machine.state.cursor < body["seq"], "The cursor moved before the event was taken."
                self.received.append(body["seq"])
                self.tell(Taken(body["seq"], body["type"] == "completed"))
            case Reset():
                self.received.clear()

    # Time.

    def pass_time(self, ms: float) -> None:
        """Let time go by, with every timer at its moment."""
        until = self.now_ms + ms
        while self.timers and min(self.timers.values()) <= until:
            self.next_timer()
        self.now_ms = max(self.now_ms, until)

    def next_timer(self) -> None:
        timer = min(self.timers, key=lambda name: self.timers[name])
        self.now_ms = max(self.now_ms, self.timers.pop(timer))
        self.tell(Due(timer))

    # The server.

    def append(self, count: int = 1) -> None:
        if not self.ended:
            self.head += count

    def end(self) -> None:
        self.append()
        self.ended = True

    def replace_log(self) -> None:
        """Another copy of the log, perhaps a shorter one, takes its place."""
        self.epoch = f"e{int(self.epoch[1:]) + 1}"
        self.head, self.ended = max(0, self.head - 2), False
        self.connection = None
        self.tell(Closed(1006))

    def send(self, **body: Any) -> None:
        if self.connection is not None:
            self.tell(Frame(body, json.dumps(body)))

    def greet(self) -> None:
        """What comes first on a socket or an event stream, up to `live`."""
        connection = self.connection
        if connection is None or connection.transport == "longpoll" or connection.is_greeted:
            return
        connection.is_greeted = True
        connection.at, resync = self._resume(connection.cursor)
        head, start = self.head, connection.at
        self.send(type="connected", epoch=self.epoch, head=head, resume_from=start)
        if resync:
            self.send(type="resync", reason="epoch_changed", epoch=self.epoch, head=head)
        self.send(type="current_status", as_of=head, terminal=self.ended)
        self.flow()
        self.send(type="live", **{"from": start, "to": head})
        self.say_end()

    def flow(self, *, most: int = PAGE) -> None:
        """Send what the log has after the connection's place."""
        connection = self.connection
        while connection is not None and connection is self.connection and most > 0:
            if connection.at >= self.head or not connection.is_greeted:
                return
            connection.at += 1
            most -= 1
            self.send(**self._event(connection.at))

    def say_end(self) -> None:
        connection = self.connection
        if connection is None or not connection.is_greeted or not self.ended or connection.at < self.head:
            return
        self.send(type="closing", reason="end", code=1000)
        self.close(1000 if connection.transport == "websocket" else 1006)

    def answer_poll(self) -> None:
        connection = self.connection
        if connection is None or connection.transport != "longpoll":
            return
        after, resync = self._resume(connection.cursor)
        self.tell(PageStart(self.epoch))
        if resync:
            self.send(type="resync", reason="epoch_changed", epoch=self.epoch, head=self.head)
        sent = range(after + 1, self.head + 1)[:PAGE]
        for seq in sent:
            self.send(**self._event(seq))
        if self.connection is connection:
            self.connection, self._answered = None, True
            self.tell(PageEnd(self.head, self.ended, len(sent)))

    def close(self, code: int, reason: str = "") -> None:
        if self.connection is not None:
            self.connection = None
            self.tell(Closed(code, reason))

    def refuse(self, **failed: Any) -> None:
        """An HTTP answer that is none of what was asked for."""
        if self.connection is not None and self.connection.transport != "websocket":
            self.connection = None
            given = {"is_final": False, "code": "unexpected", "message": "No.", "retry_after_ms": 0.0}
            self.tell(Failed(**{**given, **failed}))

    def serve(self) -> None:
        """Do what a server does that has nothing wrong with it."""
        connection = self.connection
        if connection is not None and connection.transport == "longpoll":
            self.answer_poll()
        elif connection is not None and not connection.is_greeted:
            self.greet()
        else:
            self.flow()
            self.say_end()

    def serve_to_the_end(self, *, hours: float = 2) -> None:
        """End the log, and be a good server until the client rests or the time is over."""
        if not self.ended:
            self.end()
        until = self.now_ms + hours * 3_600_000
        while self.phase not in {"ended", "blocked"} and self.now_ms < until:
            self.serve()
            if self.connection is None and self.timers:
                self.next_timer()
            elif self.connection is not None:
                self.now_ms += 1_000

    def losses(self) -> list[str]:
        return [item.reason for item in self.delivered if isinstance(item, Lost)]

    def _resume(self, cursor: str | None) -> tuple[int, bool]:
        if cursor is None:
            return 0, False
        epoch, _, seq = cursor.partition(".")
        is_other = epoch != self.epoch or int(seq) > self.head
        return (0, True) if is_other else (int(seq), False)

    def _event(self, seq: int) -> Json:
        is_last = self.ended and seq == self.head
        return {"type": "completed" if is_last else "happened", "seq": seq, "epoch_of_test": self.epoch}
