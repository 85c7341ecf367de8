"""Reads the text of pages, where their sites let programs do so."""

from milepost.domain.links import LinkReason, PageNotRead, PageText
from milepost.domain.ports.runtime import Clock
from milepost.fetching.failures import FetchFailed
from milepost.fetching.fetcher import HTML_TYPES, TEXT_TYPES, Fetcher
from milepost.fetching.reading import language_of_page, read_page
from milepost.fetching.robots import Robots

#: More than any prompt takes in.
_TEXT_LENGTH = 100_000


class WebPageReader:
    """Reads pages of HTML and plain text; robots.txt is asked before each, wherever a redirect leads."""

    def __init__(self, fetcher: Fetcher, clock: Clock) -> None:
        self._fetcher = fetcher
        self._robots = Robots(fetcher, clock)

    async def read(self, url: str) -> PageText | PageNotRead:
        """See `PageReader`; nothing is raised."""
        try:
            return await self._read(url)
        except FetchFailed as failure:
            return PageNotRead(url=url, reason=failure.reason, detail=failure.detail)

    async def _read(self, url: str) -> PageText:
        fetched = await self._fetcher.fetch(
            url, media_types=HTML_TYPES | TEXT_TYPES, before_hop=self._robots.check
        )
        fetched.require_found()
        page = await read_page(fetched)
        if page is None:
            raise FetchFailed(LinkReason.WRONG_TYPE, "it is no text")
        return PageText(
            url=str(fetched.url),
            title=page.title,
            language=language_of_page(page, fetched),
            text=page.text[:_TEXT_LENGTH],
            is_cut=len(page.text) > _TEXT_LENGTH,
        )
