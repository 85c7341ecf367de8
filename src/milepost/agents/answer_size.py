"""How much a model's server may send as one answer, counted before anything reads it.

The libraries collect a line, or a body, until it ends; a server that never ends one would fill our memory.
"""

from collections.abc import AsyncIterator

from httpx2 import AsyncByteStream, AsyncClient, Response

from milepost.agents.wire import RequestFailed
from milepost.domain.model_errors import ModelAnswerInvalid, ModelSpeaksAnotherProtocol

#: Many times the longest answer, each of its tokens in an event of its own.
MOST_BYTES = 64 << 20
#: What is compressed can be a thousand times as long as it is; we ask for what is not.
_PLAIN = "identity"


def bound_answers(client: AsyncClient, model: str) -> AsyncClient:
    """Have every answer of a client counted; the same client.

    It raises `RequestFailed` where an answer is too long, or compressed although that was not asked for. A library in
    between may raise something of its own because of it.
    """

    async def bound(response: Response) -> None:
        if response.headers.get("content-encoding", _PLAIN) != _PLAIN:
            raise RequestFailed(ModelSpeaksAnotherProtocol(model), is_free=False)
        assert isinstance(response.stream, AsyncByteStream)
        response.stream = _Counted(response.stream, model)

    client.event_hooks["response"].append(bound)
    client.headers["Accept-Encoding"] = _PLAIN
    return client


class _Counted(AsyncByteStream):
    """A body that ends with an error where it goes on for too long."""

    def __init__(self, body: AsyncByteStream, model: str) -> None:
        self._body = body
        self._model = model

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for chunk in self._body:
            size += len(chunk)
            if size > MOST_BYTES:
                raise RequestFailed(ModelAnswerInvalid(self._model, ["It does not end."]), is_free=False)
            yield chunk

    async def aclose(self) -> None:
        await self._body.aclose()
