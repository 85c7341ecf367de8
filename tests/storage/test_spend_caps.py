"""Whatever becomes of requests, and however many are made at once, neither the ledger nor the bill passes a cap."""

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from milepost.agents.gateway import Gateway
from milepost.agents.tokens import likely_input_tokens
from milepost.agents.wire import RequestFailed, WireAnswer, WireRequest
from milepost.domain.ids import TaskId
from milepost.domain.model_errors import ModelAnswerCut, ModelBusy, ModelFailed, ModelFailure, SpendCapReached
from milepost.domain.models import ModelCaps, ModelConfig, Usage
from tests.support.models import PLAN, PRICE, GivenSettings, make_asker, make_config, noted_waits, plan_call
from tests.support.worlds import Storage

TASKS = ("tsk_1", "tsk_2", "tsk_3")
WAVES, CALLS_AT_ONCE = 6, 6


@dataclass(slots=True)
class Provider:
    """Answers at random, and bills for whatever it has begun to write; implements `Wire`."""

    rng: random.Random
    bill: Counter[str] = field(default_factory=Counter)
    """Tokens and micro-units, by the task whose name stands in the prompt, and in all for each day."""
    day: str = ""

    async def ask(self, request: WireRequest) -> AsyncGenerator[str | WireAnswer, None]:
        outcome = self.rng.choice(["answered", "answered", "wrong", "busy", "failed", "cut", "hangs"])
        if outcome in {"busy", "failed"}:
            kind: type[ModelFailure] = ModelBusy if outcome == "busy" else ModelFailed
            raise RequestFailed(kind("first"), is_free=True)
        written = self.rng.choice([1, 50, request.max_tokens])
        usage = Usage(input_tokens=likely_input_tokens(request), output_tokens=written, requests=1)
        self._charge(request, usage)
        await asyncio.sleep(0)
        yield PLAN[:5]
        if outcome == "cut":
            raise RequestFailed(ModelAnswerCut("first"), is_free=False)
        if outcome == "hangs":
            await asyncio.Event().wait()
        yield WireAnswer(PLAN if outcome == "answered" else '{"title": 5', usage)

    def _charge(self, request: WireRequest, usage: Usage) -> None:
        task_id = request.user.rsplit(" ", 1)[-1]
        micros = PRICE.cost_micros(input_tokens=usage.input_tokens, output_tokens=usage.output_tokens)
        for whose in (task_id, self.day):
            self.bill[f"{whose} tokens"] += usage.tokens
            self.bill[f"{whose} micros"] += micros

    async def list_models(self) -> Sequence[str]:
        return []

    async def close(self) -> None:
        pass


async def call_and_perhaps_cancel(gateway: Gateway, task_id: str, place: str, *, cancel: bool) -> None:
    """One call, which ends by itself or is given up, as a cancelled task and a killed process give theirs up."""
    call = plan_call(asker=make_asker(place, task_id=task_id))
    asked = replace(call, prompt=replace(call.prompt, user=f"Plan {task_id}"))
    asking = asyncio.create_task(gateway.ask(asked))
    done, _ = await asyncio.wait([asking], timeout=0.01 if cancel else 0.15)
    if not done:
        asking.cancel()
    with contextlib.suppress(ModelFailure, SpendCapReached, asyncio.CancelledError):
        await asking


@pytest.mark.parametrize("seed", range(4))
async def test_no_cap_is_passed_by_requests_at_once_by_failures_and_by_restarts(
    storage: Storage, seed: int
) -> None:
    rng = random.Random(seed)
    caps = ModelCaps(
        per_task_tokens=rng.choice([None, 2_500, 8_000]),
        per_day_tokens=rng.choice([6_000, 20_000]),
        per_task_micros=rng.choice([None, 6_000, 20_000]),
        per_day_micros=rng.choice([None, 12_000, 50_000]),
    )
    provider = Provider(rng)

    async def connect(_config: ModelConfig) -> Provider:
        return provider

    def process() -> Gateway:
        return Gateway(
            settings=GivenSettings(model=make_config(), limits=caps),
            database=storage.database,
            clock=storage.clock,
            ids=storage.ids,
            connect=connect,
            waits=noted_waits([]),
        )

    processes = [process(), process()]
    for wave in range(WAVES):
        provider.day = f"day {storage.clock.now():%F}"
        calls = [
            call_and_perhaps_cancel(
                rng.choice(processes), rng.choice(TASKS), f"{wave}:{number}", cancel=rng.random() < 0.3
            )
            for number in range(CALLS_AT_ONCE)
        ]
        await asyncio.gather(*calls)
        await check(storage, caps, provider)
        if rng.random() < 0.4:
            processes[rng.randrange(2)] = process()  # as after a kill: it knows nothing of what was under way
        if rng.random() < 0.3:
            storage.clock.advance(timedelta(days=1))
    assert sum(provider.bill.values()) > 0


async def check(storage: Storage, caps: ModelCaps, provider: Provider) -> None:
    """Nothing passes a cap, and nothing was billed that the ledger does not have."""
    async with storage.database.read() as work:
        receipts = await work.spend.receipts([TaskId(task_id) for task_id in TASKS])
    for task_id, receipt in receipts.items():
        tokens = receipt.usage.tokens + receipt.unsettled_tokens
        micros = receipt.usage.cost_micros + receipt.unsettled_micros
        assert provider.bill[f"{task_id} tokens"] <= tokens
        assert provider.bill[f"{task_id} micros"] <= micros
        assert tokens <= (caps.per_task_tokens or tokens)
        assert micros <= (caps.per_task_micros or micros)
    assert provider.bill[f"{provider.day} tokens"] <= (caps.per_day_tokens or 10**9)
    assert provider.bill[f"{provider.day} micros"] <= (caps.per_day_micros or 10**9)
