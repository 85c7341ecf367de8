"""The calls of the commands: how long they wait, and what is sent again."""

import httpx
import pytest

from milepost.cli.client import MilepostClient, Unreachable


def test_what_a_model_may_be_asked_for_is_waited_for_and_sent_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        raise httpx.ReadTimeout("nothing yet")

    with MilepostClient("http://localhost:1") as client:
        transport = httpx.MockTransport(answer)
        monkeypatch.setattr(client, "_http", httpx.Client(base_url=client.address, transport=transport))
        with pytest.raises(Unreachable, match="in time"):
            client.propose("rmp_1", base_revision=1, feedback="drop branches")
    [request] = sent
    assert request.extensions["timeout"]["read"] > 240
