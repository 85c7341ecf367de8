"""A task's socket as the page opens it, read frame by frame."""

import contextlib
import json
from collections.abc import Callable
from typing import Any

from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from milepost.cli.verification.causes import Failed, failed_handshake, refused_socket

Frame = dict[str, Any]
_MAX_FRAME_BYTES = 1 << 20


class SocketClosed(Exception):
    """The server closed; `code` says why."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(f"closed with {code}")


class Channel:
    """One open socket; keeps every frame it has read."""

    def __init__(self, connection: ClientConnection, path: str, closing: contextlib.ExitStack) -> None:
        self._connection = connection
        self._path = path
        self._closing = closing
        self.frames: list[Frame] = []

    @classmethod
    def open(cls, address: str, path: str, *, origin: str, within_seconds: float, direct: bool) -> "Channel":
        """Open `path` at an `http(s)://` address.

        Args:
            direct: Not by way of the proxy that the environment names.

        Raises:
            Failed: It did not open, with the cause.
        """
        url = f"ws{address.removeprefix('http')}{path}"
        closing = contextlib.ExitStack()
        try:
            connection = closing.enter_context(
                connect(
                    url,
                    origin=Origin(origin),
                    proxy=None if direct else True,
                    compression=None,
                    open_timeout=within_seconds,
                    close_timeout=2,
                    max_size=_MAX_FRAME_BYTES,
                )
            )
        except (OSError, TimeoutError, InvalidHandshake, InvalidMessage) as error:
            raise failed_handshake(path, error) from None
        return cls(connection, path, closing)

    @property
    def events(self) -> list[Frame]:
        """The frames that are events of the log."""
        return [frame for frame in self.frames if "seq" in frame]

    def read(self, *, within_seconds: float) -> Frame:
        """The next frame.

        Raises:
            Failed: None came in time, or it is not JSON.
            SocketClosed: The server closed instead.
        """
        try:
            text = self._connection.recv(timeout=within_seconds)
        except TimeoutError:
            told = "no frame came" if not self.frames else f"nothing came after {self.frames[-1]['type']!r}"
            raise Failed(
                f"The socket opened and then {told} in {within_seconds:.0f} s: a proxy holds frames back",
                next_step="Turn off response buffering in the proxy for this path; else look at the server's log.",
            ) from None
        except ConnectionClosed as closed:
            raise SocketClosed(closed.rcvd.code if closed.rcvd else 1006) from None
        try:
            frame: Frame = json.loads(text)
            frame["type"]
        except (ValueError, KeyError, TypeError):
            raise Failed(
                "The socket sent something that is no frame: another program answers there"
            ) from None
        self.frames.append(frame)
        return frame

    def read_until(self, wanted: Callable[[Frame], bool], *, within_seconds: Callable[[], float]) -> Frame:
        """Read on until a frame is the wanted one.

        Raises:
            Failed: It did not come, or the server refused the socket.
        """
        while True:
            try:
                frame = self.read(within_seconds=within_seconds())
            except SocketClosed as closed:
                raise Failed(
                    f"The socket was cut ({closed}) before the end: by a proxy, or by the server"
                ) from None
            if wanted(frame):
                return frame
            if frame["type"] == "error":
                raise refused_socket(self._path, str(frame.get("code")), str(frame.get("message")))

    def close_code(self, *, within_seconds: float) -> int:
        """Read what is left; the code the server closes with."""
        try:
            while True:
                self.read(within_seconds=within_seconds)
        except SocketClosed as closed:
            return closed.code

    def close(self) -> None:
        self._closing.close()
