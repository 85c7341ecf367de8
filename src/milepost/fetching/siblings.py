"""What a site shows where no page can be: without knowing that, an answer of 200 says nothing of a page."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from milepost.domain.ports.runtime import Clock
from milepost.fetching.failures import FetchFailed
from milepost.fetching.fetcher import Fetcher
from milepost.fetching.html_pages import HtmlPage
from milepost.fetching.reading import read_page
from milepost.fetching.soft_404 import is_home, look_alike, made_up_sibling, says_not_found
from milepost.fetching.urls import WebUrl

_REMEMBERED = 500
_KEPT = timedelta(hours=1)
_TEXT_KEPT = 20_000
_MISSING = frozenset({400, 404, 410})


@dataclass(frozen=True, slots=True)
class Sibling:
    """What a site shows at an address that was made up."""

    answer: Literal["missing", "page", "unknown"]
    """`missing`: it says in some way that there is nothing, as it should."""
    url: WebUrl | None = None
    """Where its redirects end."""
    text: str = ""
    token: str = ""

    def is_same_as(self, url: WebUrl, page: HtmlPage) -> bool:
        """Whether a page is what is shown here, too; each may echo its own address."""
        if self.url is not None and self.url.url == url.url:
            return True
        own_part = url.url.path.rstrip("/").rpartition("/")[2]
        return look_alike(
            page.text[:_TEXT_KEPT], self.text, apart=[part for part in (self.token, own_part) if part]
        )


class Siblings:
    """Asks for made-up addresses, once an hour for each folder of a site."""

    def __init__(self, fetcher: Fetcher, clock: Clock, *, read_bytes: int) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._read_bytes = read_bytes
        self._known: OrderedDict[str, tuple[datetime, Sibling]] = OrderedDict()

    async def beside(self, url: WebUrl, *, language: str | None) -> Sibling:
        token = f"milepost-{secrets.token_hex(8)}"
        address = made_up_sibling(url, token)
        place = f"{address.replace(token, '')} {language}"
        now = self._clock.now()
        if (known := self._known.get(place)) is not None and now - known[0] < _KEPT:
            return known[1]
        sibling = await self._ask(address, token, language)
        if sibling.answer != "unknown":
            self._known[place] = now, sibling
            self._known.move_to_end(place)
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return sibling

    async def _ask(self, address: str, token: str, language: str | None) -> Sibling:
        try:
            fetched = await self._fetcher.fetch(address, cut_at=self._read_bytes, language=language)
        except FetchFailed:
            return Sibling("unknown")
        if fetched.status in _MISSING:
            return Sibling("missing")
        if not fetched.is_found:
            return Sibling("unknown")
        page = await read_page(fetched)
        # A page that is judged by this one does not say that it is missing, and is not the front page.
        if page is None or is_home(fetched.url) or says_not_found(page, None):
            return Sibling("missing")
        return Sibling("page", fetched.url, page.text[:_TEXT_KEPT], token)
