"""DuckDuckGo's page of results without scripts; there is no API and no key.

The page is read as it is served to browsers without scripts. It may answer with a riddle for people instead, which is
reported and not worked around.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import parse_qs, urlsplit

from milepost.domain.links import Candidate
from milepost.domain.search_errors import SearchAnswerInvalid, SearchBusy
from milepost.fetching.checked_requests import CheckedRequests
from milepost.fetching.decoding import decoded
from milepost.fetching.html_pages import Tag, parts
from milepost.fetching.search.asking import Question, SearchServer
from milepost.fetching.search.candidates import Found, candidates

ENDPOINT = "https://html.duckduckgo.com/html/"
_REGIONS = {"en": "us-en", "zh": "cn-zh"}
_EVERYWHERE = "wt-wt"
_RESULT = "result__a"
_SNIPPET = "result__snippet"
_NOTHING = "no-results"
_RIDDLE = "anomaly"


class DuckDuckGoSearch:
    """See `Search`."""

    is_available = True

    def __init__(self, requests: CheckedRequests, *, endpoint: str = ENDPOINT) -> None:
        self._server = SearchServer("ddgs", requests)
        self._endpoint = endpoint

    async def find(self, query: str, *, language: str, limit: int = 10) -> Sequence[Candidate]:
        form = {"q": query, "b": "", "kl": _REGIONS.get(language, _EVERYWHERE)}
        page = decoded(await self._server.ask_text(Question(self._endpoint, {}, {}, form=form)), "utf-8")
        found = list(_results(page))
        if not found and _RIDDLE in page:
            raise SearchBusy(self._server.name, "it asks for a person")
        if not found and _NOTHING not in page:
            raise SearchAnswerInvalid(self._server.name, "its page is built otherwise than it was")
        return candidates(found, limit)


def _results(page: str) -> Iterator[Found]:
    """Each link with the class of a result; the words up to the end of the link are its title, then its snippet."""
    url, taking, words = "", "", {"title": "", "snippet": ""}
    for part in parts(page):
        if isinstance(part, str):
            if taking:
                words[taking] += part
        elif part.name == "a" and part.is_end:
            taking = ""
        elif part.name == "a" and _RESULT in (classes := _classes(part)):
            if url:
                yield Found(url=url, **words)
            url, taking, words = (
                _target(part.attributes.get("href", "")),
                "title",
                {"title": "", "snippet": ""},
            )
        elif part.name == "a" and _SNIPPET in classes:
            taking = "snippet"
    if url:
        yield Found(url=url, **words)


def _classes(tag: Tag) -> Sequence[str]:
    return tag.attributes.get("class", "").split()


def _target(href: str) -> str:
    """Where a link of the page leads: some go through a counter that is told the address; of adverts, nowhere."""
    link = urlsplit(f"https:{href}" if href.startswith("//") else href)
    if link.hostname is None or not f".{link.hostname}".endswith(".duckduckgo.com"):
        return href
    return next(iter(parse_qs(link.query).get("uddg", [])), "") if link.path.startswith("/l/") else ""
