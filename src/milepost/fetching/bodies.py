"""The body of an answer, unpacked piece by piece, so that a small answer cannot become a large one in memory."""

import zlib
from collections.abc import AsyncGenerator
from contextlib import aclosing

import httpx

from milepost.domain.links import LinkReason
from milepost.fetching.failures import FetchFailed

BODY_BYTES = 2 * 2**20
#: Accepts the wrappers of gzip and zlib both.
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


async def read_body(response: httpx.Response, *, cut_at: int | None = None) -> tuple[bytes, bool]:
    """The body, unpacked, and whether there was more.

    Args:
        cut_at: In bytes; the rest is not read. Without it a body above `BODY_BYTES` is a failure.

    Raises:
        FetchFailed: It is too large, packed in a way that was not asked for, or ends too early.
        httpx.TransportError: The connection failed.
    """
    limit = BODY_BYTES if cut_at is None else min(cut_at, BODY_BYTES)
    if cut_at is None and _announced_length(response) > limit:
        raise _too_large()
    body = bytearray()
    async with aclosing(_unpacked(response, limit)) as pieces:
        async for piece in pieces:
            body += piece
            if len(body) > limit:
                if cut_at is None:
                    raise _too_large()
                return bytes(body[:limit]), True
    return bytes(body), False


async def _unpacked(response: httpx.Response, limit: int) -> AsyncGenerator[bytes, None]:
    """Pieces of the body; of a packed one none is longer than one byte above the limit."""
    assert isinstance(response.stream, httpx.AsyncByteStream)
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding in {"", "identity"}:
        async for piece in response.stream:
            yield piece
        return
    if coding not in {"gzip", "x-gzip", "deflate"}:
        raise FetchFailed(
            LinkReason.BROKEN_ANSWER, f"it is packed as {coding[:40]!r}, which was not asked for"
        )
    unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
    packed_bytes = 0
    async for packed in response.stream:
        packed_bytes += len(packed)
        try:
            piece = unpacker.decompress(packed, limit + 1)
        except zlib.error as error:
            raise FetchFailed(LinkReason.BROKEN_ANSWER, "it cannot be unpacked") from error
        yield piece
        if unpacker.unconsumed_tail:  # One piece has filled the limit by itself, and the reader has stopped.
            raise _too_large()
        if packed_bytes > limit:
            raise _too_large()
        if unpacker.eof:  # What follows is no part of it; clients differ in what they make of that.
            return
    if not unpacker.eof:
        raise FetchFailed(LinkReason.BROKEN_ANSWER, "it ends too early")


def _announced_length(response: httpx.Response) -> int:
    length = response.headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 20 else 0


def _too_large() -> FetchFailed:
    return FetchFailed(LinkReason.TOO_LARGE, f"it has more than {BODY_BYTES} bytes")
