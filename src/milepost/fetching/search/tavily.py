"""The search API of Tavily."""

from collections.abc import Sequence

from pydantic import BaseModel, SecretStr

from milepost.domain.links import Candidate
from milepost.fetching.checked_requests import CheckedRequests
from milepost.fetching.search.asking import Question, SearchServer
from milepost.fetching.search.candidates import MOST, Found, candidates

ENDPOINT = "https://api.tavily.com/search"


class _Result(BaseModel):
    url: str
    title: str | None = None
    content: str | None = None


class _Answer(BaseModel):
    results: list[_Result]


class TavilySearch:
    """See `Search`; the language is that of the query. Source: the search page of Tavily's API reference."""

    is_available = True

    def __init__(self, requests: CheckedRequests, *, key: SecretStr, endpoint: str = ENDPOINT) -> None:
        self._server = SearchServer("tavily", requests)
        self._key = key
        self._endpoint = endpoint

    async def find(self, query: str, *, language: str, limit: int = 10) -> Sequence[Candidate]:
        question = Question(
            self._endpoint,
            {},
            {"Authorization": f"Bearer {self._key.get_secret_value()}"},
            json={"query": query, "max_results": min(limit, MOST), "search_depth": "basic"},
        )
        answer = await self._server.ask(question, _Answer)
        return candidates(
            (Found(url=one.url, title=one.title, snippet=one.content) for one in answer.results), limit
        )
