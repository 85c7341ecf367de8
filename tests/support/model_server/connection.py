"""One HTTP exchange down to its bytes, so that it can also go wrong in ways that no framework allows."""

import asyncio
import contextlib
import json
import socket
import struct
from collections.abc import Mapping

from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from tests.support.model_server.requests import Json

LARGEST_BODY = 8_000_000


class ClientGone(Exception):
    """The client hung up."""


class Connection:
    """Answers one request, or does not."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, state: ServerState) -> None:
        self.headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        self.bytes_sent = 0
        self._client = scope["client"]
        self._receive = receive
        self._send = send
        self._state = state

    async def body(self) -> bytes:
        """Raises ClientGone: it hung up before it had sent everything."""
        body: bytes = b""
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect" or len(body) > LARGEST_BODY:
                raise ClientGone
            body += message.get("body", b"")
            if not message.get("more_body"):
                return body

    async def gone(self) -> None:
        """Return once the client has hung up; to be called when the body has been read."""
        while (await self._receive())["type"] != "http.disconnect":
            pass

    async def answer(self, status: int, body: bytes, *, kind: str, headers: Mapping[str, str]) -> None:
        await self.begin(status, kind=kind, headers={**headers, "content-length": str(len(body))})
        await self._send({"type": "http.response.body", "body": body})
        self.bytes_sent += len(body)

    async def answer_json(self, status: int, body: Json, headers: Mapping[str, str] | None = None) -> None:
        encoded = json.dumps(body, ensure_ascii=False).encode()
        await self.answer(status, encoded, kind="application/json", headers=headers or {})

    async def begin(self, status: int, *, kind: str, headers: Mapping[str, str] | None = None) -> None:
        """Send the head; the body follows in chunks, or has the length that the headers say."""
        lines = {"content-type": kind, **(headers or {})}
        encoded = [(name.encode(), value.encode()) for name, value in lines.items()]
        await self._send({"type": "http.response.start", "status": status, "headers": encoded})

    async def write(self, body: bytes) -> None:
        await self._send({"type": "http.response.body", "body": body, "more_body": True})
        self.bytes_sent += len(body)

    async def end(self) -> None:
        await self._send({"type": "http.response.body", "body": b""})

    def cut(self, rest: bytes, *, chunked: bool) -> None:
        """Close half-way through what is left to send, which has been promised whole."""
        with contextlib.suppress(ClientGone):
            transport = self._transport()
            head = b"%x\r\n" % len(rest) if chunked else b""
            transport.write(head + rest[: len(rest) // 2])
            self.bytes_sent += len(rest) // 2
            transport.close()

    def reset(self) -> None:
        """Close with a TCP reset instead of the usual farewell."""
        with contextlib.suppress(ClientGone):
            transport = self._transport()
            wire: socket.socket = transport.get_extra_info("socket")
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()

    def _transport(self) -> asyncio.Transport:
        """The server library shows an application no transport; it is that of the connection from this client."""
        for protocol in self._state.connections:
            if tuple(getattr(protocol, "client", None) or ()) == tuple(self._client):
                transport: asyncio.Transport = protocol.transport
                return transport
        raise ClientGone
