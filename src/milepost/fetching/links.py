"""Finds out whether a link works: that the page is there, that its site would say if it were not, and what it is."""

from dataclasses import dataclass

from milepost.domain.links import ANY_PAGE, ExpectedPage, LinkCheck, LinkReason, LinkState
from milepost.domain.ports.runtime import Clock
from milepost.fetching.failures import FetchFailed
from milepost.fetching.fetcher import PDF_TYPES, Fetched, Fetcher
from milepost.fetching.html_pages import HtmlPage
from milepost.fetching.languages import same_language
from milepost.fetching.reading import language_of_page, read_page
from milepost.fetching.siblings import Siblings
from milepost.fetching.soft_404 import (
    is_for_sale,
    is_home,
    is_sent_home,
    is_sign_in,
    same_site,
    same_title,
    says_not_found,
)
from milepost.fetching.urls import WebUrl

#: Enough for the title, the headings and the language of any page, and to tell two pages apart.
_READ_BYTES = 256 * 2**10
_PDF_MARK = b"%PDF-"
_PDF_MARK_WITHIN = 1024
_DEAD = frozenset({
    LinkReason.NOT_ALLOWED, LinkReason.NO_SUCH_SITE, LinkReason.GONE, LinkReason.SAYS_NOT_FOUND,
    LinkReason.REDIRECTS_HOME, LinkReason.FOR_SALE,
})  # fmt: skip


@dataclass(slots=True)
class _Seen:
    """What a check has learnt so far, whatever its end."""

    url: WebUrl | None = None
    page: HtmlPage | None = None
    language: str | None = None


class WebLinkChecker:
    """Checks links, each with one request for the page and one for a made-up address beside it.

    robots.txt is not asked: it speaks to programs that collect pages, and this one looks, as the learner's browser
    will, whether a link can be followed. Nothing of the page is kept but its title and language.
    """

    def __init__(self, fetcher: Fetcher, clock: Clock) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._siblings = Siblings(fetcher, clock, read_bytes=_READ_BYTES)

    async def check(self, url: str, *, expect: ExpectedPage = ANY_PAGE) -> LinkCheck:
        """See `LinkChecker`; nothing is raised."""
        seen, reason, detail = _Seen(), LinkReason.FOUND, ""
        try:
            await self._look(url, expect, seen)
        except FetchFailed as end:
            reason, detail = end.reason, end.detail
        state = _state(reason)
        return LinkCheck(
            url=url,
            state=state,
            reason=reason,
            detail=detail,
            final_url=str(seen.url) if seen.url else None,
            title=seen.page.title if seen.page else None,
            title_matches=_title_matches(seen.page, expect),
            language=seen.language,
            language_matches=same_language(seen.language, expect.language),
            expected=expect,
            checked_at=None if state is LinkState.NOT_CHECKED else self._clock.now(),
        )

    async def _look(self, url: str, expect: ExpectedPage, seen: _Seen) -> None:
        """Return when the page is there; whatever else is found is raised."""
        asked = self._fetcher.read_url(url)
        fetched, page = await self._fetch(url, expect)
        if page is not None and page.refresh is not None:
            fetched, page = await self._fetch(str(self._fetcher.next_url(fetched.url, page.refresh)), expect)
        seen.url, seen.page = fetched.url, page
        fetched.require_found()
        if is_sign_in(fetched.url) and not is_sign_in(asked):
            raise FetchFailed(LinkReason.ASKS_TO_SIGN_IN, "it redirects to where one signs in")
        if page is None:
            _judge_file(fetched)
            return
        seen.language = language_of_page(page, fetched)
        _judge_page(page, expect)
        if is_sent_home(asked, fetched.url) and not (
            _title_matches(page, expect) and not same_site(asked, fetched.url)
        ):
            raise FetchFailed(LinkReason.REDIRECTS_HOME, "it redirects to a front page")
        await self._judge_by_sibling(asked, fetched.url, page, expect)

    async def _fetch(self, url: str, expect: ExpectedPage) -> tuple[Fetched, HtmlPage | None]:
        fetched = await self._fetcher.fetch(url, cut_at=_READ_BYTES, language=expect.language)
        return fetched, await read_page(fetched)

    async def _judge_by_sibling(
        self, asked: WebUrl, url: WebUrl, page: HtmlPage, expect: ExpectedPage
    ) -> None:
        """Hold a page against what its site shows where nothing can be; beside the front page that is no question."""
        if is_home(asked):
            return
        sibling = await self._siblings.beside(asked, language=expect.language)
        if sibling.answer == "page" and sibling.is_same_as(url, page):
            raise FetchFailed(LinkReason.SAME_FOR_ANY_ADDRESS, "its site shows the same at a made-up address")
        # A page that stands in for a missing one does not bear the title of the one that was looked for.
        if sibling.answer == "unknown" and not _title_matches(page, expect):
            raise FetchFailed(
                LinkReason.NOT_TOLD_APART, "its site does not say what it shows for a missing page"
            )


def _state(reason: LinkReason) -> LinkState:
    if reason is LinkReason.FOUND:
        return LinkState.OK
    if reason is LinkReason.NO_NETWORK:
        return LinkState.NOT_CHECKED
    return LinkState.DEAD if reason in _DEAD else LinkState.UNKNOWN


def _title_matches(page: HtmlPage | None, expect: ExpectedPage) -> bool | None:
    if page is None or expect.title is None:
        return None
    return same_title(expect.title, page.names)


def _judge_page(page: HtmlPage, expect: ExpectedPage) -> None:
    if says_not_found(page, expect.title):
        raise FetchFailed(LinkReason.SAYS_NOT_FOUND, "the page says that it is not there")
    if is_for_sale(page):
        raise FetchFailed(LinkReason.FOR_SALE, "the domain is for sale")
    if page.refresh is not None:
        raise FetchFailed(LinkReason.TOO_MANY_REDIRECTS, "it sends its reader on and on")


def _judge_file(fetched: Fetched) -> None:
    """A file that is no page: a PDF shows by its mark that it is one, and of others nothing can be said."""
    if fetched.media_type not in PDF_TYPES:
        raise FetchFailed(LinkReason.WRONG_TYPE, f"it is {fetched.media_type[:60] or 'of no type'}")
    if _PDF_MARK not in fetched.body[:_PDF_MARK_WITHIN]:
        raise FetchFailed(LinkReason.BROKEN_ANSWER, "it is said to be a PDF and is none")
