"""The real clock and the real randomness."""

import secrets
import time
from datetime import UTC, datetime

from milepost.domain.ids import encode_id


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class RandomIds:
    """UUIDv7 (RFC 9562): 48 bits of time and 74 random ones, so that ids sort by age."""

    def new(self, prefix: str) -> str:
        milliseconds = time.time_ns() // 1_000_000
        number = (milliseconds << 80) | (0x7 << 76) | (secrets.randbits(12) << 64) | (0b10 << 62)
        return encode_id(prefix, number | secrets.randbits(62))

    def token(self) -> str:
        return secrets.token_hex(16)
