"""The search API of Brave."""

from collections.abc import Sequence

from pydantic import BaseModel, SecretStr

from milepost.domain.links import Candidate
from milepost.fetching.checked_requests import CheckedRequests
from milepost.fetching.search.asking import Question, SearchServer
from milepost.fetching.search.candidates import MOST, Found, candidates

ENDPOINT = "https://api.search.brave.com/res/v1/web/search"
#: It refuses a language it does not know, so only these are named.
_LANGUAGES = {"en": "en", "zh": "zh-hans"}


class _Result(BaseModel):
    url: str
    title: str | None = None
    description: str | None = None


class _Results(BaseModel):
    results: list[_Result] = []


class _Answer(BaseModel):
    web: _Results | None = None
    """Left out when nothing is found."""
    type: str


class BraveSearch:
    """See `Search`. Source: the web search page of Brave's API documentation."""

    is_available = True

    def __init__(self, requests: CheckedRequests, *, key: SecretStr, endpoint: str = ENDPOINT) -> None:
        self._server = SearchServer("brave", requests)
        self._key = key
        self._endpoint = endpoint

    async def find(self, query: str, *, language: str, limit: int = 10) -> Sequence[Candidate]:
        params: dict[str, str | int] = {"q": query, "count": min(limit, MOST)}
        if (known := _LANGUAGES.get(language)) is not None:
            params["search_lang"] = known
        headers = {"X-Subscription-Token": self._key.get_secret_value()}
        answer = await self._server.ask(Question(self._endpoint, params, headers), _Answer)
        found = answer.web.results if answer.web else []
        return candidates(
            (Found(url=one.url, title=one.title, snippet=one.description) for one in found), limit
        )
