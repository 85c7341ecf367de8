"""What trying a model out has shown: whether it answers, how fast, and what else its provider has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from milepost.domain.errors import MilepostError


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """One small request to a model, made to see what comes back."""

    failure: MilepostError | None
    """The cause where it does not work; None where it does."""
    latency: timedelta
    """How long the answer, or the failure, took."""
    models: Sequence[str] = ()
    """What the provider lists; empty where it lists nothing or could not be asked."""

    @property
    def is_ok(self) -> bool:
        return self.failure is None
