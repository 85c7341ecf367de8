"""Picks the search that was chosen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import SecretStr

from milepost.domain.ports.fetching import Search
from milepost.fetching.checked_requests import CheckedRequests
from milepost.fetching.resolving import Resolve
from milepost.fetching.search.brave import BraveSearch
from milepost.fetching.search.ddgs import DuckDuckGoSearch
from milepost.fetching.search.exa import ExaSearch
from milepost.fetching.search.none import NoSearch
from milepost.fetching.search.searxng import SearxngSearch
from milepost.fetching.search.tavily import TavilySearch
from milepost.fetching.urls import OPERATORS_OWN

SearchKind = Literal["none", "searxng", "ddgs", "tavily", "brave", "exa"]
_KEYED: Mapping[SearchKind, Callable[..., Search]] = {
    "tavily": TavilySearch,
    "brave": BraveSearch,
    "exa": ExaSearch,
}


@dataclass(frozen=True, slots=True)
class SearchChoice:
    """Which search is asked, and with what."""

    kind: SearchKind = "none"
    base_url: str | None = None
    """Of a SearXNG server; it may stand at a private address."""
    key: SecretStr | None = None


NOTHING_CHOSEN = SearchChoice()


def open_search(choice: SearchChoice, resolve: Resolve) -> Search:
    """The search of a choice.

    Raises:
        ValueError: It needs an address or a key that was not given; the message names it.
    """
    if choice.kind == "none":
        return NoSearch()
    if choice.kind == "searxng":
        if not choice.base_url:
            raise ValueError("The search searxng needs the address of its server.")
        return SearxngSearch(CheckedRequests(resolve=resolve, rules=OPERATORS_OWN), base_url=choice.base_url)
    requests = CheckedRequests(resolve=resolve)
    if choice.kind == "ddgs":
        return DuckDuckGoSearch(requests)
    if choice.key is None or not choice.key.get_secret_value():
        raise ValueError(f"The search {choice.kind} needs a key.")
    return _KEYED[choice.kind](requests, key=choice.key)
