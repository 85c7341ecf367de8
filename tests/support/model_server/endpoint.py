"""One address that answers with a model: reads the request, lets a fault have its way, says what the script says."""

import asyncio
import json
import time
from typing import Any

from starlette.types import Receive, Scope, Send

from tests.support.model_server import refusals
from tests.support.model_server.answers import Failure
from tests.support.model_server.connection import ClientGone, Connection
from tests.support.model_server.faults import FaultKind
from tests.support.model_server.protocols.protocol import ModelProtocol
from tests.support.model_server.request_log import LoggedRequest
from tests.support.model_server.requests import Asked, BadRequest
from tests.support.model_server.sending import send_stream, send_whole
from tests.support.model_server.world import World
from tests.support.model_server.wrong_answers import answer_of


class ModelEndpoint:
    """An ASGI application for the POST requests of one protocol."""

    def __init__(self, protocol: ModelProtocol, world: World) -> None:
        self._protocol = protocol
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection = Connection(scope, receive, send, self._world.connections)
        request = self._world.log.begin(scope["path"], self._protocol.name)
        try:
            body = await connection.body()
            serving = asyncio.create_task(self._serve(connection, request, body))
            watching = asyncio.create_task(connection.gone())
            try:
                await asyncio.wait({serving, watching}, return_when=asyncio.FIRST_COMPLETED)
                if serving.done():
                    serving.result()
                    await watching  # also after a cut and a reset, so that the connection is seen to its end
                else:
                    request.disconnected_at = time.time()
            finally:
                serving.cancel()
                watching.cancel()
                await asyncio.gather(serving, watching, return_exceptions=True)
        except ClientGone:
            request.disconnected_at = time.time()
        finally:
            request.bytes_sent = connection.bytes_sent
            self._world.log.end(request)

    async def _serve(self, connection: Connection, request: LoggedRequest, body: bytes) -> None:
        try:
            asked = self._protocol.read(_parsed(body))
        except BadRequest as error:
            return await self._refuse(connection, request, refusals.unreadable(str(error)))
        _note(request, asked)
        request.key = self._protocol.key_in(connection.headers)
        fault = request.fault = self._world.faults.fault_for(asked, request.number)
        self._world.log.changed()
        failure = self._failure(asked, request.key, fault)
        if failure is not None:
            headers = {} if fault is None else refusals.retry_headers(fault)
            return await self._refuse(connection, request, failure, headers)
        return await self._answer(connection, request, asked, fault)

    async def _answer(
        self, connection: Connection, request: LoggedRequest, asked: Asked, fault: FaultKind | None
    ) -> None:
        match fault:
            case "hang_before_headers":
                await asyncio.Event().wait()
            case "reset":
                connection.reset()
            case "html" | "502":
                request.status = 502 if fault == "502" else 200
                page = refusals.HTML_PAGE.encode()
                await connection.answer(request.status, page, kind="text/html; charset=utf-8", headers={})
            case "empty_body":
                request.status = 200
                await connection.answer(200, b"", kind="application/json", headers={})
            case _:
                request.status = 200
                answer = answer_of(self._world.script, asked, fault)
                if asked.max_tokens is not None and fault != "huge":
                    answer = answer.cut_to(asked.max_tokens)
                send = send_stream if asked.stream else send_whole
                await send(self._protocol, connection, request, asked, answer, fault, self._world.pace)

    def _failure(self, asked: Asked, key: str, fault: FaultKind | None) -> Failure | None:
        """Why nothing is answered: for what the request is, or because the fault says so."""
        world = self._world
        if world.key is not None and key != world.key:
            return refusals.KEY_REFUSED
        if asked.model not in world.models or fault == "404":
            return refusals.no_such_model(asked.model)
        room = world.context_tokens.get(asked.model)
        needed = asked.prompt_tokens
        if fault == "context":
            room = needed - 1
        if room is not None and needed + 1 > room:
            return refusals.too_long(room, needed, asked.max_tokens)
        return None if fault is None else refusals.FAILURES.get(fault)

    async def _refuse(
        self,
        connection: Connection,
        request: LoggedRequest,
        failure: Failure,
        headers: dict[str, str] | None = None,
    ) -> None:
        request.status = failure.status
        await connection.answer_json(failure.status, self._protocol.error(failure), headers)


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except ValueError as error:
        raise BadRequest(f"The body is no JSON: {error}") from None
    if not isinstance(value, dict):
        raise BadRequest("The body is no JSON object.")
    return value


def _note(request: LoggedRequest, asked: Asked) -> None:
    request.asked = asked
    request.model, request.prompt_id, request.digest = asked.model, asked.prompt_id, asked.digest
    request.stream, request.prompt_tokens = asked.stream, asked.prompt_tokens
