"""A viewer is a cursor compared with the log: `<epoch>.<seq>`, or a bare number for old clients."""

import re
from dataclasses import dataclass
from typing import Literal

from milepost.domain.errors import MalformedCursor

_CURSOR = re.compile(r"(?:([A-Za-z0-9_-]{1,32})\.)?([0-9]{1,12})")

ResyncReason = Literal["epoch_changed", "cursor_ahead"]


@dataclass(frozen=True, slots=True)
class Cursor:
    seq: int
    epoch: str | None = None

    def __str__(self) -> str:
        return f"{self.epoch}.{self.seq}" if self.epoch else str(self.seq)


def parse_cursor(text: str) -> Cursor:
    """The cursor that a client sent.

    Raises:
        MalformedCursor: It has another form.
    """
    match = _CURSOR.fullmatch(text)
    if match is None:
        raise MalformedCursor
    return Cursor(epoch=match.group(1), seq=int(match.group(2)))


def resume(cursor: Cursor | None, *, epoch: str, head: int, default: int) -> tuple[int, ResyncReason | None]:
    """(the sequence number to continue after, why the client must drop what it has)."""
    if cursor is None:
        return default, None
    if cursor.epoch is not None and cursor.epoch != epoch:
        return 0, "epoch_changed"
    if cursor.seq > head:
        return 0, "cursor_ahead"
    return cursor.seq, None
