"""Estimates: what is usual, corrected by what was seen, within bounds that hold it, and never below nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.domain.costs.estimates import (
    CostEstimate,
    Pieces,
    PieceSeen,
    between,
    estimate,
    likely_concepts,
    planning_pieces,
    together,
    words_of,
    writing_pieces,
)
from milepost.domain.costs.parts import SpendPart, part_of, plan_of, spend_place
from milepost.domain.costs.usual import USUAL, USUAL_CONCEPTS, USUAL_WORDS
from milepost.domain.goals import GoalRequest, UnitKind
from milepost.domain.models import ModelPrice

PRICE = ModelPrice(input_micros=1_000_000, output_micros=4_000_000)


def figures(
    pieces: list[Pieces], *, price: ModelPrice | None = PRICE, seen: tuple[PieceSeen, ...] = ()
) -> CostEstimate:
    return estimate(pieces, model="small", price=price, seen=seen)


def quizzes(count: int, *, words: int = USUAL_WORDS) -> list[Pieces]:
    return writing_pieces({UnitKind.QUIZ: count}, words=words)


def quiz_seen(number: int, *, times: float) -> PieceSeen:
    """One that took so many times what is usual."""
    usual = USUAL[SpendPart.QUIZ]
    return PieceSeen(
        task_id="tsk_1",
        place=f"quiz:c{number}",
        requests=3,
        input_tokens=round(usual.input_tokens * times),
        output_tokens=round(usual.output_tokens * times),
    )


def test_units_cost_what_is_usual_where_nothing_was_seen() -> None:
    usual = USUAL[SpendPart.QUIZ]
    found = figures(quizzes(10))
    assert found.tokens == 10 * (usual.input_tokens + usual.output_tokens)
    assert found.micros == 10 * usual.input_tokens + 40 * usual.output_tokens
    assert (found.requests, found.pieces_seen) == (30, 0)


def test_no_price_is_no_amount_and_not_nothing() -> None:
    found = figures(quizzes(1), price=None)
    assert (found.micros, found.least_micros, found.most_micros) == (None, None, None)
    assert found.tokens > 0


@pytest.mark.parametrize(("seen", "times"), [(0, 1.0), (1, 1.5), (3, 1.75), (19, 1.95)])
def test_what_was_seen_counts_the_more_the_more_there_was(seen: int, times: float) -> None:
    earlier = tuple(quiz_seen(number, times=2.0) for number in range(seen))
    assert figures(quizzes(8), seen=earlier).tokens == pytest.approx(
        times * figures(quizzes(8)).tokens, rel=0.01
    )


def test_only_the_newest_pieces_count_and_only_those_of_the_same_kind() -> None:
    newest = [quiz_seen(number, times=1.0) for number in range(20)]
    older = [quiz_seen(number, times=9.0) for number in range(20, 60)]
    other = PieceSeen(
        task_id="tsk_1", place="tutorial:c1", requests=2, input_tokens=10**6, output_tokens=10**6
    )
    assert figures(quizzes(8), seen=(*newest, *older, other)).tokens == figures(quizzes(8)).tokens


def test_bounds_are_nearer_once_enough_was_seen() -> None:
    few = figures(quizzes(8), seen=tuple(quiz_seen(number, times=1.0) for number in range(4)))
    enough = figures(quizzes(8), seen=tuple(quiz_seen(number, times=1.0) for number in range(5)))
    assert enough.most_tokens - enough.least_tokens < few.most_tokens - few.least_tokens


def test_the_stages_of_a_plan_are_one_piece() -> None:
    """Twice as many stages that took as much each are a plan that took twice as much for them."""
    usual = planning_pieces(USUAL_CONCEPTS, words=USUAL_WORDS)
    concepts = next(one for one in usual if one.part is SpendPart.CONCEPTS)
    stages = tuple(
        PieceSeen(
            task_id="tsk_1",
            place=f"concepts:stage-{number}",
            requests=1,
            input_tokens=round(concepts.input_tokens / 4),
            output_tokens=round(concepts.output_tokens / 4),
        )
        for number in range(8)
    )
    assert figures([concepts], seen=stages).tokens == pytest.approx(
        1.5 * figures([concepts]).tokens, rel=0.01
    )


def test_each_plan_of_a_task_is_a_piece_of_its_own_and_two_estimates_are_added() -> None:
    usual = planning_pieces(USUAL_CONCEPTS, words=USUAL_WORDS)
    outline = next(one for one in usual if one.part is SpendPart.OUTLINE)
    plans = tuple(
        PieceSeen(
            task_id="tsk_1",
            place=spend_place("outline", plan=number),
            requests=1,
            input_tokens=round(outline.input_tokens),
            output_tokens=round(outline.output_tokens),
        )
        for number in (1, 2, 3)
    )
    found = figures([outline], seen=plans)
    assert found.tokens == pytest.approx(figures([outline]).tokens, abs=2)
    assert found.pieces_seen == 3
    assert [plan_of(one.place) for one in plans] == [1, 2, 3]
    twice = together(found, figures([outline]))
    assert twice is not None
    assert (twice.tokens, twice.most_micros) == (
        found.tokens + figures([outline]).tokens,
        (found.most_micros or 0) + (figures([outline]).most_micros or 0),
    )
    assert together(None, found) == together(found, None) == found
    unpriced = together(found, figures([outline], price=None))
    assert unpriced is not None
    assert unpriced.micros is None


def test_what_a_learner_says_at_length_stands_in_every_prompt_that_repeats_it() -> None:
    short = GoalRequest(goal="learn to knit")
    long = GoalRequest(goal="learn to knit", background="I " * 2_000, known=("wool",))
    more = words_of(long) - words_of(short)
    repeats = USUAL[SpendPart.TUTORIAL].repeats_words

    def tokens(goal: GoalRequest) -> int:
        return figures(writing_pieces({UnitKind.TUTORIAL: 10}, words=words_of(goal))).tokens

    assert more > 900
    assert tokens(long) - tokens(short) == pytest.approx(10 * repeats * more, rel=0.01)


def test_a_near_date_makes_a_plan_small_and_a_far_one_none_larger_than_usual() -> None:
    assert likely_concepts(None) == likely_concepts(10_000)
    assert likely_concepts(10)[1] == 4
    assert likely_concepts(0.1)[0] >= 0.4


def test_a_plan_of_one_stage_has_nothing_to_join() -> None:
    assert SpendPart.EDGES not in {one.part for one in planning_pieces(4, words=10)}
    assert SpendPart.EDGES in {one.part for one in planning_pieces(30, words=10)}


@pytest.mark.parametrize(
    ("place", "part"),
    [("quiz:a", "quiz"), ("concepts:stage-1", "concepts"), ("intent", "intent"), ("dance:x", "other")],
)
def test_a_place_belongs_to_the_part_it_is_called_after(place: str, part: str) -> None:
    assert part_of(place) == part


@given(
    concepts=st.floats(0.4, 60),
    words=st.integers(0, 20_000),
    seen=st.lists(
        st.builds(
            PieceSeen,
            task_id=st.sampled_from(["a", "b"]),
            place=st.sampled_from(["outline", "concepts:1", "concepts:2", "quiz:1", "tutorial:1", "x"]),
            requests=st.integers(1, 9),
            input_tokens=st.integers(0, 10**7),
            output_tokens=st.integers(0, 10**7),
        ),
        max_size=8,
    ),
)
def test_figures_are_in_order_and_never_below_nothing(
    concepts: float, words: int, seen: list[PieceSeen]
) -> None:
    sizes = (concepts / 2, concepts, concepts * 2)
    least, likely, most = (
        estimate(planning_pieces(size, words=words), model="m", price=PRICE, seen=seen) for size in sizes
    )
    found = between(least, likely, most)
    assert 0 <= found.least_tokens <= found.tokens <= found.most_tokens
    assert found.least_micros is not None
    assert found.micros is not None
    assert found.most_micros is not None
    assert 0 <= found.least_micros <= found.micros <= found.most_micros
