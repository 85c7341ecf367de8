"""Faults of the scripted server over wires that few servers speak have the outcome that `docs/models.md` says."""

import asyncio
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from milepost.agents.calls import Asker, FinalText
from milepost.agents.connections import Connections
from milepost.agents.gateway import Gateway
from milepost.domain.errors import MilepostError
from milepost.domain.model_errors import ModelFailure
from milepost.domain.models import ModelConfig, ProviderKind
from tests.support.model_server.faults import ALL_FAULTS, FaultPlan
from tests.support.model_server.server import ScriptedModelServer, running_model_server
from tests.support.models import (
    GivenSettings,
    Plan,
    make_asker,
    make_config,
    noted_waits,
    plan_call,
    text_call,
)
from tests.support.worlds import Storage

TABLE = Path(__file__).parents[2] / "docs" / "models.md"
ROW = re.compile(r"\| `(\w+)`: [^|]+ \| (?:`([a-z-]+)`|(answered)[^|]*) \| (\d) \| (\w*) ?\|")
#: They break rules of roadmaps, of pages or of quizzes, not of the wire: the gateway knows none of them.
OF_THE_DOMAIN = {
    "cycles", "dangling", "duplicates", "absurd_hours", "hostile_markdown", "injection", "wrong_key",
    "wrong_language",
}  # fmt: skip
#: They are about JSON or tools, which a text has none of.
OF_VALUES = {"fenced", "prose_around", "truncated_json", "wrong_types", "unknown_tool"}
#: What each library of a provider meets in code of its own.
OVER_EACH_WIRE = {
    "401", "404", "429", "529", "context", "quota", "reset_mid_stream", "clean_cut", "bad_sse",
    "error_chunk", "html", "empty_body", "no_choices", "unknown_tool", "refusal", "length", "nul_and_bidi",
}  # fmt: skip
#: What the same fault is in a protocol that says it otherwise.
IN_OTHER_WORDS = {
    (
        "error_chunk",
        ProviderKind.ANTHROPIC,
    ): "model-busy",  # its example of an error in a stream is an overload
    (
        "no_choices",
        ProviderKind.OPENAI_RESPONSES,
    ): "model-answer-invalid",  # a whole answer, with nothing in it
    ("no_choices", ProviderKind.ANTHROPIC): "model-answer-invalid",
}
PATIENCE_SECONDS = 0.15


def rows() -> dict[str, tuple[str, int, str]]:
    """Of each fault (outcome, requests, what then)."""
    found = ROW.findall(TABLE.read_text("utf-8"))
    return {fault: (slug or answered, int(requests), then) for fault, slug, answered, requests, then in found}


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedModelServer]:
    with running_model_server() as running:
        yield running


def config_of(server: ScriptedModelServer, kind: ProviderKind) -> ModelConfig:
    url = server.anthropic_base_url if kind is ProviderKind.ANTHROPIC else server.base_url
    return make_config(server.model, kind=kind, base_url=url)


def gateway_to(config: ModelConfig, wires: Connections, storage: Storage) -> Gateway:
    """A gateway that has met nothing yet."""
    return Gateway(
        settings=GivenSettings(model=config),
        database=storage.database,
        clock=storage.clock,
        ids=storage.ids,
        connect=wires.wire,
        waits=noted_waits([]),
    )


async def outcome_of_value(gateway: Gateway, place: Asker, *, first_token: float) -> str:
    try:
        answer = await gateway.ask(plan_call(asker=place, first_token=first_token))
    except MilepostError as failure:
        return failure.slug
    assert isinstance(answer, Plan)
    return "answered"


async def outcome_of_text(gateway: Gateway, place: Asker, *, first_token: float) -> str:
    try:
        items = [item async for item in gateway.text(text_call(asker=place, first_token=first_token))]
    except MilepostError as failure:
        return failure.slug
    assert isinstance(items[-1], FinalText)
    assert not set(items[-1].text) & set("\x00\u202e")
    return "answered"


def test_the_table_has_every_fault() -> None:
    assert set(rows()) == set(ALL_FAULTS) - OF_THE_DOMAIN
    failures = {kind.slug: kind for kind in ModelFailure.__subclasses__()}
    for outcome, requests, then in rows().values():
        if outcome == "answered":
            assert (requests, then) == (1, "")
        else:
            assert (requests, then) == ((3, "fallback") if failures[outcome].may_pass else (1, "told"))


def cases() -> Iterator[tuple[str, ProviderKind]]:
    """What goes over wires of its own in the protocols that few servers speak.

    Every fault in the one that most speak is met by `test_faults_in_use.py`, in a plan and in what is written.
    """
    for fault in sorted(OVER_EACH_WIRE):
        yield fault, ProviderKind.OPENAI_RESPONSES
        yield fault, ProviderKind.ANTHROPIC


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("fault", "kind"), list(cases()))
async def test_a_fault_has_the_outcome_of_the_table(
    fault: str, kind: ProviderKind, server: ScriptedModelServer, wires: Connections, database: Storage
) -> None:
    outcome, requests, _ = rows()[fault]
    outcome = IN_OTHER_WORDS.get((fault, kind), outcome)
    first_token = PATIENCE_SECONDS if outcome == "model-timed-out" else 20.0
    place = make_asker(f"{fault}:{kind}")
    for ask in (outcome_of_value, outcome_of_text):
        if ask is outcome_of_text and fault in OF_VALUES:
            continue
        gateway = gateway_to(config_of(server, kind), wires, database)
        server.reset()
        server.set_faults(FaultPlan.parse(fault))
        met = await ask(gateway, place, first_token=first_token)
        assert (met, len(server.generations)) == (outcome, requests), ask.__name__


@pytest.mark.asyncio(loop_scope="module")
async def test_cancelling_a_call_ends_its_request_and_nothing_is_asked_afterwards(
    server: ScriptedModelServer, wires: Connections, database: Storage
) -> None:
    server.reset()
    server.set_faults("stall")
    gateway = gateway_to(config_of(server, ProviderKind.OPENAI_COMPATIBLE), wires, database)
    asking = asyncio.create_task(gateway.ask(plan_call(asker=make_asker("cancelled"))))
    await server.until(bool)
    asking.cancel()
    cancelled_at = time.time()
    with pytest.raises(asyncio.CancelledError):
        await asking
    await server.until(lambda requests: requests[0].disconnected_at is not None)
    (request,) = server.generations
    assert request.disconnected_at is not None
    assert request.disconnected_at - cancelled_at < 0.3
