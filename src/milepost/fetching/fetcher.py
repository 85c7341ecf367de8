"""Gets what stands at an address: redirects are followed by hand, and each is held to the same rules as the first."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urljoin

import httpx

from milepost.domain.links import LinkReason
from milepost.fetching.bodies import read_body
from milepost.fetching.checked_requests import CheckedRequests
from milepost.fetching.failures import FetchFailed
from milepost.fetching.pacing import Pace
from milepost.fetching.urls import WebUrl, read_url

REDIRECTS = 5
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
TEXT_TYPES = frozenset({"text/plain", "text/markdown", "application/json"})
PDF_TYPES = frozenset({"application/pdf"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MEANINGS = {
    401: LinkReason.ASKS_TO_SIGN_IN,
    404: LinkReason.GONE,
    407: LinkReason.ASKS_TO_SIGN_IN,
    410: LinkReason.GONE,
}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)

BeforeHop = Callable[[WebUrl], Awaitable[None]]
"""Asked before each request of a fetch, the first included; raises `FetchFailed` to end it."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a site answered."""

    url: WebUrl
    """Where the redirects ended."""
    status: int
    media_type: str
    """In lower case, without parameters; empty when the site does not say."""
    charset: str | None
    language: str | None
    body: bytes
    """Empty unless the status is of the 200s."""
    is_cut: bool

    @property
    def is_found(self) -> bool:
        return 200 <= self.status < 300

    def require_found(self) -> None:
        """Go on with a page that is there.

        Raises:
            FetchFailed: The status is not of the 200s; the reason says what it means.
        """
        if not self.is_found:
            reason = _MEANINGS.get(
                self.status, LinkReason.SITE_FAILED if self.status >= 500 else LinkReason.REFUSED
            )
            raise FetchFailed(reason, f"the site answers {self.status}")


async def _go_on(_: WebUrl) -> None:
    """No objection."""


class Fetcher:
    """Fetches pages of the public web."""

    def __init__(self, requests: CheckedRequests, pace: Pace) -> None:
        self._requests = requests
        self._pace = pace

    def read_url(self, url: str) -> WebUrl:
        """Read an address by the rules of this fetcher.

        Raises:
            FetchFailed: It is not one that may be fetched.
        """
        return read_url(url, self._requests.rules)

    async def fetch(
        self,
        url: str,
        *,
        media_types: Collection[str] | None = None,
        cut_at: int | None = None,
        language: str | None = None,
        before_hop: BeforeHop = _go_on,
    ) -> Fetched:
        """Get what stands at an address, whatever its status.

        Args:
            media_types: Of a page that is found; another is a failure. None for any.
            cut_at: See `read_body`.
            language: The one preferred, for sites that have several.

        Raises:
            FetchFailed: There is no answer, or none that may be taken.
        """
        headers = {"accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5"}
        if language is not None:
            headers["accept-language"] = f"{language},*;q=0.5"
        here = self.read_url(url)
        asked: str | None = None
        seconds_left = self._requests.patience.total.total_seconds()
        for _ in range(REDIRECTS + 1):
            await before_hop(here)
            # Time spent waiting for a turn is not the site's.
            async with self._pace.turn(here.host, goes_on=here.host == asked), _within(seconds_left) as clock:
                async with self._requests.send(here, headers=headers) as response:
                    location = response.headers.get("location")
                    if response.status_code not in _REDIRECTS or location is None:
                        return await _taken(here, response, media_types, cut_at)
                seconds_left -= clock()
            asked, here = here.host, self.next_url(here, location)
        raise FetchFailed(LinkReason.TOO_MANY_REDIRECTS, f"it redirects more than {REDIRECTS} times")

    def next_url(self, here: WebUrl, location: str) -> WebUrl:
        """Where a page sends its reader.

        Raises:
            FetchFailed: It is no address, not one that may be fetched, or one that gives up https.
        """
        try:
            there = self.read_url(urljoin(str(here), location.strip()))
        except ValueError as error:
            raise FetchFailed(
                LinkReason.NOT_ALLOWED, "it redirects to something that is no address"
            ) from error
        if here.url.scheme == "https" and there.url.scheme == "http":
            raise FetchFailed(LinkReason.UNSAFE_REDIRECT, f"it redirects from https to {there.origin}")
        return there


@asynccontextmanager
async def _within(seconds: float) -> AsyncIterator[Callable[[], float]]:
    """Give up after so many seconds; yields how many have passed."""
    now = asyncio.get_running_loop().time
    started = now()
    try:
        async with asyncio.timeout(seconds):
            yield lambda: now() - started
    except TimeoutError as error:
        raise FetchFailed(LinkReason.NO_ANSWER, "it did not come in time") from error


async def _taken(
    url: WebUrl, response: httpx.Response, media_types: Collection[str] | None, cut_at: int | None
) -> Fetched:
    kind = response.headers.get("content-type", "")
    media_type = kind.partition(";")[0].strip().lower()
    charset = _CHARSET.search(kind)
    is_found = 200 <= response.status_code < 300
    if is_found and media_types is not None and media_type not in media_types:
        raise FetchFailed(LinkReason.WRONG_TYPE, f"it is {media_type[:60] or 'of no type'}")
    body, is_cut = await read_body(response, cut_at=cut_at) if is_found else (b"", False)
    return Fetched(
        url, response.status_code, media_type, charset and charset[1].lower(),
        response.headers.get("content-language"), body, is_cut,
    )  # fmt: skip
