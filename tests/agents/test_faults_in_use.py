"""Every fault where it is met: while a roadmap is planned and while its content is written.

The table of `docs/models.md` says for each what comes of it and with how many requests; this holds it to that at the
planner and at the author, as `test_fault_table.py` does at the gateway. The second table there has the faults that are
none of the wire: what an answer says.
"""

import dataclasses
import re
from collections.abc import AsyncGenerator, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from milepost.agents.calls import Final, FinalText, Growing, ModelCall, Restarted, TextCall, TextGrown
from milepost.agents.connections import Connections
from milepost.agents.gateway import Gateway
from milepost.agents.planning.planner import ModelPlanner
from milepost.agents.writing.model_author import ModelAuthor
from milepost.catalog.concept_graph import CatalogGraph
from milepost.catalog.reading.bounds import understand_uncovered
from milepost.domain.errors import MilepostError
from milepost.domain.goals import GoalRequest
from milepost.domain.ids import LOCAL_OWNER, TaskId
from milepost.domain.ports.planning import Occasion
from tests.agents.test_fault_table import OF_THE_DOMAIN, OF_VALUES, PATIENCE_SECONDS, rows
from tests.agents.test_writing import CONCEPT_NAME, GivenWeb, concept, context
from tests.support.model_server.faults import ALL_FAULTS, FaultPlan, FaultRule
from tests.support.model_server.server import ScriptedModelServer, running_model_server
from tests.support.models import GivenSettings, make_config, noted_waits
from tests.support.small_catalogs import chain, small_catalog
from tests.support.worlds import Storage

TABLE = Path(__file__).parents[2] / "docs" / "models.md"
ROW = re.compile(r"\| `(\w+)`: [^|]+ \| `(\w+)` \| (?:`([a-z-]+)`|(answered)[^|]*) \| (\d) \|$", re.MULTILINE)
BICYCLE = GoalRequest(goal="maintain and repair my own bicycle, 4 hours a week")
TODAY = date(2026, 11, 22)
#: Which requests, by what they are called in the table; those of a guide follow the one for its aims.
QUESTIONS = {
    "outline": {"prompt": "outline"},
    "concepts": {"prompt": "concepts"},
    "edges": {"prompt": "edges"},
    "aims": {"numbers": frozenset({1, 2, 3})},
    "guide": {"numbers": frozenset({2, 3, 4})},
    "quiz": {"prompt": "quiz"},
    "links": {"prompt": "ranking"},
}
OF_A_PLAN = ("outline", "concepts", "edges")

T = TypeVar("T")
P = TypeVar("P")


class Hurried(Gateway):
    """Waits for no model as long as it should: a test waits for all of them."""

    patience = timedelta(seconds=20)

    async def ask(self, call: ModelCall[T]) -> T:
        return await super().ask(dataclasses.replace(call, first_token=self.patience))

    def stream(
        self, call: ModelCall[T], partial: type[P]
    ) -> AsyncGenerator[Growing[P] | Restarted | Final[T], None]:
        return super().stream(dataclasses.replace(call, first_token=self.patience), partial)

    def text(self, call: TextCall) -> AsyncGenerator[TextGrown | Restarted | FinalText, None]:
        return super().text(dataclasses.replace(call, first_token=self.patience))


@dataclasses.dataclass(slots=True)
class Office:
    """A planner and an author over the scripted server, that have met nothing yet."""

    server: ScriptedModelServer
    gateway: Hurried
    planner: ModelPlanner
    author: ModelAuthor
    occasion: Occasion

    async def outcome(self, question: str, fault: str) -> tuple[str, int]:
        """(outcome, requests of one question) with the fault at each request of it."""
        self.server.reset()
        (kind,) = (one for one in ALL_FAULTS if one == fault)
        self.server.set_faults(FaultPlan([FaultRule((kind,), **QUESTIONS[question])]))  # type: ignore[arg-type]  # two kinds of value
        try:
            await (self._plan() if question in OF_A_PLAN else self._write(question))
        except MilepostError as failure:
            outcome = failure.slug
        else:
            outcome = "answered"
        faulty = [request for request in self.server.generations if request.fault == fault]
        if question != "concepts":
            return outcome, len(faulty)
        # Of the stages, which are asked for at once, the one that was asked for most often.
        stages = [request.asked.user for request in faulty if request.asked]
        return outcome, max(map(stages.count, stages))

    async def _plan(self) -> None:
        intent = await self.planner.analyse(BICYCLE, today=TODAY, occasion=self.occasion)
        async for _ in self.planner.design(intent, request=BICYCLE, occasion=self.occasion):
            pass

    async def _write(self, question: str) -> None:
        where = context().model_copy(update={"occasion": self.occasion})
        match question:
            case "aims" | "guide":
                await self.author.tutorial(concept(), where)
            case "quiz":
                await self.author.quiz(concept(), where)
            case _:
                await self.author.resources(concept(), where)


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedModelServer]:
    with running_model_server() as running:
        yield running


@pytest.fixture
def office(server: ScriptedModelServer, wires: Connections, database: Storage) -> Office:
    settings = GivenSettings(model=make_config(server.model, base_url=server.base_url))
    gateway = Hurried(
        settings=settings,
        database=database.database,
        clock=database.clock,
        ids=database.ids,
        connect=wires.wire,
        waits=noted_waits([]),
    )
    web = GivenWeb(f"{CONCEPT_NAME} from the start", f"Exercises on {CONCEPT_NAME}")
    graph = CatalogGraph(small_catalog(chain("topic", 10, hours=2)))
    return Office(
        server,
        gateway,
        ModelPlanner(gateway, settings, graph, understand_uncovered),
        ModelAuthor(gateway, settings, search=web, links=web),
        # A task of its own, so that no stored answer of another test is found.
        Occasion(owner_id=LOCAL_OWNER, task_id=TaskId(database.ids.new("tsk")), attempt=1),
    )


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("fault", sorted(rows()))
async def test_a_fault_of_the_wire_is_the_same_in_a_plan_and_in_what_is_written(
    fault: str, office: Office
) -> None:
    outcome, requests, _ = rows()[fault]
    if outcome == "model-timed-out":
        office.gateway.patience = timedelta(seconds=PATIENCE_SECONDS)

    for question in ("outline", "quiz" if fault in OF_VALUES else "guide"):
        assert await office.outcome(question, fault) == (outcome, requests), question


def told() -> dict[tuple[str, str], tuple[str, int]]:
    """By fault and question, (outcome, requests)."""
    found = ROW.findall(TABLE.read_text("utf-8"))
    return {
        (fault, question): (slug or answered, int(requests))
        for fault, question, slug, answered, requests in found
    }


def test_the_second_table_has_every_fault_of_what_an_answer_says() -> None:
    assert {fault for fault, _ in told()} == OF_THE_DOMAIN
    assert {question for _, question in told()} == set(QUESTIONS)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("fault", "question"), sorted(told()))
async def test_a_fault_of_what_an_answer_says_has_the_outcome_of_the_table(
    fault: str, question: str, office: Office
) -> None:
    assert await office.outcome(question, fault) == told()[fault, question]
