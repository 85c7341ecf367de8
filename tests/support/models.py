"""Models for tests: settings that are given, calls with defaults, and a wire that says what it is told to."""

from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from pydantic import BaseModel

from milepost.agents.asking import Waits
from milepost.agents.calls import Asker, ModelCall, Prompt, TextCall, no_problems
from milepost.agents.gateway import Gateway
from milepost.agents.wire import RequestFailed, WireAnswer, WireRequest
from milepost.domain.ids import LOCAL_OWNER, OwnerId, TaskId
from milepost.domain.model_records import AnswerKey, StoredAnswer
from milepost.domain.models import (
    ModelCaps,
    ModelConfig,
    ModelPrice,
    ModelRole,
    OutputMode,
    ProviderKind,
    Usage,
)
from tests.support.records import NOON
from tests.support.worlds import Storage

TASK = TaskId("tsk_1")
#: A dollar for a million tokens read, four for as many written.
PRICE = ModelPrice(input_micros=1_000_000, output_micros=4_000_000)


class Plan(BaseModel):
    """What the tests ask for."""

    title: str
    stages: list[str] = []


class PartialPlan(BaseModel):
    title: str | None = None
    stages: list[str] | None = None


PLAN = '{"title": "Guitar", "stages": ["Chords", "Songs"]}'


def make_config(
    model: str = "first", *, kind: ProviderKind = ProviderKind.OPENAI_COMPATIBLE, **fields: object
) -> ModelConfig:
    return ModelConfig.model_validate(
        {
            "provider_id": f"prv_{model}",
            "kind": kind,
            "base_url": "http://127.0.0.1:9/v1",
            "model": model,
            "output_mode": OutputMode.TOOL,
            "price": PRICE,
            **fields,
        }
    )


@dataclass(slots=True)
class GivenSettings:
    """Implements `ModelSettings`: one model for all roles, perhaps a fallback, perhaps caps."""

    model: ModelConfig | None = field(default_factory=make_config)
    fallback: ModelConfig | None = None
    limits: ModelCaps = field(default_factory=ModelCaps)

    async def config(self, _owner: OwnerId, role: ModelRole) -> ModelConfig | None:
        return self.fallback if role is ModelRole.FALLBACK else self.model

    async def caps(self, _owner: OwnerId) -> ModelCaps:
        return self.limits


def make_prompt(prompt_id: str = "outline", user: str = "Plan: learn the guitar.") -> Prompt:
    system = f"You plan roadmaps for learners.\n\nTask: {prompt_id}"
    return Prompt(prompt_id=prompt_id, version=1, hash="a" * 64, system=system, user=user)


def make_asker(place: str = "outline", *, attempt: int = 1, task_id: str = TASK) -> Asker:
    return Asker(owner=LOCAL_OWNER, task_id=TaskId(task_id), place=place, attempt=attempt)


def plan_call(
    *,
    asker: Asker | None = None,
    problems: Callable[[Plan], Sequence[str]] = no_problems,
    max_tokens: int = 400,
    deadline: float = 30,
    first_token: float = 30,
) -> ModelCall[Plan]:
    return ModelCall(
        asker=asker or make_asker(),
        role=ModelRole.PLANNER,
        prompt=make_prompt(),
        output=Plan,
        max_tokens=max_tokens,
        problems=problems,
        deadline=timedelta(seconds=deadline),
        first_token=timedelta(seconds=first_token),
    )


def text_call(
    *, asker: Asker | None = None, max_tokens: int = 2_000, deadline: float = 30, first_token: float = 30
) -> TextCall:
    return TextCall(
        asker=asker or make_asker("tutorial:topic.c1"),
        role=ModelRole.AUTHOR,
        prompt=make_prompt("tutorial", "Write about chords of the guitar."),
        max_tokens=max_tokens,
        deadline=timedelta(seconds=deadline),
        first_token=timedelta(seconds=first_token),
    )


Reply = str | WireAnswer | RequestFailed
"""A text is an answer, in two pieces, with usage."""


@dataclass(slots=True)
class ScriptedWire:
    """Implements `Wire`: gives one reply after the other, and the last one again and again."""

    replies: Sequence[Reply] = (PLAN,)
    asked: list[WireRequest] = field(default_factory=list)
    is_closed: bool = False

    async def ask(self, request: WireRequest) -> AsyncGenerator[str | WireAnswer, None]:
        reply = self.replies[min(len(self.asked), len(self.replies) - 1)]
        self.asked.append(request)
        if isinstance(reply, RequestFailed):
            raise reply
        answer = WireAnswer(reply, USED) if isinstance(reply, str) else reply
        half = len(answer.text) // 2
        yield answer.text[:half]
        yield answer.text[half:]
        yield answer

    async def list_models(self) -> Sequence[str]:
        return ["first"]

    async def close(self) -> None:
        self.is_closed = True


USED = Usage(input_tokens=100, output_tokens=50, requests=1)
#: 100 tokens read and 50 written, at `PRICE`.
USED_MICROS = 300


@dataclass(slots=True)
class ScriptedModels:
    """A gateway over scripted wires, with what it has slept."""

    gateway: Gateway
    settings: GivenSettings
    wires: dict[str, ScriptedWire]
    slept: list[float]

    @property
    def requests(self) -> int:
        return sum(len(wire.asked) for wire in self.wires.values())


def scripted_models(
    storage: Storage,
    *replies: Reply,
    fallback: Sequence[Reply] = (),
    caps: ModelCaps | None = None,
    context_tokens: int | None = None,
) -> ScriptedModels:
    """A gateway whose model `first` replies so, and whose fallback `second`, if it replies at all, so."""
    wires = {"first": ScriptedWire(replies or (PLAN,)), "second": ScriptedWire(fallback or (PLAN,))}
    settings = GivenSettings(
        model=make_config(context_tokens=context_tokens),
        fallback=make_config("second") if fallback else None,
        limits=caps or ModelCaps(),
    )
    slept: list[float] = []

    async def connect(of: ModelConfig) -> ScriptedWire:
        return wires[of.model]

    gateway = Gateway(
        settings=settings,
        database=storage.database,
        clock=storage.clock,
        ids=storage.ids,
        connect=connect,
        waits=noted_waits(slept),
    )
    return ScriptedModels(gateway, settings, wires, slept)


def noted_waits(slept: list[float]) -> Waits:
    """Waits that take no time and are noted; each as long as it is on average."""

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    return Waits(random=lambda: 0.5, sleep=sleep)


def make_key(**fields: Any) -> AnswerKey:
    return AnswerKey(
        **{
            "owner_id": LOCAL_OWNER,
            "task_id": TaskId("tsk_1"),
            "place": "outline",
            "attempt": 1,
            "number": 0,
            "prompt_hash": "p" * 64,
            "input_hash": "i" * 64,
            "model": "prv_1:small",
            **fields,
        }
    )


def make_answer(text: str = '{"title": "Gitarre \U0001f3b8"}', **key: Any) -> StoredAnswer:
    return StoredAnswer(key=make_key(**key), answer=text, usage=Usage(requests=2), created_at=NOON)
