"""Doing a request's effect once, however often it is sent: the answer is stored with the effect."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from pydantic import BaseModel

from milepost.domain.errors import IdempotencyKeyReused
from milepost.domain.ids import OwnerId
from milepost.domain.ports.storage import Stores
from milepost.domain.records import IdempotencyRecord
from milepost.workflow.services import Services

#: Longer than any client goes on repeating a request.
KEPT_FOR = timedelta(days=7)
#: As much as a database keeps.
_LONGEST_ROUTE = 200

Answer = TypeVar("Answer", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks, and what makes two requests the same one."""

    owner_id: OwnerId
    route: str
    body: bytes = field(default=b"", repr=False)
    """Not for any log: it may hold the key of a provider."""
    key: str | None = None
    """The `Idempotency-Key`, where one was sent."""

    @property
    def stored_route(self) -> str:
        """The route as it is kept: its hash where somebody's address is longer than any of ours, or no plain text."""
        if len(self.route) <= _LONGEST_ROUTE and self.route.isprintable():
            return self.route
        return hashlib.sha256(self.route.encode(errors="replace")).hexdigest()

    @property
    def body_hash(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


async def once(
    services: Services,
    request: Request,
    effect: Callable[[Stores], Awaitable[Answer]],
    answer_type: type[Answer],
) -> Answer:
    """The answer of `effect`, run in one transaction; a repeated key gets the stored answer and no effect.

    Raises:
        IdempotencyKeyReused: The key came with another body or call before.
    """
    async with services.database.write() as work:
        if request.key is None:
            return await effect(work)
        record = IdempotencyRecord(
            owner_id=request.owner_id,
            key=request.key,
            route=request.stored_route,
            body_hash=request.body_hash,
            status=200,
            answer="",
            created_at=services.clock.now(),
        )
        # Reserved before the effect: of two at once the second waits here for the first one's answer.
        if not await work.idempotency.reserve(record):
            known = await work.idempotency.find(request.owner_id, request.key)
            assert known is not None
            return answer_type.model_validate_json(_same_request(known, request).answer)
        answer = await effect(work)
        await work.idempotency.keep_answer(request.owner_id, request.key, answer.model_dump_json())
        return answer


async def answered_before(services: Services, request: Request, answer_type: type[Answer]) -> Answer | None:
    """The stored answer of a repeated request, before anything costly is done for it."""
    if request.key is None:
        return None
    async with services.database.read() as work:
        known = await work.idempotency.find(request.owner_id, request.key)
    return answer_type.model_validate_json(_same_request(known, request).answer) if known else None


async def forget_old_answers(services: Services) -> None:
    """Drop answers that nobody will ask for again."""
    async with services.database.write() as work:
        await work.idempotency.forget(services.clock.now() - KEPT_FOR)


def _same_request(known: IdempotencyRecord, request: Request) -> IdempotencyRecord:
    if (known.route, known.body_hash) != (request.stored_route, request.body_hash):
        raise IdempotencyKeyReused
    return known
