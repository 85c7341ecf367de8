"""What the fetcher takes from servers that do as they should, and from those that do not."""

import asyncio
import gzip
import ssl
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from milepost.domain.links import LinkReason
from milepost.fetching.bodies import BODY_BYTES
from milepost.fetching.checked_requests import PATIENT, Patience
from milepost.fetching.failures import FetchFailed
from milepost.fetching.fetcher import HTML_TYPES
from milepost.fetching.resolving import SystemResolver
from milepost.fetching.urls import WebRules
from tests.support.certificates import certified
from tests.support.web_sites import (
    NOT_FOUND,
    QUICK,
    Names,
    Reply,
    Web,
    Write,
    fetcher_of,
    html,
    redirect,
    small_web,
)


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Web]:
    async with small_web() as web:
        yield web


async def reason_of(
    url: str, *, media_types: frozenset[str] | None = None, patience: Patience = PATIENT
) -> LinkReason:
    with pytest.raises(FetchFailed) as failure:
        await fetcher_of(patience=patience).fetch(url, media_types=media_types)
    return failure.value.reason


def written(answer: bytes, *, then_wait: bool = False) -> Write:
    """Sends these bytes and closes, or stays silent."""

    async def write(writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()
        if then_wait:
            await asyncio.Event().wait()

    return write


async def test_a_page_is_fetched_under_its_own_name(web: Web) -> None:
    url = web.put("guide.example/loops?part=2", html("Text"))

    fetched = await fetcher_of().fetch(url, language="de")

    assert (fetched.status, fetched.media_type, fetched.charset) == (200, "text/html", "utf-8")
    assert b"Loops in Python" in fetched.body
    assert str(fetched.url) == url
    [asked] = web.asked
    assert asked.headers["host"] == f"guide.example:{web.port}"
    assert asked.headers["user-agent"].startswith("Milepost/")
    assert asked.headers["accept-language"] == "de,*;q=0.5"
    assert not {"cookie", "authorization", "referer"} & set(asked.headers)


async def test_a_page_that_is_not_there_is_no_failure(web: Web) -> None:
    fetched = await fetcher_of().fetch(web.put("guide.example/gone", NOT_FOUND))

    assert (fetched.status, fetched.is_found, fetched.body) == (404, False, b"")


async def test_redirects_are_followed_without_what_the_sites_want_to_be_remembered(web: Web) -> None:
    end = web.put("other.example/end", html("Text"))
    web.put("guide.example/2", redirect(end, 308))
    web.put("guide.example/1", Reply(301, b"", {"location": "2", "set-cookie": "who=me"}))

    fetched = await fetcher_of().fetch(web.url("guide.example/1"))

    assert str(fetched.url) == end
    assert [asked.page for asked in web.asked] == ["guide.example/1", "guide.example/2", "other.example/end"]
    assert all("cookie" not in asked.headers for asked in web.asked)


async def test_five_redirects_are_followed_and_no_more(web: Web) -> None:
    for number in range(6):
        web.put(f"guide.example/{number}", redirect(f"/{number + 1}"))
    web.put("guide.example/6", html("Text"))

    assert (await fetcher_of().fetch(web.url("guide.example/1"))).is_found
    assert await reason_of(web.url("guide.example/0")) is LinkReason.TOO_MANY_REDIRECTS


async def test_a_redirect_to_nowhere_is_the_end(web: Web) -> None:
    without = await fetcher_of().fetch(web.put("guide.example/a", Reply(302)))
    assert without.status == 302
    for place in ("http://[", "mailto:x@y.example", "http://a b/"):
        url = web.put("guide.example/b", redirect(place))
        assert await reason_of(url) is LinkReason.NOT_ALLOWED, place


async def test_what_is_too_large_is_not_taken(web: Web) -> None:
    kind = {"content-type": "text/html"}
    announced = web.put("guide.example/a", Reply(200, b"x", {**kind, "content-length": str(10**12)}))
    chunk = b"8000\r\n" + b"x" * 0x8000 + b"\r\n"
    endless = b"HTTP/1.1 200 -\r\ncontent-type: text/html\r\ntransfer-encoding: chunked\r\n\r\n" + chunk * 80
    unannounced = web.put("guide.example/b", written(endless, then_wait=True))

    assert await reason_of(announced) is LinkReason.TOO_LARGE
    assert await reason_of(unannounced) is LinkReason.TOO_LARGE
    fetched = await fetcher_of().fetch(unannounced, cut_at=1000)
    assert (len(fetched.body), fetched.is_cut) == (1000, True)


async def test_a_packed_page_is_unpacked_and_a_bomb_is_not(web: Web) -> None:
    packed = {"content-type": "text/html", "content-encoding": "gzip"}
    page = web.put("guide.example/page", Reply(200, gzip.compress(b"hello " * 1000), packed))
    packer = zlib.compressobj(1, wbits=31)
    bomb_bytes = b"".join(packer.compress(bytes(2**20)) for _ in range(64)) + packer.flush()
    bomb = web.put("guide.example/bomb", Reply(200, bomb_bytes, packed))

    assert (await fetcher_of().fetch(page)).body == b"hello " * 1000
    tracemalloc.start()
    assert await reason_of(bomb) is LinkReason.TOO_LARGE
    start = await fetcher_of().fetch(bomb, cut_at=5000)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(start.body), start.is_cut) == (5000, True)
    assert most < 5 * BODY_BYTES < 64 * 2**20


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(b"hello " * 1000)[:-20]),
        ("gzip", b"not packed at all"),
        ("br", b"\x0b\x02\x80hello\x03"),
        ("gzip, gzip", gzip.compress(gzip.compress(b"hello"))),
    ],
    # In words: a packed body tells the second in which it was packed, and each worker packs its own.
    ids=["cut", "not packed", "broken br", "packed twice"],
)
async def test_what_cannot_be_unpacked_is_a_broken_answer(web: Web, coding: str, body: bytes) -> None:
    url = web.put(
        "guide.example/", Reply(200, body, {"content-type": "text/html", "content-encoding": coding})
    )

    assert await reason_of(url) is LinkReason.BROKEN_ANSWER


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"",
        b"HTTP/1.1 200 -\r\ncontent-length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 -\r\nx: " + b"y" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 -\r\n" + b"".join(b"x%d: %s\r\n" % (n, b"y" * 900) for n in range(80)) + b"\r\n",
        b"HTTP/1.1 200 -\r\ncontent-length: 5\r\ncontent-length: 9\r\n\r\nhello",
    ],
    ids=["another protocol", "nothing", "too short", "a long header", "many headers", "two lengths"],
)
async def test_what_is_no_proper_answer_is_a_broken_one(web: Web, answer: bytes) -> None:
    assert await reason_of(web.put("guide.example/", written(answer))) is LinkReason.BROKEN_ANSWER


