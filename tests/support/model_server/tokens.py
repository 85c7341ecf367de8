"""What counts as a token here, and how fast tokens come.

A real server's tokens depend on its model. Ours are pieces of about four letters, so that the figures of usage are of
a plausible size and, what matters more, exactly those of the pieces that were sent.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

_PIECE = re.compile(r"\s?[A-Za-z]{1,7}|\s?\d{1,3}|\s+|[!-/:-@\[-`{-~]{1,3}|[^\sA-Za-z\d]")
_CHUNKS_PER_SECOND = 50
_UNPACED_CHUNK = 24


def pieces(text: str) -> list[str]:
    """The text cut into tokens; joined, they are the text."""
    return _PIECE.findall(text)


def count_tokens(text: str) -> int:
    return sum(1 for _ in _PIECE.finditer(text))


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast one answer comes. With neither figure it comes at once."""

    tokens_per_second: float | None = None
    first_token_seconds: float = 0.0
    """How long nothing comes at first."""
    tokens_per_chunk: int | None = None
    """How many tokens one event of a stream carries; if not given, so many that there are fifty a second at most."""
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    def chunks(self, text: str) -> Iterator[str]:
        """The text in the portions in which it is sent: the first token alone, then several at a time."""
        tokens = pieces(text)
        size = self.tokens_per_chunk or max(1, int((self.tokens_per_second or 0) / _CHUNKS_PER_SECOND))
        if self.tokens_per_second is None and self.tokens_per_chunk is None:
            size = _UNPACED_CHUNK
        yield from tokens[:1]
        for start in range(1, len(tokens), size):
            yield "".join(tokens[start : start + size])

    async def until(self, tokens: int, *, since: float) -> None:
        """Wait until so many tokens of an answer have been made that was begun at `since`."""
        rate = self.tokens_per_second
        made = since + self.first_token_seconds + (max(0, tokens - 1) / rate if rate else 0.0)
        if (seconds := made - self.now()) > 0:
            await self.sleep(seconds)
