"""Builds the web app: routes, gate, channel and page in one ASGI application. No logic."""

import contextlib
from collections.abc import AsyncIterator, Callable

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Match, Route, compile_path
from starlette.types import ASGIApp, Receive, Scope, Send

from milepost import __version__
from milepost.api import health
from milepost.api.calendar import routes as calendar
from milepost.api.calendar.feed import FEED_PATH, calendar_feed
from milepost.api.catalog import routes as catalog
from milepost.api.gate import Gate
from milepost.api.metrics import Metrics
from milepost.api.models import routes as models
from milepost.api.placement import routes as placement
from milepost.api.problems import install_problem_handlers
from milepost.api.rewriting import routes as rewriting
from milepost.api.roadmaps import routes as roadmaps
from milepost.api.study import routes as study
from milepost.api.tasks import routes as tasks
from milepost.contract import asyncapi_document, complete_openapi
from milepost.domain.origins import OriginPolicy
from milepost.page import Page, is_page
from milepost.realtime.admission import no_such_channel
from milepost.runtime import Runtime

CHANNEL_PATH = "/api/v1/ws/{task_id}"
EVENTS_PATH = "/api/v1/tasks/{task_id}/events"
STREAM_PATH = "/api/v1/tasks/{task_id}/stream"

_CHANNEL = compile_path(CHANNEL_PATH)[0]

OpenRuntime = Callable[[], contextlib.AbstractAsyncContextManager[Runtime]]


def build_app(
    open_runtime: OpenRuntime, *, origins: OriginPolicy, new_request_id: Callable[[], str]
) -> ASGIApp:
    """The ASGI application; `open_runtime` is entered at start and left at the end."""
    metrics = Metrics()
    app = build_api(open_runtime, metrics)
    return Gate(_Sockets(app), origins=origins, new_request_id=new_request_id, count=metrics.count_request)


def build_api(open_runtime: OpenRuntime | None = None, metrics: Metrics | None = None) -> FastAPI:
    """The application without its gate; without `open_runtime` only its contract can be read."""

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if open_runtime is None:
            raise RuntimeError("This application was built for its contract only.")
        async with open_runtime() as runtime:
            app.state.context = runtime.context
            app.state.runtime = runtime
            if metrics is not None:
                metrics.watch(runtime.gauges)
            yield

    app = FastAPI(
        title="Milepost",
        version=__version__,
        lifespan=lifespan,
        docs_url=None,
        redirect_slashes=False,
        redoc_url=None,
        separate_input_output_schemas=False,
        generate_unique_id_function=lambda route: route.name,
    )
    install_problem_handlers(app)
    for router in (
        roadmaps.router,
        catalog.router,
        placement.router,
        tasks.router,
        study.router,
        rewriting.router,
        calendar.router,
        models.router,
        health.router,
    ):
        app.include_router(router)
    app.router.routes += [
        Route(EVENTS_PATH, _events, methods=["GET"]),
        Route(STREAM_PATH, _Stream(), methods=["GET"]),
        Route(FEED_PATH, calendar_feed, methods=["GET", "HEAD"]),
        Route("/asyncapi.json", _asyncapi, methods=["GET"]),
        *([Route("/metrics", metrics.answer, methods=["GET"])] if metrics is not None else []),
        _PageRoute("/{path:path}", Page(), methods=["GET", "HEAD"]),
    ]
    generate = app.openapi
    app.openapi = lambda: complete_openapi(  # type: ignore[method-assign]
        generate(), events_path=EVENTS_PATH, stream_path=STREAM_PATH
    )
    return app


async def _events(request: Request) -> Response:
    runtime: Runtime = request.app.state.runtime
    return await runtime.long_poll(request)


async def _asyncapi(_request: Request) -> Response:
    return JSONResponse(
        asyncapi_document(channel_path=CHANNEL_PATH, events_path=EVENTS_PATH, stream_path=STREAM_PATH)
    )


class _PageRoute(Route):
    """Every address but the API's, whose misses are to be told as such: 404, or 405 with what is possible there."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return super().matches(scope) if is_page(scope["path"]) else (Match.NONE, {})


class _Sockets:
    """Hands sockets to the channel before any routing: what wraps a request would stay with each of them."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        runtime: Runtime = self._app.state.runtime
        if channel := _CHANNEL.fullmatch(scope["path"]):
            scope["path_params"] = channel.groupdict()
            await runtime.channel(scope, receive, send)
        else:
            await no_such_channel(scope, receive, send, origins=runtime.channel.origins)


class _Stream:
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        runtime: Runtime = scope["app"].state.runtime
        await runtime.stream(scope, receive, send)
