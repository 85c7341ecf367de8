"""The gate in front of every HTTP request: its id, the Host and Origin rules, and the size of its body."""

from collections.abc import Callable
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from milepost.api.problems import problem_response
from milepost.domain.origins import OriginPolicy

MAX_BODY_BYTES = 64 * 1024
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Gate:
    """Pure ASGI, so that nothing is buffered and no task group is opened around a request."""

    def __init__(self, app: ASGIApp, *, origins: OriginPolicy, new_request_id: Callable[[], str]) -> None:
        self._app = app
        self._origins = origins
        self._new_request_id = new_request_id

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = self._new_request_id()
        scope.setdefault("state", {})["request_id"] = request_id
        headers = Headers(scope=scope)
        if (fault := self._foreign(scope, headers)) is not None:
            slug, detail = fault
            refusal = problem_response(
                scope["path"], request_id,
                slug=slug, title="Not allowed", status=HTTPStatus.FORBIDDEN, detail=detail,
            )  # fmt: skip
            await refusal(scope, receive, send)
            return
        try:
            body = await _read_body(headers, receive) if scope["method"] not in _SAFE_METHODS else None
        except _TooLarge:
            refusal = problem_response(
                scope["path"], request_id,
                slug="body-too-large", title="The request is too large",
                status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                detail=f"A request may have {MAX_BODY_BYTES // 1024} KiB at most.",
                headers={"Connection": "close"},
            )  # fmt: skip
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive if body is None else _replay(body, receive), _naming(send, request_id))

    def _foreign(self, scope: Scope, headers: Headers) -> tuple[str, str] | None:
        host = headers.get("host")
        if not self._origins.allows_host(host):
            return (
                "wrong-host",
                "This server does not answer to that Host. Set MILEPOST_PUBLIC_URL to its address.",
            )
        if scope["method"] in _SAFE_METHODS:
            return None
        if not self._origins.allows_origin(headers.get("origin"), host=host):
            return "wrong-origin", "Pages of that origin may not call this server."
        return None


class _TooLarge(Exception):
    pass


async def _read_body(headers: Headers, receive: Receive) -> bytes:
    declared = headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > MAX_BODY_BYTES:
        raise _TooLarge
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return bytes(body)
        body += message.get("body", b"")
        if len(body) > MAX_BODY_BYTES:
            raise _TooLarge
        if not message.get("more_body", False):
            return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay


def _naming(send: Send, request_id: str) -> Send:
    async def named(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), (b"x-request-id", request_id.encode())]
        await send(message)

    return named
