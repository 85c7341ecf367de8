"""When to try again: full jitter, and a bucket that no shortcut can get past."""

import math
from dataclasses import dataclass

from milepost.realtime.client_rules import PACE

#: Past this the bound has long been reached; a larger power would only be a larger number.
_LARGEST_POWER = 16


def jittered_delay_ms(failures: int, random: float) -> float:
    """Anywhere from nothing up to the bound, so that clients which fell together do not come back together.

    Args:
        failures: In a row so far.
        random: In [0, 1).
    """
    return random * min(PACE.longest_delay_ms, PACE.first_delay_ms * 2.0 ** min(failures, _LARGEST_POWER))


@dataclass(frozen=True, slots=True)
class Bucket:
    """Tokens for attempts; with its burst and refill it holds them to ten in any sixty seconds."""

    tokens: float
    filled_at_ms: float

    @classmethod
    def full(cls, now_ms: float) -> "Bucket":
        return cls(PACE.bucket_burst, now_ms)

    def filled(self, now_ms: float) -> "Bucket":
        gained = max(0.0, now_ms - self.filled_at_ms) / PACE.bucket_refill_ms
        return Bucket(min(PACE.bucket_burst, self.tokens + gained), now_ms)

    def wait_ms(self, now_ms: float, *, tokens: int = 1) -> int:
        """How long until there are so many tokens; 0 when there are."""
        missing = tokens - self.filled(now_ms).tokens
        return max(0, math.ceil(missing * PACE.bucket_refill_ms))

    def less_one(self, now_ms: float) -> "Bucket":
        filled = self.filled(now_ms)
        return Bucket(filled.tokens - 1, now_ms)
