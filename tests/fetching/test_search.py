"""Searches: what each is asked and answers, and what its failures mean."""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from urllib.parse import parse_qs, urlsplit

import pytest
import pytest_asyncio
from pydantic import SecretStr

from milepost.domain.ports.fetching import Search
from milepost.domain.search_errors import (
    SearchAnswerInvalid,
    SearchBusy,
    SearchFailure,
    SearchKeyRefused,
    SearchUnreachable,
)
from milepost.fetching.checked_requests import CheckedRequests
from milepost.fetching.resolving import SystemResolver
from milepost.fetching.search.brave import BraveSearch
from milepost.fetching.search.candidates import Found, candidates
from milepost.fetching.search.choosing import SearchChoice, SearchKind, open_search
from milepost.fetching.search.ddgs import DuckDuckGoSearch
from milepost.fetching.search.exa import ExaSearch
from milepost.fetching.search.searxng import SearxngSearch
from milepost.fetching.search.tavily import TavilySearch
from milepost.fetching.urls import OPERATORS_OWN
from milepost.fetching.web_access import open_web_access
from tests.support.fakes import ManualClock
from tests.support.web_sites import QUICK, Names, Reply, Web, redirect, small_web

KEY = SecretStr("secret-key")
URL = "https://docs.example/loops"
JSON = {"content-type": "application/json"}
DUCK_PAGE = """<html><body><div class="result results_links result--ad"><h2 class="result__title">
<a rel="nofollow" class="result__a" href="https://duckduckgo.com/y.js?ad_domain=shop.example">Buy loops</a></h2></div>
<div class="result results_links"><div class="links_main result__body"><h2 class="result__title">
<a rel="nofollow" class="result__a" href="//duckduckgo.com/l/?uddg=https%3A%2F%2Fdocs.example%2Floops&amp;rut=1">
Loops in <b>Python</b></a></h2><a class="result__url" href="x">docs.example</a>
<a class="result__snippet" href="x">How <b>loops</b> work</a></div></div>
<div class="result"><a class="result__a" href="https://other.example/">Other</a></div></body></html>"""


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Web]:
    async with small_web() as web:
        yield web


def requests() -> CheckedRequests:
    return CheckedRequests(resolve=Names(), rules=OPERATORS_OWN, patience=QUICK)


