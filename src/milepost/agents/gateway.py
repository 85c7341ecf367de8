"""The one way to language models: from a prompt and a shape to a value that is valid, stored, and paid for once.

Nobody else names a library of models. What is asked has a place in a task; an answer that is stored for that place is
given again without a request, so a run that is repeated after a crash pays for nothing twice.
"""

import asyncio
import contextlib
import hashlib
import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import TypeVar

import structlog
from pydantic import TypeAdapter

from milepost.agents.answers import Reader, TextReader, Unusable, ValueReader, growing_value
from milepost.agents.asking import Accepted, Question, Waits, ask_one_model
from milepost.agents.calls import (
    Final,
    FinalText,
    Growing,
    ModelCall,
    Restarted,
    TextCall,
    TextGrown,
)
from milepost.agents.connections import Connections
from milepost.agents.loading import connect_on_demand
from milepost.agents.places import LocalPlaces
from milepost.agents.requests import Requested, Requests
from milepost.agents.spending import Spending
from milepost.agents.turns import Turns
from milepost.agents.wire import Connect, RequestFailed
from milepost.domain.errors import MilepostError
from milepost.domain.ids import OwnerId
from milepost.domain.model_errors import ModelFailure, NoModelConfigured
from milepost.domain.model_records import AnswerKey, StoredAnswer
from milepost.domain.models import ModelConfig, ModelRole
from milepost.domain.ports.models import ModelSettings, RequestPlaces
from milepost.domain.ports.runtime import Clock, Ids
from milepost.domain.ports.storage import Database
from milepost.domain.provider_errors import ModelSecretMissing, ModelSecretWrong

log = structlog.get_logger("milepost.models")

T = TypeVar("T")
P = TypeVar("P")

#: How often what has come of an answer is shown.
_SHOW_SECONDS = 0.25