async def trickle(writer: asyncio.StreamWriter) -> None:
    """A byte now and then, for ever: never silent for long, and never done."""
    writer.write(b"HTTP/1.1 200 -\r\ncontent-type: text/html\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def informed(writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"HTTP/1.1 103 -\r\nlink: </x>\r\n\r\n")
        await writer.drain()
        await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    "answer",
    [
        written(b"", then_wait=True),
        written(b"HTTP/1.1 200 -\r\ncontent-length: 10\r\n\r\nhalf", then_wait=True),
        trickle,
        informed,
    ],
    ids=["silence", "silence in the middle", "a trickle", "only what comes before an answer"],
)
async def test_a_site_that_never_ends_is_given_up(web: Web, answer: Write) -> None:
    async with asyncio.timeout(10):
        assert await reason_of(web.put("guide.example/", answer), patience=QUICK) is LinkReason.NO_ANSWER


async def test_the_time_of_a_page_is_that_of_all_its_redirects(web: Web) -> None:
    async def late(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.3)
        writer.write(b"HTTP/1.1 302 -\r\nlocation: /again\r\ncontent-length: 0\r\n\r\n")
        await writer.drain()

    web.put("guide.example/again", late)

    assert await reason_of(web.url("guide.example/again"), patience=QUICK) is LinkReason.NO_ANSWER
    assert len(web.asked) >= 2


