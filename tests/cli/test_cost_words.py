"""What models take, as a terminal says it."""

from typing import Any

from milepost.api.tasks.schemas import TaskCostView
from milepost.cli.generation.costs import estimate, goal_cost, receipt, writing
from milepost.domain.costs.estimates import CostEstimate, TaskEstimates
from milepost.domain.costs.forecasts import LeftOutParts, WritingForecast
from milepost.domain.goals import LeftOut, UnitKind


def make_estimate(**fields: Any) -> CostEstimate:
    return CostEstimate(
        **{
            "model": "small", "requests": 9, "tokens": 12_345, "least_tokens": 8_641, "most_tokens": 16_049,
            "micros": 30_000, "least_micros": 21_000, "most_micros": 39_000, "pieces_seen": 0, **fields,
        }
    )  # fmt: skip


UNPRICED = make_estimate(micros=None, least_micros=None, most_micros=None)


def make_cost(**fields: Any) -> TaskCostView:
    return TaskCostView(
        **{
            "requests": 7, "tokens": 9_900, "input_tokens": 8_000, "output_tokens": 1_900, "micros": 15_600,
            "unpriced_tokens": 0, "unsettled_requests": 0, "unsettled_tokens": 0, "unsettled_micros": 0,
            "anew_tokens": 0, "anew_micros": 0,
            "estimates": TaskEstimates(planning=make_estimate()), "lines": [], **fields,
        }
    )  # fmt: skip


def test_an_estimate_is_a_range_of_two_figures_each() -> None:
    assert estimate(make_estimate()) == "about 8,600 to 16,000 tokens, $0.02 to $0.04"
    assert estimate(make_estimate(least_micros=900, most_micros=4_000)).endswith("tokens, less than $0.01")
    assert estimate(UNPRICED) == "about 8,600 to 16,000 tokens; its price is not known"


def test_writing_is_said_before_the_goal_is_sent_only_where_nobody_is_asked_later() -> None:
    costs = TaskEstimates(planning=make_estimate(), writing=make_estimate(model="large"))
    assert [line.split()[0] for line in goal_cost(costs, writes_at_once=False)] == ["small"]
    assert [line.split()[0] for line in goal_cost(costs, writes_at_once=True)] == ["small", "large"]


def test_what_is_left_out_is_named_with_its_reason() -> None:
    left_out = (LeftOutParts(kind=UnitKind.RESOURCES, why=LeftOut.NO_SEARCH, concepts=14),)
    forecast = WritingForecast(parts=31, from_catalog=3, left_out=left_out, estimate=make_estimate())
    assert list(writing(forecast)) == [
        "31 parts to write, 3 of them from the catalog; small takes about 8,600 to 16,000 tokens, $0.02 to $0.04.",
        "Not written: resources for 14 concepts, because no web search is set up (MILEPOST_SEARCH).",
    ]
    free = WritingForecast(parts=1, from_catalog=1, left_out=(), estimate=None)
    assert list(writing(free)) == ["1 part to write, at no cost."]
    nobody = WritingForecast(parts=3, from_catalog=1, left_out=(), estimate=None)
    assert list(writing(nobody)) == ["3 parts to write; for 2 of them a model is needed, and none is chosen."]


def test_a_receipt_stands_beside_the_estimate() -> None:
    assert receipt(make_cost()) == (
        "Took 9,900 tokens of language models in 7 requests, $0.02; 12,345 were estimated."
    )
    assert receipt(make_cost(micros=0, unpriced_tokens=9_900, estimates=None)) == (
        "Took 9,900 tokens of language models in 7 requests (no price is known)."
    )
    twice = TaskEstimates(planning=make_estimate(), planning_anew=make_estimate())
    assert receipt(make_cost(anew_tokens=4_000, estimates=twice)).endswith(
        "24,690 were estimated. Planning again after answers took 4,000 of them."
    )
    assert receipt(make_cost(unsettled_requests=1, unsettled_tokens=2_500)).endswith(
        "estimated. 1 request more ended without a word of what it took, at most 2,500."
    )