#: Each search at the address it is given, and what it answers when it finds one page.
SEARCHES: Mapping[str, tuple[Callable[[str], Search], str]] = {
    "searxng": (
        lambda url: SearxngSearch(requests(), base_url=url.removesuffix("/search")),
        json.dumps({"results": [{"url": URL, "title": "Loops", "content": "How <b>loops</b> work", "engine": "x"}]}),
    ),
    "brave": (
        lambda url: BraveSearch(requests(), key=KEY, endpoint=url),
        json.dumps({
            "type": "search",
            "web": {"results": [{"url": URL, "title": "Loops", "description": "How <strong>loops</strong> work"}]},
        }),
    ),
    "tavily": (
        lambda url: TavilySearch(requests(), key=KEY, endpoint=url),
        json.dumps({"results": [{"url": URL, "title": "Loops", "content": "How loops work", "score": 0.9}]}),
    ),
    "exa": (
        lambda url: ExaSearch(requests(), key=KEY, endpoint=url),
        json.dumps({"results": [{"url": URL, "title": "Loops", "highlights": ["How loops work"]}]}),
    ),
    "ddgs": (
        lambda url: DuckDuckGoSearch(requests(), endpoint=url),
        '<a class="result__a" href="https://docs.example/loops">Loops</a><a class="result__snippet">How loops work</a>',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SEARCHES)
async def test_a_search_answers_numbered_candidates(web: Web, name: str) -> None:
    make, answer = SEARCHES[name]
    web.put_everywhere_else("search.example", lambda _: Reply(200, answer.encode(), JSON))

    [found] = await make(web.url("search.example/search")).find("loops & lists", language="zh", limit=5)

    assert (found.number, found.title, found.url, found.snippet) == (1, "Loops", URL, "How loops work")
    [asked] = web.asked
    sent = parse_qs(urlsplit(asked.target).query) or parse_qs(asked.body.decode())
    query = sent["q"][0] if sent else json.loads(asked.body)["query"]
    assert query == "loops & lists"
    assert ("secret-key" in str(asked.headers)) is (name in {"brave", "tavily", "exa"})
    assert "secret-key" not in asked.target + asked.body.decode()


@pytest.mark.parametrize("name", SEARCHES)
@pytest.mark.parametrize(
    ("reply", "failure"),
    [
        (Reply(429), SearchBusy),
        (Reply(402), SearchBusy),
        (Reply(401), SearchKeyRefused),
        (Reply(422, b'{"error": {"code": "SUBSCRIPTION_TOKEN_INVALID"}}'), SearchKeyRefused),
        (Reply(500), SearchUnreachable),
        (Reply(404, b"<html>"), SearchAnswerInvalid),
        (Reply(200, b"<html>Welcome</html>"), SearchAnswerInvalid),
        (Reply(200, b""), SearchAnswerInvalid),
        (Reply(200, b'{"results": "none"}'), SearchAnswerInvalid),
        (Reply(200, b"[" * 100_000), SearchAnswerInvalid),
        (redirect("http://elsewhere.example/"), SearchAnswerInvalid),
    ],
)
async def test_a_search_that_fails_says_what_to_do(
    web: Web, name: str, reply: Reply, failure: type[SearchFailure]
) -> None:
    web.put_everywhere_else("search.example", lambda _: reply)
    if name == "searxng" and failure is SearchKeyRefused:
        failure = SearchAnswerInvalid  # It has no key; this is how it says that json is switched off.

    with pytest.raises(failure) as raised:
        await SEARCHES[name][0](web.url("search.example/search")).find("loops", language="en")

    assert name in str(raised.value)
    assert "secret-key" not in str(raised.value)
    assert len(web.asked) == 1


async def test_a_search_that_is_not_there_is_unreachable() -> None:
    for name, (make, _) in SEARCHES.items():
        with pytest.raises(SearchUnreachable, match=name):
            await make("http://search.example:1/search").find("loops", language="en")


async def test_a_page_of_results_is_read_without_its_advertisements(web: Web) -> None:
    url = web.put("duck.example/html/", Reply(200, DUCK_PAGE.encode()))

    found = await DuckDuckGoSearch(requests(), endpoint=url).find("loops", language="en")

    assert [(one.number, one.title, one.url, one.snippet) for one in found] == [
        (1, "Loops in Python", URL, "How loops work"),
        (2, "Other", "https://other.example/", ""),
    ]


async def test_a_page_of_results_without_any_tells_why(web: Web) -> None:
    url = web.put("duck.example/html/", Reply(200, b'<div class="no-results">No results.</div>'))
    search = DuckDuckGoSearch(requests(), endpoint=url)

    assert await search.find("loops", language="en") == ()
    web.put("duck.example/html/", Reply(200, b'<div class="anomaly-modal">Select all ducks</div>'))
    with pytest.raises(SearchBusy, match="a person"):
        await search.find("loops", language="en")


async def test_brave_leaves_out_what_it_does_not_find(web: Web) -> None:
    url = web.put("brave.example/", Reply(200, b'{"type": "search", "query": {}}'))
    web.put_everywhere_else("brave.example", lambda _: Reply(200, b'{"type": "search", "query": {}}'))

    assert await BraveSearch(requests(), key=KEY, endpoint=url).find("loops", language="en") == ()


def test_candidates_are_addresses_that_may_be_fetched_each_once() -> None:
    urls = (
        "https://a.example/1", "javascript:alert(1)", "https://A.example/1#part", "http://127.0.0.1/", "ftp://a.example/",
        "https://u:p@a.example/", "not an address", "http://a.example:22/", " https://a.example/2 ", "https://a.example/3",
    )  # fmt: skip
    found = candidates(
        (Found(url=url, title="A\n\u202e<b>B</b>", snippet="x" * 900) for url in urls), limit=2
    )

    assert [(one.number, one.url) for one in found] == [
        (1, "https://a.example/1"),
        (2, "https://a.example/2"),
    ]
    assert {one.title for one in found} == {"A B"}
    assert all(len(one.snippet) <= 600 for one in found)


async def test_nothing_is_searched_unless_a_search_is_chosen() -> None:
    web = open_web_access(ManualClock())

    assert not web.search.is_available
    assert await web.search.find("loops", language="en") == ()
    web.close()


def test_a_choice_that_lacks_something_is_refused() -> None:
    resolver = SystemResolver()
    kinds: tuple[SearchKind, ...] = ("searxng", "brave", "tavily", "exa")
    for kind in kinds:
        with pytest.raises(ValueError, match=f"The search {kind} needs"):
            open_search(SearchChoice(kind), resolver)
        assert open_search(
            SearchChoice(kind, base_url="http://localhost:8888", key=KEY), resolver
        ).is_available
    assert open_search(SearchChoice("ddgs"), resolver).is_available
    resolver.close()
