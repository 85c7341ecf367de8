"""A proxy before a server that is set up wrongly: it takes away headers, changes paths, or answers by itself."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

#: What becomes of a request's head: another head to pass on, or a whole answer (which begins with HTTP/).
Rewrite = Callable[[bytes], bytes]
END_SECONDS = 5.0


@contextlib.asynccontextmanager
async def rewriting_proxy(server_port: int, rewrite: Rewrite) -> AsyncIterator[str]:
    """The address of a proxy on a free loopback port, until the block ends. One request for each connection."""

    serving: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        serving.add(task)
        try:
            head = rewrite(await reader.readuntil(b"\r\n\r\n"))
            if head.startswith(b"HTTP/"):
                writer.write(head)
                await writer.drain()
            else:
                await _pass_on(head, reader, writer, server_port)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client has gone, or the test is over
        finally:
            await _close(writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://localhost:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        if serving:
            _, late = await asyncio.wait(serving, timeout=END_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late)


def answer(status: str, body: str, *, content_type: str = "text/html") -> bytes:
    """A whole HTTP answer."""
    content = body.encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(content)}\r\n"
    return f"{head}Connection: close\r\n\r\n".encode() + content


def without(head: bytes, *names: str) -> bytes:
    """A request's head without some of its headers."""
    lines = head.split(b"\r\n")
    unwanted = tuple(name.lower().encode() + b":" for name in names)
    return b"\r\n".join([lines[0], *(line for line in lines[1:] if not line.lower().startswith(unwanted))])


def with_header(head: bytes, name: str, value: str) -> bytes:
    """A request's head with one header set."""
    first, _, others = without(head, name).partition(b"\r\n")
    return first + f"\r\n{name}: {value}\r\n".encode() + others


def is_upgrade(head: bytes) -> bool:
    return b"upgrade: websocket" in head.lower()


async def _pass_on(
    head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, server_port: int
) -> None:
    if not is_upgrade(head):
        head = with_header(head, "Connection", "close")  # the next request shall be rewritten too
    from_server, to_server = await asyncio.open_connection("127.0.0.1", server_port)
    to_server.write(head)
    to_client = asyncio.create_task(_pipe(from_server, writer))
    to_upstream = asyncio.create_task(_pipe(reader, to_server))
    try:
        await asyncio.wait([to_client, to_upstream], return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in (to_client, to_upstream):
            way.cancel()
        await asyncio.gather(to_client, to_upstream, return_exceptions=True)
        await _close(to_server)


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