async def test_only_the_types_asked_for_are_taken(web: Web) -> None:
    film = web.put("guide.example/film", Reply(200, b"x", {"content-type": "Video/MP4; codecs=x"}))
    untold = web.put("guide.example/untold", Reply(200, b"x"))

    assert (await fetcher_of().fetch(film)).media_type == "video/mp4"
    assert await reason_of(film, media_types=HTML_TYPES) is LinkReason.WRONG_TYPE
    assert await reason_of(untold, media_types=HTML_TYPES) is LinkReason.WRONG_TYPE


async def test_a_site_that_cannot_be_reached_says_how(web: Web) -> None:
    assert await reason_of("http://guide.example:1/") is LinkReason.NO_ANSWER
    with pytest.raises(FetchFailed) as failure:
        await fetcher_of(Names(others=LinkReason.NO_SUCH_SITE)).fetch(web.url("guide.example/"))
    assert failure.value.reason is LinkReason.NO_SUCH_SITE


async def test_another_address_of_a_site_is_tried_when_the_first_is_silent(web: Web) -> None:
    url = web.put("two.example/", html("Text"))
    rules = WebRules(why_not=lambda address: None if address.is_loopback else "far", ports=None)

    fetched = await fetcher_of(Names({"two.example": ["127.0.0.3 127.0.0.1"]}), rules=rules).fetch(url)

    assert fetched.is_found


async def test_a_site_waits_its_turn_and_others_do_not_wait_for_it(web: Web) -> None:
    """Three pages of one site take two gaps, which count for none of them; another site is asked at once."""
    gap = timedelta(milliseconds=500)
    fetcher = fetcher_of(gap=gap)
    urls = [web.put(f"guide.example/{number}", html("Text")) for number in range(3)]
    urls.append(web.put("other.example/", html("Text")))

    await asyncio.gather(*(fetcher.fetch(url) for url in urls))

    hosts = [asked.host for asked in web.asked]
    assert sorted(hosts[:2]) == ["guide.example", "other.example"]
    assert hosts[2:] == ["guide.example"] * 2


async def test_a_secure_site_is_asked_by_name_at_the_checked_address(tmp_path: Path) -> None:
    server, client = certified(tmp_path, "safe.example")
    names: list[str] = []

    def note(_: ssl.SSLObject, name: str, __: ssl.SSLContext) -> None:
        names.append(name)

    server.sni_callback = note
    async with small_web(server) as web:
        page = web.put("safe.example/", html("Text"))
        other = web.put("other.example/", html("Text"))
        plain = web.put("safe.example/plain", redirect("http://safe.example/"))
        fetcher = fetcher_of(tls=client)

        assert (await fetcher.fetch(page)).is_found
        assert names == ["safe.example"]
        for url, reason in ((other, LinkReason.NOT_TRUSTED), (plain, LinkReason.UNSAFE_REDIRECT)):
            with pytest.raises(FetchFailed) as failure:
                await fetcher.fetch(url)
            assert failure.value.reason is reason
        assert await reason_of(page) is LinkReason.NOT_TRUSTED


async def test_a_name_is_unknown_only_where_names_are_known() -> None:
    """A machine without a name service may answer of each name that there is none, which makes no site dead."""
    resolver = SystemResolver()
    try:
        with pytest.raises(FetchFailed) as failure:
            await resolver("no-such-name.invalid", 80)
        assert failure.value.reason is LinkReason.NO_NETWORK
        assert await resolver("127.0.0.1", 80)
        assert await resolver("::1", 80)
    finally:
        resolver.close()
