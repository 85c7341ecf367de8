"""All that reaches the web, put together for whoever starts the program."""

from collections.abc import Collection
from dataclasses import dataclass

from milepost.domain.ports.fetching import LinkChecker, PageReader, Search
from milepost.domain.ports.runtime import Clock
from milepost.fetching.addresses import public_except
from milepost.fetching.checked_requests import CheckedRequests
from milepost.fetching.fetcher import Fetcher
from milepost.fetching.links import WebLinkChecker
from milepost.fetching.pacing import Pace
from milepost.fetching.pages import WebPageReader
from milepost.fetching.resolving import SystemResolver
from milepost.fetching.search.choosing import NOTHING_CHOSEN, SearchChoice, open_search
from milepost.fetching.urls import WebRules


@dataclass(frozen=True, slots=True)
class WebAccess:
    """One for a process: the pace at which a site is asked is kept in here."""

    links: LinkChecker
    pages: PageReader
    search: Search
    resolver: SystemResolver

    def close(self) -> None:
        self.resolver.close()


def open_web_access(
    clock: Clock, *, search: SearchChoice = NOTHING_CHOSEN, hidden_networks: Collection[str] = ()
) -> WebAccess:
    """The web as Milepost reaches it. Nothing is opened before something is asked for.

    Args:
        hidden_networks: See `public_except`.

    Raises:
        ValueError: The choice of a search lacks something, or a network is none.
    """
    resolver = SystemResolver()
    rules = WebRules(why_not=public_except(hidden_networks))
    fetcher = Fetcher(CheckedRequests(resolve=resolver, rules=rules), Pace())
    return WebAccess(
        links=WebLinkChecker(fetcher, clock),
        pages=WebPageReader(fetcher, clock),
        search=open_search(search, resolver),
        resolver=resolver,
    )
