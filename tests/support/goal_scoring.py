"""How well the matcher answers the goal set: one outcome for each sentence, and totals of them."""

from collections.abc import Iterable
from datetime import date
from statistics import median
from time import perf_counter
from typing import Literal, NamedTuple

from milepost.catalog.graph import Catalog
from milepost.catalog.matching.analysis import analyse
from milepost.domain.errors import GoalAmbiguous, GoalNotCovered
from milepost.domain.goals import GoalRequest
from tests.support.goal_set import GoalCase

#: Some sentences name dates; from this day on all of them lie ahead.
TODAY = date(2026, 11, 22)

Answer = Literal["accepted", "asked", "refused"]


class Outcome(NamedTuple):
    """What the catalog answered to one sentence."""

    case: GoalCase
    answer: Answer
    goals: tuple[str, ...]
    """The goals accepted or asked about; for a refusal none."""
    homes: tuple[str, ...]
    """When only concepts were accepted, the goals whose fields they are of."""
    milliseconds: float

    @property
    def is_right(self) -> bool:
        """Whether the first answer is a fair one; asking is no answer, and neither does it refuse."""
        if self.case.kind == "foreign":
            return self.answer == "refused"
        return self.answer == "accepted" and self.case.accepts(self.goals or self.homes)

    @property
    def is_narrow(self) -> bool:
        """Whether the answer is a plan for the concepts that were named, and for no whole goal."""
        return self.answer == "accepted" and not self.goals

    @property
    def is_asked_well(self) -> bool:
        """Whether a question was asked to which the right answer is among those offered."""
        return self.answer == "asked" and bool(self.case.goals) and self.case.goals <= set(self.goals)


class Totals(NamedTuple):
    """Outcomes, counted."""

    in_scope: int
    right: int
    """Right at the first answer, narrow ones included."""
    narrow: int
    """Of these, plans for concepts of the goal and not for the whole of it."""
    asked_well: int
    foreign: int
    refused: int
    median_milliseconds: float
    worst_milliseconds: float


def outcome_of(catalog: Catalog, case: GoalCase) -> Outcome:
    """Ask the catalog as the page does, with nothing but the sentence."""
    before = perf_counter()
    answer, goals, concepts = _ask(catalog, case.sentence)
    milliseconds = 1000 * (perf_counter() - before)
    homes = () if goals else tuple(dict.fromkeys(catalog.home_of(one) or "none" for one in concepts))
    return Outcome(case, answer, goals, homes, milliseconds)


def _ask(catalog: Catalog, sentence: str) -> tuple[Answer, tuple[str, ...], tuple[str, ...]]:
    try:
        preview = analyse(catalog, GoalRequest(goal=sentence), TODAY)
    except GoalAmbiguous as asked:
        return "asked", tuple(goal_id for goal_id, _ in asked.candidates), ()
    except GoalNotCovered:
        return "refused", (), ()
    return "accepted", tuple(goal.goal_id for goal in preview.goals), preview.intent.named


def totals_of(outcomes: Iterable[Outcome]) -> Totals:
    """Counts over at least one outcome."""
    everything = list(outcomes)
    in_scope = [one for one in everything if one.case.kind != "foreign"]
    foreign = [one for one in everything if one.case.kind == "foreign"]
    times = [one.milliseconds for one in everything]
    return Totals(
        in_scope=len(in_scope),
        right=sum(one.is_right for one in in_scope),
        narrow=sum(one.is_right and one.is_narrow for one in in_scope),
        asked_well=sum(one.is_asked_well for one in in_scope),
        foreign=len(foreign),
        refused=sum(one.is_right for one in foreign),
        median_milliseconds=median(times),
        worst_milliseconds=max(times),
    )
