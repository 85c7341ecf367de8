"""What one watching client has been given, and every way in which that was wrong at the moment it came.

Nothing of the product is used here: what a server may send is read out of the protocol's document.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

CONTROL = frozenset({"connected", "current_status", "live", "hb", "resync", "error", "closing", "pong"})
TERMINAL = frozenset({"completed", "partial_failure", "failed", "cancelled"})
#: A client that is told one of these does not come back: for a task of one's own no server may say it.
FINAL_CODES = frozenset({1009, 4400, 4401, 4403, 4404, 4410})
KNOWN_CODES = frozenset({1000, 1001, 1005, 1006, 1011, 1012, 1013, 1014, 4408, 4429}) | FINAL_CODES


@dataclass(slots=True)
class Record:
    """A client's whole life with one task: its cursor, what it was given, what was wrong."""

    client: str
    task_id: str
    from_start: bool
    """Whether it wants all that happened, or only what happens from its first connection on."""
    cursor: int | None = None
    """The last event it has taken; None before the first connection."""
    epoch: str | None = None
    base: int = 0
    """Its cursor when it came."""
    taken: list[str] = field(default_factory=list)
    """The events as they came, from `base + 1` on."""
    has_ended: bool = False
    attempts: list[float] = field(default_factory=list)
    """When it tried to connect, in seconds."""
    opened: Counter[str] = field(default_factory=Counter)
    """Connections that came about, by transport."""
    faults: list[str] = field(default_factory=list)
    statuses: list[Json] = field(default_factory=list)
    """Each `current_status` it was shown."""

    def fault(self, kind: str, detail: object) -> None:
        """Note that a server did what it may not: `kind` is one word or two, counted by the judge."""
        self.faults.append(f"{kind}: {self.client}: {detail}")

    @property
    def cursor_text(self) -> str | None:
        if self.cursor is None:
            return None
        return f"{self.epoch}.{self.cursor}" if self.epoch else str(self.cursor)


@dataclass(slots=True)
class Session:
    """One connection, or one answer of the long-poll: what comes over it has to be gapless in itself."""

    record: Record
    transport: str
    asked_for: int | None = None
    """The cursor that was sent."""
    next_seq: int | None = None
    """What has to come next; None until the server has said where it resumes."""
    head: int | None = None
    is_live: bool = False
    has_seen_end: bool = False
    last_type: str = ""

    @classmethod
    def open(cls, record: Record, transport: str) -> "Session":
        record.opened[transport] += 1
        return cls(record, transport, asked_for=record.cursor)

    def take(self, text: str) -> Json | None:
        """Take a frame as it came; the frame, or None when it is no frame at all."""
        try:
            frame: Json = json.loads(text)
            type_ = frame["type"]
        except (ValueError, KeyError, TypeError):
            self.record.fault("malformed", text[:200])
            return None
        if frame.get("task_id", self.record.task_id) != self.record.task_id:
            self.record.fault("foreign", text[:200])
        if self.last_type == "closing" or (self.last_type == "error" and type_ != "closing"):
            self.record.fault("out of order", f"{type_} after {self.last_type}")
        self.last_type = type_
        if type_ in CONTROL:
            self._control(type_, frame)
        else:
            self.take_event(frame, text)
        return frame

    def take_event(self, frame: Json, text: str) -> None:
        record, seq = self.record, frame["seq"]
        if self.next_seq is None:
            record.fault("out of order", f"event {seq} before `connected`")
            return
        if seq != self.next_seq:
            kind = "gap" if seq > self.next_seq else "duplicate"
            record.fault(kind, f"{seq} where {self.next_seq} was due, over {self.transport}")
        self.next_seq = seq + 1
        assert record.cursor is not None
        if seq == record.cursor + 1:
            if record.taken and json.loads(record.taken[-1])["type"] in TERMINAL:
                record.fault("out of order", f"{frame['type']} after the end")
            record.taken.append(text)
            record.cursor = seq
        self.has_seen_end = self.has_seen_end or frame["type"] in TERMINAL

    def _control(self, type_: str, frame: Json) -> None:
        match type_:
            case "connected":
                self._connected(frame)
            case "resync":
                # Nothing here is ever restored from a copy, so no cursor can be ahead or of another log.
                self.record.fault("resync", frame)
            case "current_status":
                self.record.statuses.append(frame)
                if frame["as_of"] != self.head:
                    self.record.fault("as_of", f"{frame['as_of']} with head {self.head}")
                self.has_seen_end = self.has_seen_end or (frame["terminal"] and self._has_all(frame["as_of"]))
            case "live":
                if self.is_live or self.next_seq != frame["to"] + 1 or frame["to"] != self.head:
                    self.record.fault("out of order", f"{frame} before {self.next_seq}, head {self.head}")
                self.is_live = True
            case _:
                pass

    def _connected(self, frame: Json) -> None:
        record = self.record
        if self.next_seq is not None:
            record.fault("out of order", "`connected` twice")
        if record.epoch not in {None, frame["epoch"]}:
            record.fault("resync", f"epoch {frame['epoch']} after {record.epoch}")
        due = self.asked_for if self.asked_for is not None else (0 if record.from_start else frame["head"])
        if frame["resume_from"] != due:
            record.fault("gap", f"resumes from {frame['resume_from']} instead of {due}")
        record.epoch = frame["epoch"]
        self.begin(frame["resume_from"], head=frame["head"])

    def begin(self, resume_from: int, *, head: int) -> None:
        """The server has said after which event it goes on."""
        self.head, self.next_seq = head, resume_from + 1
        if self.record.cursor is None:
            self.record.base = self.record.cursor = resume_from

    def _has_all(self, head: int) -> bool:
        return self.record.cursor is not None and self.record.cursor >= head

    def end_delivered(self) -> None:
        """The server says that there is no more: that must be so."""
        last = self.record.statuses[-1] if self.record.statuses else None
        knows_end = self.has_seen_end or (
            last is not None and last["terminal"] and self.record.cursor == last["as_of"]
        )
        if not knows_end:
            self.record.fault("end missing", f"closed as ended at {self.record.cursor} over {self.transport}")
        self.record.has_ended = True
