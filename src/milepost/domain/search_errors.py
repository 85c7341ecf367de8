"""Failures of the web search, one for each cause that wants another remedy; they belong to the tree in `errors.py`."""

from typing import ClassVar

from milepost.domain.errors import Conflict, MilepostError


class SearchFailure(MilepostError):
    """A search that was asked has not answered as it should."""

    next_step: ClassVar[str] = ""

    def __init__(self, search: str, detail: str = "") -> None:
        """`search` is its name as configured; `detail` is what happened, if that helps to understand."""
        self.search = search
        self.reason = detail
        super().__init__(f"{self.title}: {search}{f' ({detail})' if detail else ''}. {self.next_step}")

    def extra(self) -> dict[str, object]:
        return {"search": self.search}


class NoSearchConfigured(Conflict):
    slug = "no-search-configured"
    title = "No web search is set up"

    def __init__(self) -> None:
        super().__init__(
            "Links are found by a web search, and none is set up. Set MILEPOST_SEARCH where the server starts."
        )


class SearchUnreachable(SearchFailure):
    slug = "search-unreachable"
    title = "The web search cannot be reached"
    next_step = "Check its address and this machine's way to it; then retry."


class SearchKeyRefused(SearchFailure):
    slug = "search-key-refused"
    title = "The web search refuses the key"
    next_step = "Check the key and what its account may do."


class SearchBusy(SearchFailure):
    slug = "search-busy"
    title = "The web search takes no more questions now"
    next_step = "Retry later, or look at the quota of its account."


class SearchAnswerInvalid(SearchFailure):
    slug = "search-answer-invalid"
    title = "What answered for the web search cannot be understood"
    next_step = "Check the address, and that a SearXNG server has the format json switched on."


class SearchFoundNothing(SearchFailure):
    slug = "search-found-nothing"
    title = "The web search found no page that works and is what it says"
    next_step = "Retry later, or choose another search."
