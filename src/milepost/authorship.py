"""Puts the author together: the catalog's, and one that asks models and the web, opened when it first has to write."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import SecretStr

from milepost.agents.gateway import Gateway
from milepost.agents.writing.composite import AuthorByConcept
from milepost.domain.ports.models import ModelSettings
from milepost.domain.ports.planning import Author
from milepost.domain.ports.runtime import Clock

if TYPE_CHECKING:
    from milepost.fetching.search.choosing import SearchKind


@dataclass(frozen=True, slots=True)
class ChosenSearch:
    """Which web search finds links for what the catalog does not have, and with what it is asked."""

    kind: "SearchKind"
    url: str | None
    key: SecretStr | None


@contextlib.asynccontextmanager
async def open_author(
    catalog: Author, gateway: Gateway, settings: ModelSettings, clock: Clock, search: ChosenSearch
) -> AsyncIterator[AuthorByConcept]:
    """The author of everything; what it has opened is closed in the end."""
    with contextlib.ExitStack() as opened:

        def open_model_author() -> Author:
            # Here, because these load what most processes never need.
            from milepost.agents.writing.model_author import ModelAuthor  # noqa: PLC0415
            from milepost.fetching.search.choosing import SearchChoice  # noqa: PLC0415
            from milepost.fetching.web_access import open_web_access  # noqa: PLC0415

            choice = SearchChoice(search.kind, base_url=search.url, key=search.key)
            web = open_web_access(clock, search=choice)
            opened.callback(web.close)
            return ModelAuthor(gateway, settings, search=web.search, links=web.links)

        yield AuthorByConcept(
            catalog, lambda: asyncio.to_thread(open_model_author), has_search=search.kind != "none"
        )
