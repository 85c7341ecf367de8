"""The search API of Exa."""

from collections.abc import Sequence

from pydantic import BaseModel, SecretStr

from milepost.domain.links import Candidate
from milepost.fetching.checked_requests import CheckedRequests
from milepost.fetching.search.asking import Question, SearchServer
from milepost.fetching.search.candidates import MOST, Found, candidates

ENDPOINT = "https://api.exa.ai/search"


class _Result(BaseModel):
    url: str
    title: str | None = None
    highlights: list[str] | None = None


class _Answer(BaseModel):
    results: list[_Result]


class ExaSearch:
    """See `Search`; the language is that of the query. Source: the search page of Exa's API reference."""

    is_available = True

    def __init__(self, requests: CheckedRequests, *, key: SecretStr, endpoint: str = ENDPOINT) -> None:
        self._server = SearchServer("exa", requests)
        self._key = key
        self._endpoint = endpoint

    async def find(self, query: str, *, language: str, limit: int = 10) -> Sequence[Candidate]:
        question = Question(
            self._endpoint,
            {},
            {"x-api-key": self._key.get_secret_value()},
            json={
                "query": query,
                "type": "auto",
                "numResults": min(limit, MOST),
                "contents": {"highlights": True},
            },
        )
        answer = await self._server.ask(question, _Answer)
        return candidates(
            (
                Found(url=one.url, title=one.title, snippet=" … ".join(one.highlights or ()))
                for one in answer.results
            ),
            limit,
        )
