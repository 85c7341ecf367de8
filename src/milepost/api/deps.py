"""What a route asks for by its parameters."""

import hashlib
from typing import Annotated

from fastapi import Depends, Header, Query, Request
from pydantic import StringConstraints

from milepost.api.context import ApiContext
from milepost.domain.ids import OwnerId
from milepost.workflow import once
from milepost.workflow.services import Services


def _context(request: Request) -> ApiContext:
    context: ApiContext = request.app.state.context
    return context


def _services(context: Annotated[ApiContext, Depends(_context)]) -> Services:
    return context.services


def _owner(request: Request, context: Annotated[ApiContext, Depends(_context)]) -> OwnerId:
    return context.owner(request.scope)


IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="Any text that is new for each new request; a repeated one gets the first answer again.",
    ),
    StringConstraints(min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$"),
]


async def _once(
    request: Request,
    owner_id: Annotated[OwnerId, Depends(_owner)],
    idempotency_key: IdempotencyKey = None,
) -> once.Request:
    """The request as something that takes effect once."""
    route = f"{request.method} {request.url.path}"
    digest = hashlib.sha256(await request.body()).digest()
    return once.Request(owner_id=owner_id, route=route, body=digest, key=idempotency_key)


Context = Annotated[ApiContext, Depends(_context)]
ServicesOf = Annotated[Services, Depends(_services)]
Owner = Annotated[OwnerId, Depends(_owner)]
Once = Annotated[once.Request, Depends(_once)]
After = Annotated[str | None, Query(max_length=200, description="`next_cursor` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=100)]
