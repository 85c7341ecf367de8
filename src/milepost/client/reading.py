"""Reads what the transports bring: a frame, an event stream, a page of events."""

import codecs
import json
import re
from collections.abc import Iterator, Mapping

import msgspec

from milepost.client.state import Frame, Malformed

#: The fields that a client relies on, of the frames that it knows. A newer server may send more of both.
_FIELDS: Mapping[str, Mapping[str, type]] = {
    "connected": {"epoch": str},
    "resync": {"epoch": str},
    "current_status": {"as_of": int, "terminal": bool},
    "live": {"to": int},
    "hb": {"head": int},
    "error": {"code": str, "message": str, "retry": bool},
    "closing": {"code": int, "reason": str},
}
_LINE_END = re.compile(r"\r\n|\n|\r")


def read_frame(text: str) -> Frame | Malformed:
    """The frame that a text holds, checked as far as it is used."""
    try:
        body = json.loads(text)
    except ValueError:
        return Malformed()
    if not isinstance(body, dict) or not isinstance(body.get("type"), str):
        return Malformed()
    fields: Mapping[str, type] = {"seq": int} if "seq" in body else _FIELDS.get(body["type"], {})
    if not all(isinstance(body.get(name), kind) for name, kind in fields.items()):
        return Malformed()
    return Frame(body, text)


class EventStream:
    """Splits `text/event-stream` into messages, however its bytes are cut (HTML standard, 9.2.6)."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")(errors="replace")
        self._rest = ""
        self._data: list[str] = []

    def feed(self, chunk: bytes) -> Iterator[str | None]:
        """The data of each message that is complete now; None for a comment, which is a sign of life."""
        self._rest += self._decoder.decode(chunk)
        # A carriage return at the end may be half of a line end.
        held = "\r" if self._rest.endswith("\r") else ""
        *lines, self._rest = _LINE_END.split(self._rest.removesuffix(held))
        self._rest += held
        for line in lines:
            name, _, value = line.partition(":")
            if line.startswith(":"):
                yield None
            elif name == "data":
                self._data.append(value.removeprefix(" "))
            elif not line and self._data:
                yield "\n".join(self._data)
                self._data.clear()


class Page(msgspec.Struct):
    """One answer of the long-poll transport; its events as the bytes that were stored."""

    epoch: str
    events: list[msgspec.Raw]
    head: int
    terminal: bool
    resync: str | None = None

    def texts(self) -> Iterator[str]:
        return (bytes(event).decode() for event in self.events)


_page = msgspec.json.Decoder(Page)


def read_page(body: bytes) -> Page | None:
    """The page that a body holds; None when it is none."""
    try:
        return _page.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
