"""SearXNG, which whoever runs Milepost may run beside it; its settings have to name json among the formats."""

from collections.abc import Sequence

from pydantic import BaseModel

from milepost.domain.links import Candidate
from milepost.domain.search_errors import SearchAnswerInvalid, SearchKeyRefused
from milepost.fetching.checked_requests import CheckedRequests
from milepost.fetching.search.asking import Question, SearchServer
from milepost.fetching.search.candidates import Found, candidates


class _Result(BaseModel):
    url: str
    title: str | None = None
    content: str | None = None


class _Answer(BaseModel):
    results: list[_Result]


class SearxngSearch:
    """See `Search`. Source: the Search API page of SearXNG's documentation."""

    is_available = True

    def __init__(self, requests: CheckedRequests, *, base_url: str) -> None:
        self._server = SearchServer("searxng", requests)
        self._url = f"{base_url.rstrip('/')}/search"

    async def find(self, query: str, *, language: str, limit: int = 10) -> Sequence[Candidate]:
        question = Question(self._url, {"q": query, "format": "json", "language": language}, {})
        try:
            answer = await self._server.ask(question, _Answer)
        except SearchKeyRefused as error:
            # There is no key: 403 is how it says that a format is switched off.
            raise SearchAnswerInvalid(self._server.name, "it refuses the format json") from error
        return candidates(
            (Found(url=one.url, title=one.title, snippet=one.content) for one in answer.results), limit
        )
