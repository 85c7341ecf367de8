"""Puts together what asks language models. Nothing of their libraries is loaded before one is asked, or will be."""

import contextlib
from collections.abc import AsyncIterator, Collection
from typing import NamedTuple

from pydantic import SecretStr

from milepost.agents.gateway import Gateway
from milepost.agents.places import AT_ONCE, LocalPlaces
from milepost.authorship import ChosenSearch, WebOnDemand, make_author, open_web
from milepost.domain.ports.models import RequestPlaces
from milepost.domain.ports.planning import Author
from milepost.domain.ports.runtime import Clock, Ids
from milepost.domain.ports.storage import Database
from milepost.outage import Outage
from milepost.storage.key_vault import FernetVault
from milepost.storage.opening import OpenStorage
from milepost.storage.provider_store import StoredModelSettings


class Models(NamedTuple):
    gateway: Gateway
    settings: StoredModelSettings
    vault: FernetVault
    author: Author
    web: WebOnDemand


class SharedRedis(NamedTuple):
    """The Redis that several processes share, if there is one."""

    url: SecretStr | None
    outage: Outage
    """What this process knows of it; one for all that use it, so that its loss is told once."""


@contextlib.asynccontextmanager
async def open_models(
    storage: OpenStorage,
    database: Database,
    *,
    catalog: Author,
    vault: FernetVault,
    search: ChosenSearch,
    hidden_networks: Collection[str],
    redis: SharedRedis,
    clock: Clock,
    ids: Ids,
) -> AsyncIterator[Models]:
    """What asks models for this process; it is closed in the end."""
    stored = StoredModelSettings(database, vault)
    async with _places(storage, redis) as places:
        gateway = Gateway(settings=stored, database=database, clock=clock, ids=ids, places=places)
        try:
            with open_web(clock, search, hidden_networks) as web:
                author = make_author(catalog, gateway, stored, web)
                yield Models(gateway, stored, vault, author, web)
        finally:
            await gateway.close()


@contextlib.asynccontextmanager
async def _places(storage: OpenStorage, redis: SharedRedis) -> AsyncIterator[RequestPlaces]:
    """The places of this process, shared with others by Redis where there is one."""
    local = LocalPlaces()
    if redis.url is None:
        yield local
        return
    from milepost.shared_places import SharedPlaces  # noqa: PLC0415  a twentieth of a start, for those who share

    async with SharedPlaces(
        redis.url.get_secret_value(),
        key=storage.hint_key,
        epoch=storage.event_log.epoch,
        local=local,
        at_once=AT_ONCE,
        outage=redis.outage,
    ) as shared:
        yield shared
