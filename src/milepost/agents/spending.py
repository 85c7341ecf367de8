"""The ledger around requests: the worst case is set aside before one is made, and what it took is put in its place.

A request whose end nobody saw (cut, timed out, cancelled, killed) keeps its worst case: what it cost cannot be known,
and a cap that guesses is none.
"""

from dataclasses import dataclass
from datetime import UTC

from milepost.agents.calls import Asker
from milepost.agents.prices import cost_micros
from milepost.agents.tokens import likely_input_tokens, most_input_tokens
from milepost.agents.wire import WireAnswer, WireRequest
from milepost.domain.costs.parts import spend_place
from milepost.domain.costs.tokens import likely_tokens
from milepost.domain.model_records import Reservation, StoredAnswer
from milepost.domain.models import ModelConfig, Usage
from milepost.domain.ports.models import ModelSettings
from milepost.domain.ports.runtime import Clock, Ids
from milepost.domain.ports.storage import Database

SPEND_PREFIX = "spd"


@dataclass(frozen=True, slots=True)
class Spending:
    database: Database
    settings: ModelSettings
    clock: Clock
    ids: Ids

    async def reserve(self, asker: Asker, config: ModelConfig, request: WireRequest) -> str:
        """Set aside what a request may take at most; the name of the reservation.

        Raises:
            SpendCapReached: A cap would be passed.
        """
        caps = await self.settings.caps(asker.owner)
        now = self.clock.now()
        input_tokens = most_input_tokens(request)
        most = cost_micros(config, input_tokens=input_tokens, output_tokens=request.max_tokens)
        reservation = Reservation(
            spend_id=self.ids.new(SPEND_PREFIX),
            owner_id=asker.owner,
            task_id=asker.task_id,
            place=spend_place(asker.place, plan=asker.plan),
            model=config.model,
            day=now.astimezone(UTC).date(),
            micros=most or 0,
            tokens=input_tokens + request.max_tokens,
            created_at=now,
        )
        async with self.database.write() as work:
            await work.spend.reserve(reservation, caps)
        return reservation.spend_id

    async def settle(self, spend_id: str, usage: Usage, *, answer: StoredAnswer | None = None) -> None:
        """Note what a request took, and with it, in one transaction, the answer that it ended with."""
        async with self.database.write() as work:
            await work.spend.settle(spend_id, usage, now=self.clock.now())
            if answer is not None:
                await work.answers.add(answer)


def usage_of(config: ModelConfig, request: WireRequest, answer: WireAnswer) -> Usage:
    """What a request took, with its cost; where the provider says nothing, what it probably was."""
    usage = answer.usage or Usage(
        input_tokens=likely_input_tokens(request), output_tokens=likely_tokens(answer.text)
    )
    cost = cost_micros(config, input_tokens=usage.input_tokens, output_tokens=usage.output_tokens)
    return usage.model_copy(update={"requests": 1, "cost_micros": cost or 0})
