"""The web as workflows and agents see it: pages that are read, links that are checked, a search for either."""

from collections.abc import Sequence
from typing import Protocol

from milepost.domain.links import ANY_PAGE, Candidate, ExpectedPage, LinkCheck, PageNotRead, PageText


class LinkChecker(Protocol):
    async def check(self, url: str, *, expect: ExpectedPage = ANY_PAGE) -> LinkCheck:
        """Find out whether a link works and leads to what is expected. What goes wrong is part of the answer."""
        ...


class PageReader(Protocol):
    async def read(self, url: str) -> PageText | PageNotRead:
        """Read the text of a page, if its site lets programs read it."""
        ...


class Search(Protocol):
    @property
    def is_available(self) -> bool:
        """Whether there is anything to ask; without it nothing is ever found, and no query need be thought of."""
        ...

    async def find(self, query: str, *, language: str, limit: int = 10) -> Sequence[Candidate]:
        """Pages for a query, best first, at addresses that may be fetched, each once.

        Args:
            language: Of the learner, as in `en`; a preference, no filter.

        Raises:
            SearchFailure: What was asked has not answered as it should.
        """
        ...
