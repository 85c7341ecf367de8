"""A small web on a loopback port: sites by name, pages that are told what to answer, a record of what was asked for."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_address

import httpx

from milepost.domain.links import LinkReason
from milepost.fetching.addresses import IPAddress, why_not_public
from milepost.fetching.checked_requests import PATIENT, CheckedRequests, Patience
from milepost.fetching.failures import FetchFailed
from milepost.fetching.fetcher import Fetcher
from milepost.fetching.pacing import Pace
from milepost.fetching.resolving import Resolve
from milepost.fetching.urls import WebRules

HERE = ip_address("127.0.0.1")
#: A public address; whoever connects to it is given answers by `StrangeNet`.
PUBLIC = "93.184.215.14"
WORDS = "the loop and the list of this are what you will use for each of them to count with it that is for you and "


def only_here(address: IPAddress) -> str | None:
    """The rule of these tests: this loopback address stands for the public Internet, and all else is as it is."""
    return None if address == HERE else why_not_public(address)


TEST_RULES = WebRules(why_not=only_here, ports=None)
#: For sites that never end; a page that does end may take longer on a busy machine.
QUICK = Patience(
    connect=timedelta(seconds=1), silence=timedelta(milliseconds=400), total=timedelta(milliseconds=800)
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as it came."""

    host: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def page(self) -> str:
        return f"{self.host}{self.target}"


@dataclass(frozen=True, slots=True)
class Reply:
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


Write = Callable[[asyncio.StreamWriter], Awaitable[None]]
"""Answers by hand, for what no well-behaved server sends."""


def html(
    body: str, *, title: str = "Loops in Python", lang: str | None = "en", head: str = "", words: int = 8
) -> Reply:
    """A page with a heading, what is given, and so many lines of English that nothing is made of."""
    declared = f' lang="{lang}"' if lang else ""
    page = (
        f"<!doctype html><html{declared}><head><title>{title}</title>{head}</head><body><h1>{title}</h1>"
        f"<p>{body}</p><p>{WORDS * words}</p></body></html>"
    )
    return Reply(200, page.encode(), {"content-type": "text/html; charset=utf-8"})


def redirect(to: str, status: int = 302) -> Reply:
    return Reply(status, b"", {"location": to})


NOT_FOUND = Reply(404, b"nothing here", {"content-type": "text/plain"})


class Web:
    """Sites at one port; what nobody has set is a 404."""

    def __init__(self, scheme: str) -> None:
        self.port = 0
        self.scheme = scheme
        self.asked: list[Asked] = []
        self._pages: dict[str, Reply | Write] = {}
        self._elsewhere: dict[str, Callable[[str], Reply]] = {}

    def put(self, page: str, reply: Reply | Write) -> str:
        """Set what `host/path` answers; its address."""
        self._pages[page] = reply
        return self.url(page)

    def put_everywhere_else(self, host: str, reply: Callable[[str], Reply]) -> None:
        """What a site answers to other paths than those that were set, in the place of a 404."""
        self._elsewhere[host] = reply

    def url(self, page: str) -> str:
        host, slash, path = page.partition("/")
        return f"{self.scheme}://{host}:{self.port}{slash}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Whoever asks may go away, and the test may end, before a page is done.
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = head.strip().split("\r\n")
            headers = {
                name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
            }
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            host = headers["host"].removesuffix(f":{self.port}")
            asked = Asked(host, first.split(" ")[1], headers, body)
            self.asked.append(asked)
            reply = self._pages.get(asked.page) or self._elsewhere.get(host, _not_found)(asked.target)
            if isinstance(reply, Reply):
                writer.write(_wire(reply))
                await writer.drain()
            else:
                await reply(writer)
        writer.close()
        with contextlib.suppress(OSError, ssl.SSLError):
            await writer.wait_closed()


def _not_found(_: str) -> Reply:
    return NOT_FOUND


def _wire(reply: Reply) -> bytes:
    lines = [f"HTTP/1.1 {reply.status} -", "connection: close"]
    lines += [f"{name}: {value}" for name, value in reply.headers.items()]
    if "content-length" not in reply.headers:
        lines.append(f"content-length: {len(reply.body)}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + reply.body


@contextlib.asynccontextmanager
async def small_web(tls: ssl.SSLContext | None = None) -> AsyncIterator[Web]:
    web = Web("https" if tls else "http")
    serving: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        serving.add(task)
        await web.serve(reader, writer)

    server = await asyncio.start_server(serve, str(HERE), 0, ssl=tls)
    web.port = server.sockets[0].getsockname()[1]
    try:
        yield web
    finally:
        server.close()
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving)


class Names:
    """Looks names up in a table; a name with several entries answers otherwise each time, the last for ever after."""

    def __init__(
        self, table: Mapping[str, Sequence[str]] | None = None, *, others: str | LinkReason = str(HERE)
    ) -> None:
        """An entry is addresses with spaces between them; `others` is what any other name has, or why it has none."""
        self._table = {name: list(entries) for name, entries in (table or {}).items()}
        self._others = others
        self.looked_up: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[IPAddress]:
        self.looked_up.append(host)
        entries = self._table.get(host)
        entry = self._others if entries is None else entries.pop(0) if len(entries) > 1 else entries[0]
        if isinstance(entry, LinkReason):
            raise FetchFailed(entry, f"{host} has no address")
        return [ip_address(address) for address in entry.split()]


def fetcher_of(
    names: Resolve | None = None,
    *,
    rules: WebRules = TEST_RULES,
    patience: Patience = PATIENT,
    gap: timedelta = timedelta(0),
    tls: ssl.SSLContext | None = None,
) -> Fetcher:
    """A fetcher that takes the small web for the public one."""
    requests = CheckedRequests(resolve=names or Names(), rules=rules, patience=patience, tls=tls or _NO_TRUST)
    return Fetcher(requests, Pace(gap=gap))


#: Reading the usual certificates for each test would take longer than the test.
_NO_TRUST = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class StrangeNet(httpx.AsyncBaseTransport):
    """In the place of connections: notes each network address that is reached, and answers for all of them."""

    def __init__(self) -> None:
        self.reached: list[str] = []
        self.redirects: dict[str, str] = {}
        """Where an address redirects to; others answer 200."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.reached.append(request.url.host)
        asked = f"{request.url.scheme}://{request.headers['host']}{request.url.raw_path.decode()}"
        if (target := self.redirects.get(asked)) is not None:
            return httpx.Response(302, headers=[(b"location", target.encode())], stream=_Empty())
        return httpx.Response(200, headers={"content-type": "text/html"}, stream=_Empty())

    def fetcher(self, names: Names) -> Fetcher:
        """A fetcher with the rules of the public web, whose connections all end here."""
        requests = CheckedRequests(resolve=names, tls=_NO_TRUST, open_transport=lambda _: self)
        return Fetcher(requests, Pace(gap=timedelta(0)))

    def reached_private(self) -> Sequence[str]:
        return [address for address in self.reached if why_not_public(ip_address(address)) is not None]


class _Empty(httpx.AsyncByteStream):
    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in (b"",):
            yield piece
