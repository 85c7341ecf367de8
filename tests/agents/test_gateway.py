"""What the gateway does about failures, wrong answers, stored ones and caps; the wire says what it is told to."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator

import pytest

from milepost.agents.calls import Final, FinalText, Growing, Restarted, TextGrown
from milepost.agents.gateway import Gateway
from milepost.agents.places import LocalPlaces
from milepost.agents.wire import RequestFailed, WireAnswer, WireRequest
from milepost.domain.ids import OwnerId
from milepost.domain.model_errors import (
    ModelAnswerCut,
    ModelAnswerInvalid,
    ModelBusy,
    ModelContextTooSmall,
    ModelFailed,
    ModelFailure,
    ModelKeyRefused,
    ModelUnreachable,
    NoModelConfigured,
    SpendCapReached,
)
from milepost.domain.model_records import Receipt, StoredAnswer
from milepost.domain.models import ModelCaps, ModelConfig, ModelRole, Usage
from milepost.domain.provider_errors import ModelSecretWrong
from milepost.storage.answer_store import SqlAnswerStore
from tests.support.models import (
    PLAN,
    TASK,
    USED,
    USED_MICROS,
    GivenSettings,
    PartialPlan,
    Plan,
    ScriptedWire,
    make_asker,
    plan_call,
    scripted_models,
    text_call,
)
from tests.support.worlds import Storage

GUITAR = Plan(title="Guitar", stages=["Chords", "Songs"])


def failed(failure: ModelFailure, *, is_free: bool = True) -> RequestFailed:
    return RequestFailed(failure, is_free=is_free)


async def receipt(storage: Storage) -> Receipt:
    async with storage.database.read() as work:
        return (await work.spend.receipts([TASK])).get(TASK, Receipt())


async def test_an_answer_is_given_and_put_into_the_ledger(storage: Storage) -> None:
    models = scripted_models(storage)
    assert await models.gateway.ask(plan_call()) == GUITAR
    assert await receipt(storage) == Receipt(
        usage=Usage(input_tokens=100, output_tokens=50, requests=1, cost_micros=USED_MICROS),
    )


async def test_a_stored_answer_is_given_again_without_a_request(storage: Storage) -> None:
    models = scripted_models(storage)
    for _ in range(3):
        assert await models.gateway.ask(plan_call()) == GUITAR
    assert models.requests == 1
    async for item in models.gateway.stream(plan_call(), PartialPlan):
        assert item == Final(GUITAR)
    assert models.requests == 1


async def test_what_is_stored_of_a_text_any_database_keeps(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server may cut a stream between the halves of a sign, and send one that PostgreSQL refuses."""
    kept: list[str] = []

    async def add(_store: object, answer: StoredAnswer) -> None:
        kept.append(answer.answer)

    monkeypatch.setattr(SqlAnswerStore, "add", add)
    models = scripted_models(storage, "Chords \ud83c\udfb8, \x00 and half a sign: \ud83c")
    shown = [item async for item in models.gateway.text(text_call())]
    assert shown[-1] == FinalText("Chords \U0001f3b8,  and half a sign: \ufffd")
    assert kept == ["Chords \U0001f3b8,  and half a sign: \ufffd"]


async def test_of_two_who_ask_the_same_at_once_one_makes_the_request(storage: Storage) -> None:
    models = scripted_models(storage)
    assert await asyncio.gather(*(models.gateway.ask(plan_call()) for _ in range(3))) == [GUITAR] * 3
    assert models.requests == 1


async def test_whoever_waits_asks_where_the_first_gave_up(storage: Storage) -> None:
    has_begun = asyncio.Event()

    class HangsFirst(ScriptedWire):
        async def ask(self, request: WireRequest) -> AsyncGenerator[str | WireAnswer, None]:
            if not has_begun.is_set():
                self.asked.append(request)
                has_begun.set()
                await asyncio.Event().wait()
            async for piece in ScriptedWire.ask(self, request):
                yield piece

    models = scripted_models(storage)
    models.wires["first"] = HangsFirst()
    first, second = (asyncio.create_task(models.gateway.ask(plan_call())) for _ in range(2))
    await has_begun.wait()
    first.cancel()
    assert await second == GUITAR
    assert models.requests == 2


async def test_another_attempt_asks_anew(storage: Storage) -> None:
    models = scripted_models(storage)
    await models.gateway.ask(plan_call())
    await models.gateway.ask(plan_call(asker=make_asker(attempt=2)))
    assert models.requests == 2


