"""What a viewer of a task is sent, in which order, whatever carries it: greeting, history, `live`, what comes, the end.

There is nothing to subscribe to, so nothing to miss: a viewer is a cursor compared with the log.
"""

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from pydantic import BaseModel

from milepost.domain.ports.runtime import Clock, Ids
from milepost.domain.records import TaskRecord
from milepost.realtime.cursor import Cursor, resume
from milepost.realtime.frames import Close, Closing, Connected, CurrentStatus, Live, Resync
from milepost.realtime.hub import Hub, WatchedTask
from milepost.realtime.ring import Joined


class PeerGone(Exception):
    """The peer has vanished; there is nobody to send to."""


class Stalled(PeerGone):
    """The peer is there and has read nothing for too long."""


class Restarting(Exception):
    """The process ends; the viewer goes on elsewhere, from its cursor."""


class LogGone(Exception):
    """The task's log has been removed under the viewer."""


class Outlet(Protocol):
    """A transport, as the viewer sees it. Sending waits for a slow peer, and raises `PeerGone` without one."""

    async def send_frame(self, frame: BaseModel) -> None: ...

    async def send_events(self, joined: Joined) -> None:
        """Send the stored bytes of these events."""
        ...

    @property
    def write_through(self) -> Callable[[bytes], bool] | None:
        """Writes WebSocket frames at once, or says that it cannot; None for a transport that has none."""
        ...

    async def attend(self, head: int) -> None:
        """Answer what the peer has asked since the last look.

        Raises:
            PeerGone: It has gone.
            Restarting: It is to be sent away.
        """
        ...

    @property
    def has_news(self) -> bool:
        """Whether there is something to attend to."""
        ...

    @property
    def quiet_seconds(self) -> float:
        """How long the silence may last from now on."""
        ...

    async def break_silence(self, head: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Viewing:
    """What every viewer of the process is given."""

    hub: Hub
    clock: Clock
    ids: Ids


class Viewer:
    """One viewer of one task, from its greeting to its end."""

    def __init__(self, viewing: Viewing, watched: WatchedTask, outlet: Outlet, wake: asyncio.Event) -> None:
        """`wake` is set whenever there may be something to send or to attend to."""
        self._viewing = viewing
        self._log = viewing.hub.event_log
        self._watched = watched
        self._outlet = outlet
        self._wake = wake
        self._cursor = 0
        self._is_over = False
        self._is_waiting = False
        self._is_silent = False
        self._silence: asyncio.TimerHandle | None = None
        self._write_through = outlet.write_through
        self.pushed_at = 0.0
        """When, by `time.monotonic`, something was last sent so."""

    async def begin(self, status: CurrentStatus, cursor: Cursor | None, *, default: int) -> None:
        """Greet, and send everything that is there after the cursor.

        Args:
            status: The task's, read after the hub was told to watch, so that no hint falls between the two.
            cursor: Where the client left off.
            default: Where a client without a cursor begins.

        Raises:
            PeerGone: The peer has gone, or stands still.
            Restarting: The process ends first.
            LogGone: The task has been removed meanwhile.
            StorageUnreachable: There is something to send, and it cannot be read.
        """
        await self._greet(status, cursor, default=default)
        self._watched.raise_head(status.as_of)
        await self._replay(status.as_of)
        self._is_over = status.terminal

    async def go_on(self) -> None:
        """Send what comes, until the end has been delivered. Raises what `begin` raises."""
        if not self._is_over:
            with self._watching_silence():
                await self._follow()
        await self._outlet.send_frame(Closing(reason="end", code=Close.END))

    async def _greet(self, status: CurrentStatus, cursor: Cursor | None, *, default: int) -> None:
        epoch, head = self._log.epoch, status.as_of
        self._cursor, resync = resume(cursor, epoch=epoch, head=head, default=default)
        await self._outlet.send_frame(
            Connected(
                task_id=status.task_id,
                conn_id=self._viewing.ids.token()[:12],
                epoch=epoch,
                head=head,
                resume_from=self._cursor,
                server_time=self._viewing.clock.now(),
            )
        )
        if resync is not None:
            await self._outlet.send_frame(Resync(reason=resync, epoch=epoch, head=head))
        await self._outlet.send_frame(status)

    async def _replay(self, head: int) -> None:
        """Send history up to the head that the greeting named, and `live`."""
        begin = self._cursor
        while self._cursor < head:
            await self._outlet.attend(self._head)
            before = self._cursor
            await self._send_next(until=head)
            if self._cursor == before:
                raise LogGone
        await self._outlet.send_frame(Live(from_=begin, to=self._cursor))

    async def _follow(self) -> None:
        """Send whatever comes, up to the terminal event."""
        while True:
            self._wake.clear()
            await self._outlet.attend(self._head)
            if self._watched.is_gone:
                raise LogGone
            if self._cursor < self._watched.head and await self._send_next():
                return
            if self._cursor >= self._watched.head and not self._outlet.has_news:
                await (self._break_silence() if self._is_silent else self._wait())

    async def _send_next(self, *, until: int | None = None) -> bool:
        """Send the next events, at most up to `until`; whether the last of them ended the task."""
        joined = await self._watched.after(self._cursor, self._log, until=until)
        if joined is None:
            return False
        await self._outlet.send_events(joined)
        self._cursor = joined.last
        return joined.is_end

    def push(self) -> bool:
        """Send what has come without waking the viewer, if it waits and has all before that; False to have it woken.

        Waking costs several times what the sending does. The end is left to the viewer, as is all that takes time.
        """
        news = self._watched.news
        if news is None or not self._is_waiting or self._cursor != news.after or self._write_through is None:
            return False
        if not self._write_through(news.joined.frames):
            return False
        self._cursor = news.joined.last
        self.pushed_at = news.at
        return True

    async def _wait(self) -> None:
        self._is_waiting = True
        try:
            await self._wake.wait()
        finally:
            self._is_waiting = False

    async def _break_silence(self) -> None:
        await self._outlet.break_silence(self._head)
        self._watch_silence()

    @contextlib.contextmanager
    def _watching_silence(self) -> Iterator[None]:
        """Wake the viewer whenever nothing has been sent for too long, until the block ends.

        One timer that looks again, since what is pushed past the viewer cannot move it: a time limit around each wait
        would have to wake the viewer to find that all is well.
        """
        self._watch_silence()
        try:
            yield
        finally:
            if self._silence is not None:
                self._silence.cancel()

    def _watch_silence(self) -> None:
        left = self._outlet.quiet_seconds
        self._is_silent = left <= 0
        if self._is_silent:
            self._wake.set()
        else:
            self._silence = asyncio.get_running_loop().call_later(left, self._watch_silence)

    @property
    def _head(self) -> int:
        return max(self._watched.head, self._cursor)


def status_frame(task: TaskRecord) -> CurrentStatus:
    """The task as it stood when event `as_of` was the newest, which is all that a viewer is to know of it."""
    return CurrentStatus(
        task_id=task.task_id,
        status=task.status,
        step=task.step,
        progress=task.progress,
        roadmap_id=task.roadmap_id,
        review_id=task.review_id,
        as_of=task.last_seq,
        terminal=task.status.is_terminal,
    )