class Gateway:
    def __init__(
        self,
        *,
        settings: ModelSettings,
        database: Database,
        clock: Clock,
        ids: Ids,
        connect: Connect = connect_on_demand,
        places: RequestPlaces | None = None,
        waits: Waits | None = None,
    ) -> None:
        """`places` limit the requests under way with one provider and key; those of this process if not given."""
        self._settings = settings
        self._database = database
        self._clock = clock
        self._waits = waits or Waits()
        self._connections = Connections(connect, places or LocalPlaces())
        self._spending = Spending(database=database, settings=settings, clock=clock, ids=ids)
        self._requests = Requests(self._connections, self._spending)
        self._turns = Turns()

    async def ask(self, call: ModelCall[T]) -> T:
        """The answer.

        Raises:
            ModelFailure: No model gives one that is valid.
            NoModelConfigured, SpendCapReached: No request is possible, or no further one.
        """
        items = self._answers(_value_question(call), call.role)
        async with aclosing(items):
            async for item in items:
                if isinstance(item, Final):
                    return item.value
        raise AssertionError("An answer ends with its value.")

    async def stream(
        self, call: ModelCall[T], partial: type[P]
    ) -> AsyncGenerator[Growing[P] | Restarted | Final[T], None]:
        """The answer as it is written, and at last the answer. Raises what `ask` raises.

        Whoever may stop reading in the middle closes the iterator (`contextlib.aclosing`): that ends the request.

        Args:
            partial: A shape in which everything may be missing.
        """
        adapter = TypeAdapter(partial)
        text = ""
        shown: P | None = None
        pace = _Pace()
        items = self._answers(_value_question(call), call.role)
        async with aclosing(items):
            async for item in items:
                if not isinstance(item, str):
                    text, shown = "", None
                    yield item
                    continue
                text += item
                if not item or not pace.is_due():
                    continue
                value = growing_value(text, adapter)
                if value is not None and value != shown:
                    shown = value
                    yield Growing(value)

    async def text(self, call: TextCall) -> AsyncGenerator[TextGrown | Restarted | FinalText, None]:
        """A text as it is written, and at last the text. Close it like `stream`; raises what `ask` raises."""
        question = Question(
            asker=call.asker,
            prompt=call.prompt,
            reader=TextReader(call.problems),
            max_tokens=call.max_tokens,
            deadline=call.deadline,
            first_token=call.first_token,
        )
        text, shown = "", 0
        pace = _Pace()
        items = self._answers(question, call.role)
        async with aclosing(items):
            async for item in items:
                if isinstance(item, Final):
                    yield FinalText(item.value)
                elif isinstance(item, Restarted):
                    text, shown = "", 0
                    yield item
                else:
                    text += item
                    if item and pace.is_due():
                        yield TextGrown(text, text[shown:])
                        shown = len(text)

    async def warm_up(self, owner: OwnerId) -> None:
        """Load the libraries of the models that an owner has chosen, and open the ways to them; nothing is sent.

        What is in the way of that is said by the first request that meets it.
        """
        for role in ModelRole:
            with contextlib.suppress(RequestFailed, MilepostError):
                if (config := await self._settings.config(owner, role)) is not None:
                    await self._connections.wire(config)

    async def close(self) -> None:
        """Close the connections; nobody may be asking."""
        await self._connections.close()

    async def _answers(
        self, question: Question[T], role: ModelRole
    ) -> AsyncGenerator[str | Restarted | Final[T], None]:
        """The stored answer, else that of the model of the role, else that of the fallback."""
        models = await self._models(question.asker.owner, role)
        keys = [_key(question, config) for config in models]
        # Of two who ask the same at once, the second finds stored what the first was given.
        async with self._turns.at(keys[0]):
            stored = await self._stored(keys, question.reader)
            if stored is not None:
                yield stored
                return
            answers = self._ask(question, models, keys)
            async with aclosing(answers):
                async for item in answers:
                    yield item

    async def _ask(
        self, question: Question[T], models: Sequence[ModelConfig], keys: Sequence[AnswerKey]
    ) -> AsyncGenerator[str | Restarted | Final[T], None]:
        """The answer of the first of these models that gives one, and it is stored."""
        requested = Requested()
        met: ModelFailure | None = None
        for config, key in zip(models, keys, strict=True):
            if met is not None:
                log.info("model_fallback", model=config.model, after=met.slug)
                yield Restarted(requested.made + 1, met.slug)
            items = ask_one_model(question, config, self._requests, requested, self._waits)
            try:
                async with aclosing(items):
                    async for item in items:
                        if isinstance(item, Accepted):
                            await self._store(key, item)
                            yield Final(item.value)
                            return
                        yield item
            except ModelFailure as failure:
                # What is told in the end is what became of the model that was chosen.
                met = met or failure
                if not met.may_pass or requested.is_spent:
                    raise met from None
        assert met is not None
        raise met

    async def _models(self, owner: OwnerId, role: ModelRole) -> Sequence[ModelConfig]:
        """Whom to ask, and whom then."""
        chosen = await self._settings.config(owner, role)
        if chosen is None:
            raise NoModelConfigured(role.value)
        try:
            fallback = await self._settings.config(owner, ModelRole.FALLBACK)
        except (ModelSecretMissing, ModelSecretWrong) as error:
            # It may never be needed; where it is, its absence is told by the failure of the model that was chosen.
            log.warning("fallback_left_out", reason=error.slug)
            fallback = None
        return [chosen] if fallback is None or fallback == chosen else [chosen, fallback]

    async def _stored(self, keys: Sequence[AnswerKey], reader: Reader[T]) -> Final[T] | None:
        async with self._database.read() as work:
            found = [answer for key in keys if (answer := await work.answers.find(key)) is not None]
        for answer in found:
            try:
                return Final(reader.read(answer.answer))
            except Unusable:
                log.warning("stored_answer_refused", task=answer.key.task_id, place=answer.key.place)
        return None

    async def _store(self, key: AnswerKey, accepted: Accepted[T]) -> None:
        answer = StoredAnswer(
            key=key, answer=accepted.text, usage=accepted.total, created_at=self._clock.now()
        )
        await self._spending.settle(accepted.spend_id, accepted.last, answer=answer)


class _Pace:
    """When to show something again."""

    def __init__(self) -> None:
        self._time = asyncio.get_running_loop().time
        self._next = 0.0

    def is_due(self) -> bool:
        if self._time() < self._next:
            return False
        self._next = self._time() + _SHOW_SECONDS
        return True


def _value_question(call: ModelCall[T]) -> Question[T]:
    return Question(
        asker=call.asker,
        prompt=call.prompt,
        reader=ValueReader(call.output, call.problems),
        max_tokens=call.max_tokens,
        deadline=call.deadline,
        first_token=call.first_token,
    )


def _key(question: Question[T], config: ModelConfig) -> AnswerKey:
    asker, prompt = question.asker, question.prompt
    schema = json.dumps(question.reader.schema, sort_keys=True)
    sent = f"{prompt.system}\x00{prompt.user}\x00{schema}"
    return AnswerKey(
        owner_id=asker.owner,
        task_id=asker.task_id,
        place=asker.place,
        attempt=asker.attempt,
        number=asker.number,
        prompt_hash=prompt.hash,
        input_hash=hashlib.sha256(sent.encode()).hexdigest(),
        model=f"{config.provider_id}:{config.model}",
    )
