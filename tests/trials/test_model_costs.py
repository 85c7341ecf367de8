"""What is said beforehand that a model takes is near what it takes: before the goal is sent, and at the review.

`make eval-costs` is the same with more goals.
"""

import sysconfig
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from milepost.domain.goals import UnitKind
from tests.support.learner import Learner
from tests.support.model_server import ScriptedModelServer, running_model_server
from tests.support.served import clean_environment, served
from trials.model_costs import GOALS, WANTED, choose_model, median_errors, outcomes

COMMAND = Path(sysconfig.get_path("scripts"), "milepost")


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedModelServer]:
    with running_model_server() as server:
        yield server


@pytest.fixture(scope="module")
def learner(tmp_path_factory: pytest.TempPathFactory, model: ScriptedModelServer) -> Iterator[Learner]:
    data = tmp_path_factory.mktemp("costs") / "data"
    with (
        served(COMMAND, data, clean_environment()) as server,
        httpx.Client(base_url=server.url, timeout=60) as http,
    ):
        one = Learner(http, patience_seconds=90)
        choose_model(one, model)
        yield one


def test_estimates_are_near_in_the_median(learner: Learner) -> None:
    found = list(outcomes(learner, GOALS[:3], kinds=[UnitKind.TUTORIAL]))
    errors = median_errors(found)
    assert max(errors.values()) <= WANTED, errors
    assert all(one.is_within for outcome in found for one in outcome.said.values())


def test_the_review_says_what_is_left_out_and_the_receipt_what_was_spent(
    learner: Learner, model: ScriptedModelServer
) -> None:
    model.world.log.clear()
    task = learner.review(goal=GOALS[0], planner="model", preferences={"unit_kinds": ["quiz", "resources"]})
    writing = learner.roadmap(task.roadmap_id)["writing"]
    assert (writing["parts"], writing["from_catalog"]) == (14, 0)
    assert writing["left_out"] == [{"kind": "resources", "why": "no_search", "concepts": 14}]

    learner.decide(task.task_id, approved=True)
    learner.until(task.task_id, "completed")

    billed = sum(one.prompt_tokens + one.output_tokens for one in model.generations)
    cost = learner.get(f"/tasks/{task.task_id}")["cost"]
    assert (cost["tokens"], cost["unpriced_tokens"], cost["unsettled_requests"]) == (billed, billed, 0)
    assert sum(line["tokens"] for line in cost["lines"]) == billed
    assert cost["estimates"]["writing"] == writing["estimate"]
    told = [event["data"] for event in learner.events(task.task_id) if event["type"] == "cost_updated"]
    sums = [one["input_tokens"] + one["output_tokens"] for one in told]
    assert sums == sorted(sums)
    assert sums[-1] == billed
    assert learner.get("/tasks")["items"][0]["cost"]["tokens"] == billed
    assert learner.roadmap(task.roadmap_id)["writing"] is None


def test_what_the_catalog_does_costs_nothing_and_says_so(learner: Learner) -> None:
    task = learner.review()
    writing = learner.roadmap(task.roadmap_id)["writing"]
    assert writing["estimate"] is None
    assert writing["parts"] == writing["from_catalog"] > 0
    assert learner.get(f"/tasks/{task.task_id}")["cost"] is None
    body = {"goal": "learn git and the command line"}
    assert learner.call("POST", "/roadmaps/preview", expect=200, json=body)["preview"]["costs"] is None
