"""`milepost verify`: ticks on a live server, and the right cause behind each kind of broken proxy."""

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import pytest
from websockets.asyncio.server import ServerConnection, serve

from milepost.cli.verification import command
from milepost.cli.verification.causes import Failed
from milepost.cli.verification.channel import Channel
from milepost.cli.verification.checks import CHECKS
from tests.support.commands import Ran, milepost, milepost_here
from tests.support.rewriting_proxy import Rewrite, answer, is_upgrade, rewriting_proxy, with_header, without
from tests.support.served import ServedMilepost
from tests.support.services import free_port

SECONDS_AT_MOST = 60


Verify = Callable[[str], Awaitable[Ran]]


@pytest.fixture
def verify(capsys: pytest.CaptureFixture[str]) -> Verify:
    """Verifies in a thread, while the proxy runs on the test's loop."""

    async def run(address: str) -> Ran:
        async with asyncio.timeout(SECONDS_AT_MOST):
            status = await asyncio.to_thread(command.verify, address)
        return Ran(status, *capsys.readouterr())

    return run


def marks(ran: Ran) -> dict[str, str]:
    """What each line begins with, by the name of its check."""
    return {line[2:].partition(":")[0]: line[0] for line in ran.lines if re.match(r"[✓✗–] [^:]+: ", line)}


def test_a_live_server_passes_every_check(served_milepost: ServedMilepost) -> None:
    ran = milepost("verify", served_milepost.url)
    assert ran.status == 0, ran.out
    assert {check.name: "✓" for check in CHECKS} | {"Made": "–"} == marks(ran)
    assert ran.line("Made: the roadmap", f"{served_milepost.url}/app/roadmaps/rmp_")
    assert ran.lines[-1] == f"{len(CHECKS)} of {len(CHECKS)} checks passed at {served_milepost.url}"


def test_any_address_of_the_page_will_do(served_milepost: ServedMilepost) -> None:
    ran = milepost_here("verify", f"{served_milepost.url}/app/new?x=1")
    assert ran.status == 0, ran.out


def test_nothing_listening_is_named() -> None:
    port = free_port()
    ran = milepost_here("verify", f"localhost:{port}")
    assert ran.status == 1
    assert ran.lines[0].startswith(f"✗ Health: Nothing answers at http://localhost:{port}")
    assert "milepost serve" in ran.lines[1]
    assert set(list(marks(ran).values())[1:]) == {"–"}


def plain_request_for_upgrade(head: bytes) -> bytes:
    return without(head, "Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version")


def other_prefix(head: bytes) -> bytes:
    return head.replace(b" /api/v1/", b" /milepost/api/v1/", 1)


def other_prefix_for_sockets(head: bytes) -> bytes:
    return head.replace(b" /api/v1/ws/", b" /ws/", 1)


def no_prefix_for_upgrade(head: bytes) -> bytes:
    return plain_request_for_upgrade(other_prefix_for_sockets(head))


def only_sockets(head: bytes, instead: bytes) -> bytes:
    return instead if is_upgrade(head) else head


PAGE = answer("200 OK", "<!doctype html><title>Elsewhere</title>")
PROBLEM = {"type": "/problems/internal", "title": "Something went wrong here", "detail": "It could not."}


@dataclass(frozen=True)
class Broken:
    """A proxy set up wrongly, the check that finds it, and the words that name the cause."""

    rewrite: Rewrite
    check: str
    cause: str


