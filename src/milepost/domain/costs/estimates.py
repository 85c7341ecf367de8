"""What is still to be asked of models, in figures, and what an owner's own requests have taught about them.

Pure: prices and what was seen are arguments. A piece is all that is asked for one unit, or in one part of a plan.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from milepost.domain.costs.parts import PLANNING, SpendPart, part_of, plan_of
from milepost.domain.costs.tokens import likely_tokens
from milepost.domain.costs.usual import (
    CONCEPTS_PER_STAGE,
    FEW_CONCEPTS,
    HOURS_PER_CONCEPT,
    MANY_CONCEPTS,
    USUAL,
    USUAL_CONCEPTS,
    USUAL_WORDS,
)
from milepost.domain.goals import GoalRequest, UnitKind
from milepost.domain.model import Value
from milepost.domain.models import ModelPrice

#: How much a figure may be off to either side, as a share of it: by the usual figures alone, and once enough was seen.
UNSURE, SURE = 0.3, 0.15
#: So many pieces of each part that were seen make a figure sure.
_ENOUGH = 5
#: The usual figures count as much as so many pieces that were seen.
_WEIGHT_OF_USUAL = 1.0
#: Of more pieces only the newest count: models and prompts change.
_MOST_SEEN = 20


class PieceSeen(Value):
    """What one place of one task has taken, all of its requests together."""

    task_id: str
    place: str
    requests: int
    input_tokens: int
    output_tokens: int


class CostEstimate(Value):
    """What requests to one model will probably take, if nothing goes wrong."""

    model: str
    requests: int
    tokens: int
    """Read and written, together."""
    least_tokens: int
    most_tokens: int
    micros: int | None
    """In micro-units of the currency; null where no price is known."""
    least_micros: int | None
    most_micros: int | None
    pieces_seen: int
    """From how many earlier pieces of this owner's with this model it was corrected; 0: from usual figures alone."""


class TaskEstimates(Value):
    """What was said beforehand that a task would take."""

    planning: CostEstimate | None = None
    planning_anew: CostEstimate | None = None
    """Of the plans that were called for by answers, all of them together; none where the first one stands."""
    writing: CostEstimate | None = None


@dataclass(frozen=True, slots=True)
class Pieces:
    """What is expected of one part, all of its pieces together, by the usual figures."""

    part: SpendPart
    requests: float
    input_tokens: float
    output_tokens: float
    extra_words: float = 0.0
    """Tokens of what this learner said beyond what is usual; no model makes more or less of them."""


@dataclass(frozen=True, slots=True)
class _Factors:
    """By how much a model and its owner differ from what is usual."""

    requests: float = 1.0
    input_tokens: float = 1.0
    output_tokens: float = 1.0
    seen: int = 0


def words_of(goal: GoalRequest) -> int:
    """Tokens of what the learner said, which the prompts repeat."""
    said = (goal.goal, goal.background, goal.additional_context, *goal.known)
    return sum(likely_tokens(text) for text in said if text)


def likely_concepts(hours_available: float | None) -> tuple[float, float, float]:
    """How many concepts a roadmap will have: (at least, probably, at most).

    Args:
        hours_available: Until the learner's date; None where there is none.
    """
    if hours_available is None:
        return FEW_CONCEPTS, USUAL_CONCEPTS, MANY_CONCEPTS
    room = max(1.0, hours_available / HOURS_PER_CONCEPT)
    return min(FEW_CONCEPTS, room), min(USUAL_CONCEPTS, room), min(MANY_CONCEPTS, 2 * room)


def planning_pieces(concepts: float, *, words: int) -> list[Pieces]:
    """What a plan of so many concepts takes."""
    stages = max(1.0, concepts / CONCEPTS_PER_STAGE)
    return [
        _planned(part, concepts, stages, words)
        for part in PLANNING
        # Nothing joins the stages of a plan that has one.
        if part in USUAL and (part is not SpendPart.EDGES or stages > 1)
    ]


def writing_pieces(units: Mapping[UnitKind, float], *, words: int) -> list[Pieces]:
    """What so many units of each kind take, all of them written by a model."""
    return [_written(SpendPart(kind.value), count, words) for kind, count in units.items() if count > 0]


def estimate(
    pieces: Sequence[Pieces], *, model: str, price: ModelPrice | None, seen: Sequence[PieceSeen]
) -> CostEstimate:
    """The figures for all of them.

    Args:
        price: None where none is known.
        seen: What earlier pieces with this model have taken, newest first.
    """
    factors = _factors(seen)
    known = [(one, factors.get(one.part, _Factors())) for one in pieces]
    requests = sum(one.requests * by.requests for one, by in known)
    read = sum(one.input_tokens * by.input_tokens + one.extra_words for one, by in known)
    written = sum(one.output_tokens * by.output_tokens for one, by in known)
    counts = [by.seen for _, by in known]
    spread = SURE if counts and min(counts) >= _ENOUGH else UNSURE
    least, likely, most = (
        _amount(read * times, written * times, price) for times in (1 - spread, 1.0, 1 + spread)
    )
    return CostEstimate(
        model=model,
        requests=round(requests),
        tokens=likely[0],
        least_tokens=least[0],
        most_tokens=most[0],
        micros=likely[1],
        least_micros=least[1],
        most_micros=most[1],
        pieces_seen=sum(counts),
    )


