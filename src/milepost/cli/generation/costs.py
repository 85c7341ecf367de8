"""What models will take and have taken, in words."""

from collections.abc import Iterator

from milepost.api.tasks.schemas import TaskCostView
from milepost.cli.generation.wording import count
from milepost.domain.costs.estimates import CostEstimate, TaskEstimates
from milepost.domain.costs.forecasts import WritingForecast
from milepost.domain.goals import LeftOut
from milepost.domain.models import TOKENS_PER_PRICE

_WHY = {
    LeftOut.NO_MODEL: "the catalog does not have it, and no model is chosen",
    LeftOut.NO_SEARCH: "no web search is set up (MILEPOST_SEARCH)",
}


def goal_cost(costs: TaskEstimates, *, writes_at_once: bool) -> Iterator[str]:
    """What a goal will take that a model plans; of the writing too where nobody is asked before it."""
    if costs.planning is not None:
        yield f"{costs.planning.model} designs it: {estimate(costs.planning)}."
    if writes_at_once and costs.writing is not None:
        yield f"{costs.writing.model} writes what the catalog does not have: {estimate(costs.writing)}."


def writing(forecast: WritingForecast) -> Iterator[str]:
    """What an approval would have written, what it would not, and what it would take."""
    parts = f"{count(forecast.parts, 'part')} to write"
    without_model = forecast.parts - forecast.from_catalog
    if forecast.estimate is None and without_model:
        yield f"{parts}; for {without_model} of them a model is needed, and none is chosen."
    elif forecast.estimate is None:
        yield f"{parts}, at no cost."
    else:
        free = f", {forecast.from_catalog} of them from the catalog" if forecast.from_catalog else ""
        yield f"{parts}{free}; {forecast.estimate.model} takes {estimate(forecast.estimate)}."
    for one in forecast.left_out:
        yield f"Not written: {one.kind} for {count(one.concepts, 'concept')}, because {_WHY[one.why]}."


def estimate(of: CostEstimate) -> str:
    """`about 8,600 to 16,000 tokens, $0.02 to $0.04`."""
    tokens = f"about {_rounded(of.least_tokens)} to {_rounded(of.most_tokens)} tokens"
    if of.least_micros is None or of.most_micros is None:
        return f"{tokens}; its price is not known"
    least, most = _money(of.least_micros), _money(of.most_micros)
    return f"{tokens}, {least if least == most else f'{least} to {most}'}"


def receipt(cost: TaskCostView) -> str:
    """What a task has taken, beside what was said."""
    took = f"Took {cost.tokens:,} tokens of language models in {count(cost.requests, 'request')}"
    if cost.micros:
        took += f", {_money(cost.micros)}"
    if 0 < cost.unpriced_tokens < cost.tokens:
        took += f" (of {cost.unpriced_tokens:,} tokens no price is known)"
    elif cost.unpriced_tokens:
        took += " (no price is known)"
    estimates = cost.estimates or TaskEstimates()
    of_all = (estimates.planning, estimates.planning_anew, estimates.writing)
    said = sum(one.tokens for one in of_all if one is not None)
    if said:
        took += f"; {said:,} were estimated"
    if cost.anew_tokens:
        took += f". Planning again after answers took {cost.anew_tokens:,} of them"
    if cost.unsettled_requests:
        took += (
            f". {count(cost.unsettled_requests, 'request')} more ended without a word of what it took, "
            f"at most {cost.unsettled_tokens:,}"
        )
    return f"{took}."


def _rounded(tokens: int) -> str:
    """To two figures: more would promise what nobody knows."""
    step = 10 ** max(0, len(str(tokens)) - 2)
    return f"{round(tokens / step) * step:,}"


def _money(micros: int) -> str:
    dollars = micros / TOKENS_PER_PRICE
    if micros and dollars < 0.01:
        return "less than $0.01"
    return f"${dollars:,.2f}"
