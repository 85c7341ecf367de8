"""The gate in front of every HTTP request: its id, the Host and Origin rules, and the size of its body."""

from collections.abc import Callable
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from milepost.api.problems import problem_response
from milepost.domain.origins import OriginPolicy

MAX_BODY_BYTES = 64 * 1024
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
#: What an answer says it is, it is: no browser may find a page in the text of a goal.
_HEADERS = ((b"x-content-type-options", b"nosniff"),)


class Gate:
    """Pure ASGI, so that nothing is buffered and no task group is opened around a request."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        origins: OriginPolicy,
        new_request_id: Callable[[], str],
        count: Callable[[str, int], None],
    ) -> None:
        """`count` is told the method and status of every answer."""
        self._app = app
        self._origins = origins
        self._new_request_id = new_request_id
        self._count = count

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = self._new_request_id()
        scope.setdefault("state", {})["request_id"] = request_id
        send = self._noting(scope, request_id, send)
        headers = Headers(scope=scope)
        if (fault := self._foreign(scope, headers)) is not None:
            await _refusal(scope, HTTPStatus.FORBIDDEN, *fault)(scope, receive, send)
            return
        if scope["method"] not in _SAFE_METHODS:
            try:
                receive = _replay(await _read_body(headers, receive), receive)
            except _ClientGone:
                return
            except _TooLarge:
                detail = f"A request may have {MAX_BODY_BYTES // 1024} KiB at most."
                too_large = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
                await _refusal(scope, too_large, "body-too-large", detail)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _noting(self, scope: Scope, request_id: str, send: Send) -> Send:
        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = ((b"x-request-id", request_id.encode()), *_HEADERS)
                message["headers"] = [*message.get("headers", []), *own]
                self._count(scope["method"], message["status"])
            await send(message)

        return noted

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


class _ClientGone(Exception):
    """Half a request is none: it must not take effect."""


async def _read_body(headers: Headers, receive: Receive) -> bytes:
    declared = headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > MAX_BODY_BYTES:
        raise _TooLarge
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise _ClientGone
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


def _refusal(scope: Scope, status: HTTPStatus, slug: str, detail: str) -> JSONResponse:
    title = "Not allowed" if status == HTTPStatus.FORBIDDEN else "The request is too large"
    # A client that is still sending a body nobody reads must not reuse the connection.
    headers = {"Connection": "close"} if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else None
    return problem_response(scope, slug=slug, title=title, status=status, detail=detail, headers=headers)
