"""One question to the server of a search, and what its failures mean."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from milepost.domain.links import LinkReason
from milepost.domain.search_errors import (
    SearchAnswerInvalid,
    SearchBusy,
    SearchKeyRefused,
    SearchUnreachable,
)
from milepost.fetching.bodies import read_body
from milepost.fetching.checked_requests import CheckedRequests
from milepost.fetching.failures import FetchFailed
from milepost.fetching.urls import read_url

Answer = TypeVar("Answer", bound=BaseModel)
#: 402, 432 and 433 are how some say that an account has nothing left.
_BUSY = frozenset({402, 429, 432, 433})
_KEY_REFUSED = frozenset({401, 403})
_ERROR_BYTES = 2_000


@dataclass(frozen=True, slots=True)
class Question:
    """What is sent; with `params` alone it is a GET."""

    url: str
    params: Mapping[str, str | int]
    headers: Mapping[str, str]
    json: Mapping[str, object] | None = None
    form: Mapping[str, str] | None = None


class SearchServer:
    """The server behind a search. It redirects nowhere: a key is sent to the address it was given for."""

    def __init__(self, name: str, requests: CheckedRequests) -> None:
        """`name` is the search as configured, for messages."""
        self.name = name
        self._requests = requests

    async def ask(self, question: Question, answer: type[Answer]) -> Answer:
        """Ask, and read the answer.

        Raises:
            SearchFailure: It cannot be reached, refuses, or answers something else.
        """
        body = await self.ask_text(question)
        try:
            return answer.model_validate_json(body)
        except ValidationError as error:
            raise SearchAnswerInvalid(self.name, "it sends something else than results") from error

    async def ask_text(self, question: Question) -> bytes:
        """The same, with the answer as it came."""
        request = httpx.Request(
            "GET" if question.json is None and question.form is None else "POST",
            question.url,
            params=dict(question.params) or None,
            json=question.json,
            data=question.form,
        )
        content_type = request.headers.get("content-type")
        headers = {
            "accept": "application/json, text/html;q=0.5",
            **({"content-type": content_type} if content_type else {}),
            **question.headers,
        }
        try:
            async with asyncio.timeout(self._requests.patience.total.total_seconds()):
                url = read_url(str(request.url), self._requests.rules)
                async with self._requests.send(
                    url, method=request.method, headers=headers, content=request.content or None
                ) as response:
                    await self._judge(response)
                    return (await read_body(response))[0]
        except TimeoutError as error:
            raise SearchUnreachable(self.name, "no answer in time") from error
        except FetchFailed as error:
            if error.reason in {LinkReason.BROKEN_ANSWER, LinkReason.TOO_LARGE}:
                raise SearchAnswerInvalid(self.name, error.detail) from error
            raise SearchUnreachable(self.name, error.detail) from error

    async def _judge(self, response: httpx.Response) -> None:
        status, said = response.status_code, f"it answers {response.status_code}"
        if status == httpx.codes.OK:
            return
        if status in _BUSY:
            raise SearchBusy(self.name, said)
        if status in _KEY_REFUSED:
            raise SearchKeyRefused(self.name, said)
        if status >= 500:
            raise SearchUnreachable(self.name, said)
        told, _ = await read_body(response, cut_at=_ERROR_BYTES)
        # Brave says 422, and means the key.
        if b"SUBSCRIPTION_TOKEN_INVALID" in told:
            raise SearchKeyRefused(self.name, said)
        raise SearchAnswerInvalid(self.name, said)