async def test_an_answer_of_the_fallback_is_found_again(storage: Storage) -> None:
    down = failed(ModelFailed("first"))
    models = scripted_models(storage, down, fallback=[PLAN])
    await models.gateway.ask(plan_call())
    assert len(models.wires["first"].asked) == 3
    await models.gateway.ask(plan_call())
    assert models.requests == 4


async def test_a_stored_answer_that_breaks_a_rule_of_today_is_asked_anew(storage: Storage) -> None:
    models = scripted_models(storage)
    await models.gateway.ask(plan_call())
    models.wires["first"].replies = ['{"title": "Piano"}']
    found = await models.gateway.ask(
        plan_call(problems=lambda plan: ["No guitars."] if plan.title == "Guitar" else [])
    )
    assert found.title == "Piano"


async def test_a_failure_that_may_pass_is_tried_three_times_with_growing_waits(storage: Storage) -> None:
    models = scripted_models(storage, failed(ModelFailed("first")))
    with pytest.raises(ModelFailed):
        await models.gateway.ask(plan_call())
    assert models.requests == 3
    assert models.slept == [0.5, 1.0]


async def test_a_server_says_when_to_come_back_and_no_later_than_in_a_minute(storage: Storage) -> None:
    busy = [failed(ModelBusy("first", retry_after=seconds)) for seconds in (7.0, 3_600.0)]
    models = scripted_models(storage, *busy, PLAN)
    await models.gateway.ask(plan_call(deadline=120))
    assert models.slept == [7.0, 60.0]


async def test_a_wait_beyond_the_deadline_is_not_begun(storage: Storage) -> None:
    models = scripted_models(storage, failed(ModelBusy("first", retry_after=40)))
    with pytest.raises(ModelBusy):
        await models.gateway.ask(plan_call(deadline=30))
    assert (models.requests, models.slept) == (1, [])


async def test_what_does_not_pass_is_told_at_once_and_no_fallback_is_asked(storage: Storage) -> None:
    models = scripted_models(storage, failed(ModelKeyRefused("first")), fallback=[PLAN])
    with pytest.raises(ModelKeyRefused):
        await models.gateway.ask(plan_call())
    assert models.requests == 1


async def test_a_wrong_answer_is_asked_again_with_what_is_wrong(storage: Storage) -> None:
    models = scripted_models(storage, '{"title": 7}', "Sure! Here it comes.", PLAN)
    assert await models.gateway.ask(plan_call()) == GUITAR
    first, second, third = models.wires["first"].asked
    assert first.corrections == ()
    assert "title: Input should be a valid string" in second.corrections[0].feedback
    assert third.corrections[0].answer == "Sure! Here it comes."
    assert (await receipt(storage)).usage.requests == 3


async def test_rules_of_the_domain_are_told_to_the_model_like_faults_of_form(storage: Storage) -> None:
    models = scripted_models(storage)
    with pytest.raises(ModelAnswerInvalid, match="no songs"):
        await models.gateway.ask(plan_call(problems=lambda _: ["It may have no songs."]))
    assert models.requests == 3


async def test_an_answer_that_ran_out_of_tokens_is_never_taken(storage: Storage) -> None:
    models = scripted_models(storage, WireAnswer(PLAN, USED, is_cut=True))
    with pytest.raises(ModelAnswerCut):
        await models.gateway.ask(plan_call())
    assert models.requests == 3


async def test_no_call_makes_more_than_nine_requests(storage: Storage) -> None:
    down, wrong = failed(ModelFailed("first")), "no"
    models = scripted_models(
        storage, down, wrong, down, wrong, wrong, fallback=[down, wrong, down, wrong, wrong]
    )
    with pytest.raises(ModelAnswerInvalid, match="first"):
        await models.gateway.ask(plan_call())
    assert models.requests == 9


async def test_the_fallback_answers_where_the_model_fails(storage: Storage) -> None:
    models = scripted_models(storage, failed(ModelUnreachable("first")), fallback=[PLAN])
    assert await models.gateway.ask(plan_call()) == GUITAR
    assert [len(wire.asked) for wire in models.wires.values()] == [3, 1]