BROKEN = {
    "takes away the upgrade": Broken(plain_request_for_upgrade, "Socket", "a proxy does not pass the upgrade on"),
    "answers upgrades with 426": Broken(
        lambda head: only_sockets(head, answer("426 Upgrade Required", "")), "Socket", "a proxy without upgrade"
    ),
    "answers upgrades with 400": Broken(
        lambda head: only_sockets(head, answer("400 Bad Request", "no")), "Socket", "a proxy without upgrade"
    ),
    "answers upgrades with a page": Broken(
        lambda head: only_sockets(head, PAGE), "Socket", "200 instead of an upgrade and a web page: a proxy without"
    ),
    "refuses upgrades": Broken(
        lambda head: only_sockets(head, answer("403 Forbidden", "")), "Socket", "refuses sockets before Milepost"
    ),
    "has no backend for sockets": Broken(
        lambda head: only_sockets(head, answer("502 Bad Gateway", "")), "Socket", "does not reach Milepost for sockets"
    ),
    "changes the prefix of sockets": Broken(other_prefix_for_sockets, "Socket", "a proxy changes the prefix"),
    "changes it and takes away the upgrade": Broken(no_prefix_for_upgrade, "Socket", "a proxy changes the prefix"),
    "changes the prefix": Broken(other_prefix, "Goal taken on", "a proxy changes the prefix"),
    "has no backend": Broken(lambda _: answer("502 Bad Gateway", "<h1>502</h1>"), "Health", "is not reachable"),
    "answers everything with a page": Broken(lambda _: PAGE, "Health", "a proxy that answers by itself"),
    "asks for a login": Broken(lambda _: answer("401 Unauthorized", ""), "Health", "a login in front of Milepost"),
    "redirects": Broken(
        lambda _: b"HTTP/1.1 301 Moved\r\nLocation: https://x.example/\r\nContent-Length: 0\r\n\r\n",
        "Health",
        "redirected to https://x.example/",
    ),
    "names itself as host": Broken(
        lambda head: with_header(head, "Host", "milepost.example"), "Health", "Host refused"
    ),
    "hides the host": Broken(
        lambda head: with_header(head, "Host", "localhost:8000"), "Foreign Host", "a proxy hides which host"
    ),
    "hides the origin": Broken(lambda head: without(head, "Origin"), "Foreign Origin", "a proxy hides the Origin"),
    "fails like a lost database": Broken(
        lambda head: (
            answer("500 Oops", json.dumps({**PROBLEM, "instance": "/api/v1/roadmaps/generate", "request_id": "req_7"}),
                   content_type="application/problem+json")
            if b" /api/v1/roadmaps/generate " in head else head
        ),
        "Goal taken on",
        "its database, or a fault of ours",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
async def test_a_broken_proxy_is_named(served_milepost: ServedMilepost, verify: Verify, name: str) -> None:
    broken = BROKEN[name]
    async with rewriting_proxy(int(served_milepost.url.rpartition(":")[2]), broken.rewrite) as address:
        ran = await verify(address)
    assert ran.status == 1
    first_bad = next(line for line in ran.lines if line.startswith("✗"))
    assert first_bad.startswith(f"✗ {broken.check}: "), ran.out
    assert broken.cause in first_bad


async def test_what_needs_a_failed_check_is_not_tried_and_nothing_is_left_waiting(
    served_milepost: ServedMilepost, verify: Verify
) -> None:
    rewrite = BROKEN["takes away the upgrade"].rewrite
    async with rewriting_proxy(int(served_milepost.url.rpartition(":")[2]), rewrite) as address:
        ran = await verify(address)
    found = marks(ran)
    assert found["Review"] == found["Completed"] == found["Quiz"] == "–"
    assert found["Wrong path"] == found["Health"] == "✓"
    assert ran.line("Made: ", "whose task was cancelled")
    assert ran.line("nginx")


@contextlib.asynccontextmanager
async def socket_server(*frames: str, stays: bool = False, code: int = 1000) -> AsyncIterator[str]:
    """The address of a server whose sockets send these frames, and then stay silent or close."""

    async def handle(connection: ServerConnection) -> None:
        for frame in frames:
            await connection.send(frame)
        if stays:
            await connection.wait_closed()
        await connection.close(code)

    async with serve(handle, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def first_failure(address: str) -> str:
    """Why reading a socket to its `connected` frame fails."""

    def read() -> str:
        channel = Channel.open(address, "/api/v1/ws/tsk_1", origin=address, within_seconds=5, direct=True)
        try:
            channel.read_until(lambda frame: frame["type"] == "connected", within_seconds=lambda: 0.2)
        except Failed as failure:
            return str(failure)
        finally:
            channel.close()
        return "nothing failed"

    return await asyncio.to_thread(read)


async def test_a_socket_that_stays_silent_is_named() -> None:
    async with socket_server(stays=True) as address:
        assert "opened and then no frame came" in await first_failure(address)


async def test_a_socket_that_is_cut_is_named() -> None:
    async with socket_server(code=1011) as address:
        assert "was cut (closed with 1011)" in await first_failure(address)


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        ("wrong-origin", "refused: Origin"),
        ("wrong-host", "refused: Host"),
        ("no_such_channel", "Wrong path"),
        ("task-not-found", "two databases behind one address"),
        ("internal", "its database, or a fault of ours"),
    ],
)
async def test_an_error_frame_is_named(code: str, cause: str) -> None:
    frame = {"type": "error", "code": code, "message": "Because.", "retry": False}
    async with socket_server(json.dumps(frame), code=4400) as address:
        assert cause in await first_failure(address)


async def test_a_socket_of_another_program_is_named() -> None:
    async with socket_server("hello") as address:
        assert "another program answers" in await first_failure(address)
