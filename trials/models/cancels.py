"""Cancels at random moments: how soon the model's server sees that nobody listens, and that nothing follows."""

import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.support.learner import Learner
from tests.support.model_server import LoggedRequest, Pace, ScriptedModelServer

Phase = Literal["planning", "writing"]

#: Seconds until the model's server sees it: where the process that is told has the run, and where another has it.
EMBEDDED_BAR, SCALED_BAR = 0.3, 1.5
#: Slow enough for the whole of a plan to be under way for seconds.
_SLOW = Pace(tokens_per_second=150.0)
_MOST_DELAY_SECONDS = 1.5
#: How long nothing may follow after everybody has hung up.
_QUIET_SECONDS = 1.2
_PATIENCE_SECONDS = 30.0
_KINDS = {"unit_kinds": ["tutorial", "quiz"]}


@dataclass(slots=True)
class Cancels:
    """What was seen of all cancels of one form."""

    learner: Learner
    model: ScriptedModelServer
    rows: Callable[[str], Sequence[tuple[Any, ...]]]
    """Asks the database."""
    bar: float
    """By then everybody has to have hung up, in seconds."""
    seconds: dict[Phase, list[float]] = field(default_factory=lambda: {"planning": [], "writing": []})
    """From the cancel's way out until the last request had been hung up on; one for each cancel."""
    answered: list[float] = field(default_factory=list)
    """How long the person waited for the answer to each cancel, in seconds."""
    cut: int = 0
    """Requests that were under way."""
    red: dict[str, list[Any]] = field(default_factory=dict)

    def cancel_planning(self, goal: str, *, delay: float) -> None:
        self.model.world.pace = _SLOW
        before = len(self.model.generations)
        asked = self.learner.ask(goal=goal, planner="model", preferences=_KINDS)
        self._until_under_way(before)
        self._cancel("planning", asked.task_id, before, delay)

    def cancel_writing(self, goal: str, *, delay: float) -> None:
        self.model.world.pace = Pace()
        asked = self.learner.review(goal=goal, planner="model", preferences=_KINDS)
        self.model.world.pace = _SLOW
        before = len(self.model.generations)
        self.learner.decide(asked.task_id, approved=True)
        self._until_under_way(before)
        self._cancel("writing", asked.task_id, before, delay)

    def _until_under_way(self, before: int) -> None:
        self.model.wait_for(
            lambda _: any(one.first_token_at for one in self.model.generations[before:]),
            seconds=_PATIENCE_SECONDS,
        )

    def _cancel(self, phase: Phase, task_id: str, before: int, delay: float) -> None:
        time.sleep(delay)
        at = time.time()
        self.learner.call("POST", f"/tasks/{task_id}/cancel", expect=202)
        self.answered.append(time.time() - at)
        # Until the bar a request that was on its way may still begin, and is cut as well.
        time.sleep(self.bar)
        self.model.wait_for(
            lambda requests: all(one.ended_at is not None for one in requests), seconds=_PATIENCE_SECONDS
        )
        settled, written = self._settled(), self._written(before)
        time.sleep(_QUIET_SECONDS)
        requests = self.model.generations[before:]
        hung_up = [one.disconnected_at - at for one in requests if one.disconnected_at is not None]
        self.cut += len(hung_up)
        self.seconds[phase] += [max(hung_up)] if hung_up else []
        status = self.learner.status(task_id)["status"]
        self._note("requests after the cancel", [one.prompt_id for one in requests if one.at > at + self.bar])
        self._note("answers taken after the cancel", _answered_after(requests, at + self.bar))
        self._note("tokens after the cancel", [self._written(before)] * (self._written(before) > written))
        self._note("billed after the cancel", [self._settled()] * (self._settled() > settled))
        self._note("ended otherwise", [status] * (status != "cancelled"))

    def _note(self, what: str, found: Sequence[Any]) -> None:
        if found:
            self.red.setdefault(what, []).extend(found)

    def _settled(self) -> int:
        """How many requests the ledger holds as taken, whatever they took."""
        return int(self.rows("SELECT count(*) FROM model_spend WHERE state = 'settled'")[0][0])

    def _written(self, before: int) -> int:
        """Tokens that the model's server sent, which is what a provider bills."""
        return sum(one.output_tokens for one in self.model.generations[before:])

    def report(self) -> dict[str, Any]:
        """What was seen; what must not be stands under `red`."""
        late = [round(one, 3) for found in self.seconds.values() for one in found if one > self.bar]
        red = {**self.red, **({"seen too late": late} if late else {})}
        return {
            "cancels": {phase: len(found) for phase, found in self.seconds.items()},
            "requests_cut": self.cut,
            "answered_after_seconds": {
                "median": round(statistics.median(self.answered), 3),
                "most": round(max(self.answered), 3),
            },
            "seen_after_seconds": {
                phase: {
                    "median": round(statistics.median(found), 3),
                    "most": round(max(found), 3),
                    "bar": self.bar,
                }
                for phase, found in self.seconds.items()
                if found
            },
            "red": {name: found[:5] for name, found in red.items()},
        }


def _answered_after(requests: Sequence[LoggedRequest], instant: float) -> list[str | None]:
    """Requests whose whole answer was still taken then."""
    return [
        one.prompt_id for one in requests if one.disconnected_at is None and (one.ended_at or 0.0) > instant
    ]


def run(cancels: Cancels, *, seed: int, times: int, subjects: Sequence[str]) -> None:
    """So many cancels while planning and as many while writing, each of a goal of its own."""
    chance = random.Random(seed)
    goals = iter(f"learn {subject}" for subject in subjects)
    for _ in range(times):
        cancels.cancel_planning(next(goals), delay=chance.uniform(0, _MOST_DELAY_SECONDS))
        cancels.cancel_writing(next(goals), delay=chance.uniform(0, _MOST_DELAY_SECONDS))
