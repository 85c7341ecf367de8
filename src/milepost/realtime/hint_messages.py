"""What processes tell one another of a grown log: its head and the events themselves, signed.

The signature makes a message worth as much as the log: only who can read the database can make one, and only for
this copy of the log. Whatever else arrives is dropped, and the safety poll finds what it stood for.
"""

import hmac
from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from milepost.domain.records import StoredEvent

_SIGNATURE_BYTES = 16


class GrownLog(NamedTuple):
    """A log that has grown: its head, and what was appended, or nothing where that would be too much."""

    task_id: str
    head: int
    events: Sequence[StoredEvent] = ()


class HintMessages:
    """Writes and reads the messages of one process."""

    def __init__(self, *, key: bytes, epoch: str, sender: str) -> None:
        """`key` is the database's own secret, up to 64 bytes; `sender` names this process."""
        self._signing = blake2b(key=key, digest_size=_SIGNATURE_BYTES)
        # Numbers of another copy of the log mean other events.
        self._signing.update(epoch.encode() + b"\0")
        self._sender = sender
        self._encode = msgspec.msgpack.Encoder().encode
        # How a message of our own begins behind its signature: a pair, and its first half.
        self._own = b"\x92" + self._encode(sender)
        self._decode = msgspec.msgpack.Decoder(tuple[str, GrownLog]).decode

    def write(self, log: GrownLog) -> bytes:
        body = self._encode((self._sender, log))
        return self._signature(body) + body

    def read(self, message: bytes) -> GrownLog | None:
        """What a message says; None for one that is not to be believed, or not to be understood."""
        signature, body = message[:_SIGNATURE_BYTES], message[_SIGNATURE_BYTES:]
        if not hmac.compare_digest(signature, self._signature(body)):
            return None
        try:
            return self._decode(body)[1]
        except msgspec.MsgspecError:
            return None  # of a newer version, whose shape we do not know

    def is_own(self, message: bytes) -> bool:
        """Whether this process has sent it. Cheap, and no proof of anything."""
        return message.startswith(self._own, _SIGNATURE_BYTES)

    def _signature(self, body: bytes) -> bytes:
        signing = self._signing.copy()
        signing.update(body)
        return signing.digest()
