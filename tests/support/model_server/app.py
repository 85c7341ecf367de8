"""The addresses of the server: the three protocols, the list of models, and a few pages to fetch."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from tests.support.model_server import refusals
from tests.support.model_server.endpoint import ModelEndpoint
from tests.support.model_server.pages import page_of
from tests.support.model_server.protocols.chat_completions import ChatCompletions
from tests.support.model_server.protocols.messages import Messages
from tests.support.model_server.protocols.protocol import openai_error
from tests.support.model_server.protocols.responses import Responses
from tests.support.model_server.requests import Json
from tests.support.model_server.world import World

_RELEASED = "2026-09-21T12:00:00Z"


def create_app(world: World) -> Starlette:
    async def models(request: Request) -> JSONResponse:
        """The list of models, in Anthropic's form for those who name a version of its protocol."""
        logged = world.log.begin(request.url.path, "models")
        logged.key = request.headers.get("x-api-key") or request.headers.get("authorization", "")[7:]
        refused = world.key is not None and logged.key != world.key
        is_anthropic = "anthropic-version" in request.headers
        logged.status = 401 if refused else 200
        world.log.end(logged)
        if refused:
            body = (
                Messages().error(refusals.KEY_REFUSED) if is_anthropic else openai_error(refusals.KEY_REFUSED)
            )
            return JSONResponse(body, 401)
        return JSONResponse(_anthropic_list(world) if is_anthropic else _openai_list(world))

    async def page(request: Request) -> Response:
        found = page_of(request.path_params["name"])
        return HTMLResponse("<h1>Not found</h1>", 404) if found is None else HTMLResponse(found)

    # Starlette takes an object, unlike a function, for an application of its own, which sees the bare connection.
    return Starlette(
        routes=[
            Route("/v1/chat/completions", ModelEndpoint(ChatCompletions(), world), methods=["POST"]),
            Route("/v1/responses", ModelEndpoint(Responses(), world), methods=["POST"]),
            Route("/v1/messages", ModelEndpoint(Messages(), world), methods=["POST"]),
            Route("/v1/models", models),
            Route("/pages/{name}", page),
        ]
    )


def _openai_list(world: World) -> Json:
    listed = [
        {"id": model, "object": "model", "created": 1_790_000_000, "owned_by": "milepost"}
        for model in world.models
    ]
    return {"object": "list", "data": listed}


def _anthropic_list(world: World) -> Json:
    listed = [
        {
            "id": model, "type": "model", "display_name": model, "created_at": _RELEASED, "lifecycle": "active",
            "max_input_tokens": world.context_tokens.get(model),
        }
        for model in world.models
    ]  # fmt: skip
    return {
        "data": listed,
        "has_more": False,
        "first_id": world.models[0] if world.models else None,
        "last_id": world.models[-1] if world.models else None,
    }
