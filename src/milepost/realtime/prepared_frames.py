"""WebSocket frames made once and written to many sockets, past the server library's own framing and queues."""

from collections.abc import Callable, MutableMapping
from typing import Any, Protocol

from websockets.protocol import OPEN
from websockets.server import ServerProtocol

#: In the scope's `extensions`: the `DirectSocket`, where the server has one.
DIRECT_SOCKET = "milepost.direct_socket"

Message = MutableMapping[str, Any]


class DirectSocket(Protocol):
    """A connection, to whoever has whole frames for it, and can take its messages at any moment."""

    def listen(self, hear: Callable[[Message], None]) -> None:
        """Have every message given to `hear` as it comes, the last one included; `receive` is no longer called."""
        ...

    def write_frames(self, frames: bytes) -> bool:
        """Write them now; False, and nothing is written, when the peer reads too slowly or the socket is closing."""
        ...

    def write_through(self, frames: bytes) -> bool:
        """The same, to the network at once where nothing waits before them. Cheaper, for what is alone."""
        ...

    async def send_frames(self, frames: bytes) -> None:
        """Write them as soon as there is room.

        Raises:
            OSError: The socket is closed, or closing.
        """
        ...


def text_frame(text: str) -> bytes:
    """One unmasked, final text frame (RFC 6455, section 5.2), as a server sends it."""
    data = text.encode()
    size = len(data)
    if size < 126:
        return bytes((0x81, size)) + data
    if size < 1 << 16:
        return b"\x81\x7e" + size.to_bytes(2, "big") + data
    return b"\x81\x7f" + size.to_bytes(8, "big") + data


def library_frames_alike() -> bool:
    """Whether the server library, as installed, would write the same bytes; otherwise it does the framing itself."""
    connection = ServerProtocol()
    connection.state = OPEN
    for text in ("", "é" * 50, "x" * 126, "x" * 70_000):
        connection.send_text(text.encode())
        if b"".join(connection.data_to_send()) != text_frame(text):
            return False
    return True
