"""Whether this process lives, and whether it can take work."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel

from milepost.api.deps import Context

router = APIRouter(tags=["health"])


class Health(BaseModel):
    status: Literal["ok", "unavailable"]
    version: str


@router.get("/healthz", operation_id="get_health")
async def healthz(context: Context) -> Health:
    """The process answers."""
    return Health(status="ok", version=context.versions["milepost"])


@router.get("/readyz", operation_id="get_readiness", responses={503: {"model": Health}})
async def readyz(context: Context, response: Response) -> Health:
    """The process can take work: it has started, reaches its database and is not shutting down."""
    if await context.is_ready():
        return Health(status="ok", version=context.versions["milepost"])
    response.status_code = 503
    return Health(status="unavailable", version=context.versions["milepost"])
