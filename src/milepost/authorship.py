"""What is opened when it is first needed: the web, and the author that asks models.

Both load what most processes never need, and the first of them is shared by all, so that a site is asked by one pace.
"""

import asyncio
import contextlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import SecretStr

from milepost.agents.gateway import Gateway
from milepost.agents.writing.composite import AuthorByConcept
from milepost.domain.links import ANY_PAGE, ExpectedPage, LinkCheck
from milepost.domain.ports.models import ModelSettings
from milepost.domain.ports.planning import Author
from milepost.domain.ports.runtime import Clock

if TYPE_CHECKING:
    from milepost.fetching.search.choosing import SearchKind
    from milepost.fetching.web_access import WebAccess


@dataclass(frozen=True, slots=True)
class ChosenSearch:
    """Which web search finds links for what the catalog does not have, and with what it is asked."""

    kind: "SearchKind"
    url: str | None
    key: SecretStr | None


class WebOnDemand:
    """The web, opened when something is first asked of it; implements `LinkChecker`."""

    def __init__(self, clock: Clock, search: ChosenSearch, hidden_networks: Collection[str] = ()) -> None:
        """`hidden_networks` are never reached, though they have public addresses."""
        self._clock = clock
        self._search = search
        self._hidden_networks = hidden_networks
        self._opening = asyncio.Lock()
        self._opened: WebAccess | None = None

    @property
    def has_search(self) -> bool:
        return self._search.kind != "none"

    async def check(self, url: str, *, expect: ExpectedPage = ANY_PAGE) -> LinkCheck:
        return await (await self.opened()).links.check(url, expect=expect)

    async def opened(self) -> "WebAccess":
        async with self._opening:
            if self._opened is None:
                self._opened = await asyncio.to_thread(self._open)
        return self._opened

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()

    def _open(self) -> "WebAccess":
        from milepost.fetching.search.choosing import SearchChoice  # noqa: PLC0415
        from milepost.fetching.web_access import open_web_access  # noqa: PLC0415

        search = self._search
        return open_web_access(
            self._clock,
            search=SearchChoice(search.kind, base_url=search.url, key=search.key),
            hidden_networks=self._hidden_networks,
        )


@contextlib.contextmanager
def open_web(
    clock: Clock, search: ChosenSearch, hidden_networks: Collection[str] = ()
) -> Iterator[WebOnDemand]:
    """The web for this process; what it has opened is closed in the end. Arguments as of `WebOnDemand`."""
    web = WebOnDemand(clock, search, hidden_networks)
    try:
        yield web
    finally:
        web.close()


def make_author(
    catalog: Author, gateway: Gateway, settings: ModelSettings, web: WebOnDemand
) -> AuthorByConcept:
    """The author of everything."""

    async def open_model_author() -> Author:
        opened = await web.opened()

        def load() -> Author:
            from milepost.agents.writing.model_author import ModelAuthor  # noqa: PLC0415

            return ModelAuthor(gateway, settings, search=opened.search, links=opened.links)

        return await asyncio.to_thread(load)

    return AuthorByConcept(catalog, open_model_author, has_search=web.has_search)
