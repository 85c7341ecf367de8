"""An answer on its way, at its pace, streamed or whole, and all that can break on the way."""

import asyncio
import dataclasses
import json
import time

from tests.support.model_server import refusals
from tests.support.model_server.answers import Answer, Taken
from tests.support.model_server.connection import Connection
from tests.support.model_server.faults import FaultKind
from tests.support.model_server.protocols.protocol import AnswerStream, ModelProtocol
from tests.support.model_server.request_log import LoggedRequest
from tests.support.model_server.requests import Asked
from tests.support.model_server.tokens import Pace, count_tokens

_MID_STREAM = {"reset_mid_stream", "cut", "clean_cut", "stall", "bad_sse", "error_chunk"}
_PIECE_OF_WHOLE = 65_536


async def send_stream(
    protocol: ModelProtocol,
    connection: Connection,
    request: LoggedRequest,
    asked: Asked,
    answer: Answer,
    fault: FaultKind | None,
    pace: Pace,
) -> None:
    """Send server-sent events. What breaks in the middle breaks when half of the tokens have been made."""
    if fault == "huge":
        pace = dataclasses.replace(pace, tokens_per_second=None, tokens_per_chunk=20_000)
    total = count_tokens(answer.body)
    stream = protocol.stream(asked, answer, Taken(asked.prompt_tokens, total))
    began, made = pace.now(), 0
    breaks = fault in _MID_STREAM
    await connection.begin(200, kind="text/event-stream; charset=utf-8")
    if fault == "hang_after_headers":
        await asyncio.Event().wait()
    await connection.write(stream.opening())
    for chunk in pace.chunks(answer.body):
        made += count_tokens(chunk)
        await pace.until(made, since=began)
        if breaks and made >= total / 2:
            breaks = False
            if not await _broken(connection, stream, chunk, fault):
                return
        # Noted before, since whoever has read the last of it may look at once.
        request.first_token_at = request.first_token_at or time.time()
        request.output_tokens = made
        await connection.write(stream.delta(chunk))
    await connection.write(stream.closing(Taken(asked.prompt_tokens, made)))
    await connection.end()


async def _broken(connection: Connection, stream: AnswerStream, chunk: str, fault: FaultKind | None) -> bool:
    """Break the stream; answers whether it goes on afterwards."""
    delta = stream.delta(chunk)
    match fault:
        case "cut":
            connection.cut(delta, chunked=True)
        case "reset_mid_stream":
            connection.reset()
        case "clean_cut":
            await connection.end()
        case "stall":
            await asyncio.Event().wait()
        case "error_chunk":
            await connection.write(stream.error(refusals.IN_STREAM))
            await connection.end()
        case "bad_sse":
            await connection.write(delta.rstrip()[:-7] + b"\n\n")
            return True
        case _:
            return True
    return False


async def send_whole(
    protocol: ModelProtocol,
    connection: Connection,
    request: LoggedRequest,
    asked: Asked,
    answer: Answer,
    fault: FaultKind | None,
    pace: Pace,
) -> None:
    """Send one JSON document once all of it has been made. The faults of streams have their like here."""
    made = count_tokens(answer.body)
    if fault == "clean_cut":
        answer = dataclasses.replace(answer.cut_to(made // 2), finish=None)
        made = count_tokens(answer.body)
    document = protocol.whole(asked, answer, Taken(asked.prompt_tokens, made))
    if fault == "error_chunk":
        document = protocol.error(refusals.IN_STREAM)
    body = json.dumps(document, ensure_ascii=False).encode()
    if fault == "bad_sse":
        body = body[:-7]
    if fault not in {"huge", "hang_after_headers"}:
        await pace.until(made, since=pace.now())
    await connection.begin(200, kind="application/json", headers={"content-length": str(len(body))})
    if fault == "hang_after_headers":
        await asyncio.Event().wait()
    breaks = fault in {"cut", "reset_mid_stream", "stall"}
    if not breaks:
        request.first_token_at, request.output_tokens = time.time(), made
    sent_to = len(body) // 2 if breaks else len(body)
    for start in range(0, sent_to, _PIECE_OF_WHOLE):
        await connection.write(body[start : min(start + _PIECE_OF_WHOLE, sent_to)])
    match fault:
        case "cut":
            connection.cut(body[sent_to:], chunked=False)
        case "reset_mid_stream":
            connection.reset()
        case "stall":
            await asyncio.Event().wait()
        case _:
            await connection.end()