def between(least: CostEstimate, likely: CostEstimate, most: CostEstimate) -> CostEstimate:
    """What is likely, within the bounds of what is least and most."""
    return likely.model_copy(
        update={
            "least_tokens": least.least_tokens,
            "least_micros": least.least_micros,
            "most_tokens": most.most_tokens,
            "most_micros": most.most_micros,
        }
    )


def together(one: CostEstimate | None, other: CostEstimate | None) -> CostEstimate | None:
    """Both, where there are two; money is known where it is known of both. The model is that of the later one."""
    if one is None or other is None:
        return other or one
    return CostEstimate(
        model=other.model,
        requests=one.requests + other.requests,
        tokens=one.tokens + other.tokens,
        least_tokens=one.least_tokens + other.least_tokens,
        most_tokens=one.most_tokens + other.most_tokens,
        micros=_added(one.micros, other.micros),
        least_micros=_added(one.least_micros, other.least_micros),
        most_micros=_added(one.most_micros, other.most_micros),
        pieces_seen=max(one.pieces_seen, other.pieces_seen),
    )


def _added(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _planned(part: SpendPart, concepts: float, stages: float, words: int) -> Pieces:
    usual = USUAL[part]
    times = stages if usual.is_per_stage else 1.0
    return Pieces(
        part=part,
        requests=usual.requests * times,
        input_tokens=usual.input_tokens * times
        + usual.input_per_concept * concepts
        + usual.input_per_concept_and_stage * concepts * stages,
        output_tokens=usual.output_tokens * times + usual.output_per_concept * concepts,
        extra_words=usual.repeats_words * times * (words - USUAL_WORDS),
    )


def _written(part: SpendPart, count: float, words: int) -> Pieces:
    usual = USUAL[part]
    return Pieces(
        part=part,
        requests=usual.requests * count,
        input_tokens=usual.input_tokens * count,
        output_tokens=usual.output_tokens * count,
        extra_words=usual.repeats_words * count * (words - USUAL_WORDS),
    )


def _factors(seen: Sequence[PieceSeen]) -> Mapping[SpendPart, _Factors]:
    """What was seen beside what is usual, the usual counting as one piece more."""
    by_part: dict[SpendPart, list[PieceSeen]] = defaultdict(list)
    for one in _whole_pieces(seen):
        by_part[part_of(one.place)].append(one)
    return {
        part: _compared(pieces[:_MOST_SEEN], _one_usual(part))
        for part, pieces in by_part.items()
        if part in USUAL
    }


def _whole_pieces(seen: Iterable[PieceSeen]) -> list[PieceSeen]:
    """One piece for each part of each plan: what was asked for its stages belongs together."""
    joined: dict[tuple[str, str], PieceSeen] = {}
    for one in seen:
        part = part_of(one.place)
        place = f"{part}, plan {plan_of(one.place)}" if part in PLANNING else one.place
        key = (one.task_id, place)
        before = joined.get(key)
        joined[key] = one if before is None else _sum(before, one)
    return list(joined.values())


def _sum(one: PieceSeen, other: PieceSeen) -> PieceSeen:
    return one.model_copy(
        update={
            "requests": one.requests + other.requests,
            "input_tokens": one.input_tokens + other.input_tokens,
            "output_tokens": one.output_tokens + other.output_tokens,
        }
    )


def _one_usual(part: SpendPart) -> Pieces:
    if part in PLANNING:
        return _planned(part, USUAL_CONCEPTS, USUAL_CONCEPTS / CONCEPTS_PER_STAGE, USUAL_WORDS)
    return _written(part, 1.0, USUAL_WORDS)


def _compared(pieces: Sequence[PieceSeen], usual: Pieces) -> _Factors:
    count = len(pieces)

    def factor(total: int, expected: float) -> float:
        return (_WEIGHT_OF_USUAL + total / expected) / (_WEIGHT_OF_USUAL + count)

    return _Factors(
        requests=factor(sum(one.requests for one in pieces), usual.requests),
        input_tokens=factor(sum(one.input_tokens for one in pieces), usual.input_tokens),
        output_tokens=factor(sum(one.output_tokens for one in pieces), usual.output_tokens),
        seen=count,
    )


def _amount(read: float, written: float, price: ModelPrice | None) -> tuple[int, int | None]:
    """(tokens, micro-units), neither below zero."""
    input_tokens, output_tokens = ceil(max(0.0, read)), ceil(max(0.0, written))
    if price is None:
        return input_tokens + output_tokens, None
    micros = price.cost_micros(input_tokens=input_tokens, output_tokens=output_tokens)
    return input_tokens + output_tokens, micros