async def test_a_fallback_whose_key_cannot_be_read_is_left_out(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = GivenSettings.config

    async def unreadable(given: GivenSettings, owner: OwnerId, role: ModelRole) -> ModelConfig | None:
        if role is ModelRole.FALLBACK:
            raise ModelSecretWrong
        return await config(given, owner, role)

    monkeypatch.setattr(GivenSettings, "config", unreadable)
    models = scripted_models(storage, PLAN, fallback=[PLAN])
    assert await models.gateway.ask(plan_call()) == GUITAR


async def test_a_model_that_failed_five_times_in_a_row_is_left_alone(storage: Storage) -> None:
    models = scripted_models(storage, failed(ModelUnreachable("first")))
    for _ in range(3):
        with pytest.raises(ModelUnreachable):
            await models.gateway.ask(plan_call())
    assert models.requests == 5


async def test_without_a_model_nothing_is_asked(storage: Storage) -> None:
    models = scripted_models(storage)
    models.settings.model = None
    with pytest.raises(NoModelConfigured):
        await models.gateway.ask(plan_call())


async def test_what_does_not_fit_into_the_context_is_not_sent(storage: Storage) -> None:
    models = scripted_models(storage, context_tokens=256)
    with pytest.raises(ModelContextTooSmall):
        await models.gateway.ask(plan_call(max_tokens=250))
    assert models.requests == 0


async def test_a_stream_grows_restarts_and_ends(storage: Storage) -> None:
    models = scripted_models(storage, '{"title": "Violin", "stages": 3}', PLAN)
    items = [item async for item in models.gateway.stream(plan_call(), PartialPlan)]
    assert isinstance(items[0], Growing)
    assert items[1:] == [Restarted(2, "model-answer-invalid"), Final(GUITAR)]


async def test_a_text_grows_by_what_is_added(storage: Storage) -> None:
    models = scripted_models(storage, "# Chords\n\nThree are enough.\n")
    items = [item async for item in models.gateway.text(text_call())]
    assert items[0] == TextGrown("# Chords\n\nThre", "# Chords\n\nThre")
    assert items[-1] == FinalText("# Chords\n\nThree are enough.\n")


async def test_signs_that_nobody_sees_are_taken_out_of_texts(storage: Storage) -> None:
    models = scripted_models(storage, "# A\x00B\n\n\u202egnp.exe\n")
    items = [item async for item in models.gateway.text(text_call())]
    assert items[-1] == FinalText("# AB\n\ngnp.exe\n")


async def test_a_cap_stops_before_the_request_that_could_pass_it(storage: Storage) -> None:
    models = scripted_models(storage, caps=ModelCaps(per_task_tokens=2_000))
    answered = 0
    for attempt in range(20):
        with contextlib.suppress(SpendCapReached):
            await models.gateway.ask(plan_call(asker=make_asker(attempt=attempt)))
            answered += 1
    taken = await receipt(storage)
    assert 0 < answered < 20
    assert answered == models.requests == taken.usage.requests
    assert taken.usage.tokens <= 2_000


async def test_requests_at_once_do_not_pass_a_cap_together(storage: Storage) -> None:
    models = scripted_models(storage, caps=ModelCaps(per_day_micros=6_000))
    calls = [models.gateway.ask(plan_call(asker=make_asker(f"unit:{n}"))) for n in range(10)]
    results = await asyncio.gather(*calls, return_exceptions=True)
    answered = [result for result in results if result == GUITAR]
    assert 0 < len(answered) < 10
    assert all(isinstance(one, SpendCapReached) for one in results if one != GUITAR)
    assert (await receipt(storage)).usage.cost_micros <= 6_000


async def test_a_request_whose_end_nobody_saw_keeps_its_worst_case(storage: Storage) -> None:
    cut = failed(ModelAnswerCut("first"), is_free=False)
    models = scripted_models(storage, failed(ModelFailed("first")), cut, PLAN)
    await models.gateway.ask(plan_call())
    taken = await receipt(storage)
    assert (taken.usage.requests, taken.usage.cost_micros, taken.unsettled_requests) == (2, USED_MICROS, 1)
    assert taken.unsettled_tokens > 400


class PairedWire(ScriptedWire):
    """Answers two at a time, and notes how many ask at once."""

    def __init__(self) -> None:
        super().__init__()
        self.most = self.now = 0
        self.pair = asyncio.Barrier(2)

    async def ask(self, request: WireRequest) -> AsyncGenerator[str | WireAnswer, None]:
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await self.pair.wait()
            yield WireAnswer(PLAN, USED)
        finally:
            self.now -= 1


async def test_an_account_has_a_limited_number_of_places(storage: Storage) -> None:
    wire = PairedWire()

    async def connect(_config: ModelConfig) -> ScriptedWire:
        return wire

    gateway = Gateway(
        settings=GivenSettings(),
        database=storage.database,
        clock=storage.clock,
        ids=storage.ids,
        connect=connect,
        places=LocalPlaces(2),
    )
    await asyncio.gather(*(gateway.ask(plan_call(asker=make_asker(f"unit:{n}"))) for n in range(6)))
    assert wire.most == 2
    await gateway.close()
    assert wire.is_closed
