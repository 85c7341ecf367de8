"""The server library's WebSocket protocol, but for what a peer could leave behind: a traceback, or a full buffer."""

import math
from asyncio import TimerHandle
from typing import Any

from milepost.realtime.direct_socket import DirectSocketProtocol

#: How long a server that ends waits for what has been written to be read.
_LAST_BYTES_SECONDS = 1.0
#: How long a peer that was refused in the middle of a message may be silent before it counts as done with it.
_QUIET_SECONDS = 0.3
#: Pings that are due within it go out together, and their answers come together: the process wakes once for them all.
_PING_GRID_SECONDS = 0.25


class SocketProtocol(DirectSocketProtocol):
    """Text that is none reaches the channel as bytes; a close waits for no reader and ends within its time.

    A peer whose message is refused while it is still sending is read to its end without being heard: closed at once,
    the system would throw away the close frame together with what has not been read.
    """

    _quiet_timer: TimerHandle | None = None

    def data_received(self, data: bytes) -> None:
        if self._quiet_timer is None:
            super().data_received(data)
        else:
            self._wait_for_quiet()

    def handle_parser_exception(self) -> None:
        assert self.conn.close_sent is not None
        code, reason = self.conn.close_sent.code, self.conn.close_sent.reason
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(self.close_timeout, self.transport.abort)
        self._wait_for_quiet()

    def _wait_for_quiet(self) -> None:
        if self._quiet_timer is not None:
            self._quiet_timer.cancel()
        self._quiet_timer = self.loop.call_later(_QUIET_SECONDS, self.transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self._quiet_timer is not None:
            self._quiet_timer.cancel()

    def send_receive_event_to_app(self) -> None:
        if self.curr_msg_data_type == "text" and not _is_text(b"".join(self.frames)):
            # The library would log a traceback; the channel refuses what is no text, as it does any bad frame.
            self.curr_msg_data_type = "bytes"
        super().send_receive_event_to_app()

    async def send(self, message: Any) -> None:
        is_close = message["type"] == "websocket.close"
        if is_close:
            # A reader that stands still never makes room, and it is because of that that it is closed.
            self.writable.set()
        await super().send(message)
        if is_close and self.close_timer is not None:
            self.close_timer.cancel()
            self.close_timer = self.loop.call_later(self.close_timeout, self.transport.abort)

    def shutdown(self) -> None:
        super().shutdown()
        # The process ends: a reader that stands still is not waited for.
        self.loop.call_later(_LAST_BYTES_SECONDS, self.transport.abort)

    def schedule_ping(self) -> None:
        assert self.ping_interval is not None
        due = self.loop.time() + self.ping_interval - self.last_ping_rtt
        on_grid = math.ceil(due / _PING_GRID_SECONDS) * _PING_GRID_SECONDS
        self.ping_timer = self.loop.call_at(on_grid, self.send_keepalive_ping)

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        # What has been written is still waited for, by a peer that may never read it.
        self.loop.call_later(self.close_timeout, self.transport.abort)


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
