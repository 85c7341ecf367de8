"""What one verification knows on its way: the server, the minute it has, and what it has made."""

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from milepost.cli.verification.causes import Failed, failed_answer, failed_call
from milepost.cli.verification.channel import Channel
from milepost.domain.origins import is_loopback

TIME_LIMIT_SECONDS = 55.0
_CALL_SECONDS = 10.0
_LEAST_SECONDS = 0.05
Json = dict[str, Any]


class Walk:
    """One client on its way through the main job; checks write down what later ones need."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.is_direct = is_loopback(urlsplit(address).hostname or "")
        self._ends_at = time.monotonic() + TIME_LIMIT_SECONDS
        self._http = httpx.Client(base_url=address, trust_env=not self.is_direct)
        self.task_id = ""
        self.roadmap_id = ""
        self.review_id = ""
        self.concept_id = ""
        self.channel: Channel | None = None
        self.end: Json = {}
        """The terminal event, as the socket sent it."""
        self.quiz: Json = {}

    @property
    def socket_path(self) -> str:
        return f"/api/v1/ws/{self.task_id}"

    @property
    def concept_path(self) -> str:
        return f"/api/v1/roadmaps/{self.roadmap_id}/concepts/{self.concept_id}"

    def seconds(self, at_most: float = _CALL_SECONDS) -> float:
        """How long the next wait may be.

        Raises:
            Failed: The minute is over.
        """
        left = self._ends_at - time.monotonic()
        if left < _LEAST_SECONDS:
            raise Failed("Not finished within a minute", is_fatal=True)
        return min(at_most, left)

    def call(
        self, method: str, path: str, body: Json | None = None, *, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """Any answer at all.

        Raises:
            Failed: There was none.
        """
        try:
            return self._http.request(method, path, json=body, headers=headers, timeout=self.seconds())
        except httpx.RequestError as error:
            raise failed_call(self.address, error) from None

    def ask(self, method: str, path: str, body: Json | None = None, *, expect: int = 200) -> Json:
        """The JSON of an answer with the expected status.

        Raises:
            Failed: It is another answer, with the cause.
        """
        answer = self.call(method, path, body)
        if answer.status_code != expect:
            raise failed_answer(answer)
        return json_of(answer)

    def open_channel(self, path: str, *, origin: str | None = None) -> Channel:
        """A socket, as a page of this address (or of `origin`) opens it."""
        return Channel.open(
            self.address,
            path,
            origin=origin or self.address,
            within_seconds=self.seconds(),
            direct=self.is_direct,
        )

    def close(self) -> None:
        if self.channel is not None:
            self.channel.close()
        self._http.close()


def json_of(answer: httpx.Response) -> Json:
    """The JSON object of an answer.

    Raises:
        Failed: It holds none, so that something else has answered.
    """
    try:
        body = answer.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise failed_answer(answer)
    return body
