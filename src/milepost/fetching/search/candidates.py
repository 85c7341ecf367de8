"""What a search answers, made into numbered candidates: plain words, and addresses that may be fetched, each once."""

from collections.abc import Iterable, Sequence

from pydantic import BaseModel

from milepost.domain.links import SNIPPET_LENGTH, TITLE_LENGTH, Candidate
from milepost.fetching.failures import FetchFailed
from milepost.fetching.html_pages import read_html
from milepost.fetching.plain_words import one_line
from milepost.fetching.urls import read_url

MOST = 20


class Found(BaseModel):
    """One answer of a search; more than this is not read."""

    url: str
    title: str | None = None
    snippet: str | None = None


def candidates(found: Iterable[Found], limit: int) -> Sequence[Candidate]:
    """Number the first so many that lead to a public name; the addresses behind the names are checked when fetched."""
    kept: dict[str, Candidate] = {}
    for one in found:
        if len(kept) >= min(limit, MOST):
            break
        try:
            url = str(read_url(one.url.strip()))
        except FetchFailed:
            continue
        title = _plain(one.title, TITLE_LENGTH) or url[:TITLE_LENGTH]
        if url not in kept:
            kept[url] = Candidate(
                number=len(kept) + 1, title=title, url=url, snippet=_plain(one.snippet, SNIPPET_LENGTH)
            )
    return tuple(kept.values())


def _plain(words: str | None, length: int) -> str:
    """Without the tags that some searches mark the query with."""
    return one_line(read_html((words or "")[: 8 * length]).text, length)
