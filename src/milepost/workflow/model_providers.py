"""Providers of models: listed, added, changed and removed. No answer ever has a key in it."""

import asyncio
import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Literal

import structlog
from pydantic import SecretStr

from milepost.domain.errors import ParameterRefused
from milepost.domain.id_check import check_provider_id
from milepost.domain.ids import PROVIDER_PREFIX, OwnerId
from milepost.domain.model import Value
from milepost.domain.models import ModelRole, OutputMode, ProviderKind
from milepost.domain.ports.storage import Stores
from milepost.domain.provider_errors import (
    ModelSecretMissing,
    ModelSecretWrong,
    ProviderInUse,
    ProviderNameTaken,
    ProviderNotFound,
    TooManyProviders,
)
from milepost.domain.provider_presets import PRESETS, ProviderPreset
from milepost.domain.providers import (
    PROVIDERS_AT_MOST,
    ApiKey,
    BaseUrl,
    ModelRoles,
    ProviderName,
    ProviderRecord,
    origin_of,
    shown_end,
)
from milepost.workflow.once import Request, once
from milepost.workflow.services import Services

log = structlog.get_logger("milepost.models")


class NewProvider(Value):
    """A provider to be added."""

    kind: ProviderKind
    name: ProviderName
    base_url: BaseUrl | None = None
    """Where its server is, up to what comes before `/chat/completions` and the like; null where its kind has one."""
    api_key: ApiKey | None = None
    output_mode: OutputMode = OutputMode.TOOL


class ProviderChange(Value):
    """What is to be different; what is left out stays."""

    name: ProviderName | None = None
    base_url: BaseUrl | None = None
    api_key: ApiKey | None = None
    """A new key; null takes the stored one out. A key stays with its server: another server needs it again."""
    output_mode: OutputMode | None = None


class KeyState(Value):
    """What may be known of a key."""

    state: Literal["none", "stored", "unreadable"]
    """Unreadable: stored, but not with the secret that this server has now."""
    ends_with: str | None = None
    """Its last four characters, where it is long enough to show them."""


class Provider(Value):
    """A provider as its owner sees it."""

    provider_id: str
    kind: ProviderKind
    name: str
    base_url: str | None
    output_mode: OutputMode
    key: KeyState
    used_by: tuple[ModelRole, ...]
    """The roles whose model is of this provider."""
    created_at: datetime
    updated_at: datetime


class Providers(Value):
    """All providers of an owner, oldest first."""

    items: tuple[Provider, ...]
    presets: tuple[ProviderPreset, ...]
    """Providers that people use, for whoever adds one."""


async def list_providers(services: Services, owner_id: OwnerId) -> Providers:
    """What the owner has set up, and what is easily added."""
    async with services.database.read() as work:
        found = await work.providers.of_owner(owner_id)
        roles = await work.providers.roles(owner_id)
    items = [await _as_seen(services, provider, roles) for provider in found]
    return Providers(items=tuple(items), presets=PRESETS)


async def add_provider(services: Services, request: Request, new: NewProvider) -> Provider:
    """Keep a provider, its key encrypted.

    Raises:
        ParameterRefused: Its kind needs an address.
        ProviderNameTaken, TooManyProviders: Beside the others it cannot be.
        ModelSecretMissing, ModelSecretWrong: Its key cannot be encrypted; nothing was kept.
    """
    now = services.clock.now()
    record = ProviderRecord(
        provider_id=services.ids.new(PROVIDER_PREFIX),
        owner_id=request.owner_id,
        kind=new.kind,
        name=new.name,
        base_url=_fitting(new.kind, new.base_url),
        encrypted_key=None,
        output_mode=new.output_mode,
        created_at=now,
        updated_at=now,
    )

    async def effect(work: Stores) -> Provider:
        await work.providers.hold(request.owner_id)
        if len(await work.providers.of_owner(request.owner_id)) >= PROVIDERS_AT_MOST:
            raise TooManyProviders(PROVIDERS_AT_MOST)
        await _check_name(work, record)
        kept = await _with_key(services, work, record, new.api_key)
        await work.providers.put(kept)
        work.after_commit(lambda: _noted("provider_added", kept))
        return await _as_seen(services, kept, ModelRoles())

    return await once(services, await _keyless(request, new), effect, Provider)


async def change_provider(
    services: Services, owner_id: OwnerId, provider_id: str, change: ProviderChange
) -> Provider:
    """Keep a provider as it is to be.

    Raises:
        ProviderNotFound: There is no such provider for this owner.
        ParameterRefused: Its kind needs an address; or its key would go to another server than it was given for.
        ProviderNameTaken: Another one is called that.
        ModelSecretMissing, ModelSecretWrong: The new key cannot be encrypted; nothing was changed.
    """
    async with services.database.write() as work:
        await work.providers.hold(owner_id)
        before = await _get_provider(work, owner_id, provider_id)
        given = {name: getattr(change, name) for name in change.model_fields_set}
        base_url = _fitting(before.kind, given.get("base_url", before.base_url))
        if (
            before.encrypted_key
            and "api_key" not in given
            and origin_of(base_url) != origin_of(before.base_url)
        ):
            # Else whoever may change the address, and may not see the key, could have it sent to themselves.
            raise ParameterRefused(
                "/api_key",
                "The stored key was given for another server. Send it again for this one, or null to go without.",
            )
        after = before.model_copy(
            update={
                "name": given.get("name") or before.name,
                "base_url": base_url,
                "output_mode": given.get("output_mode") or before.output_mode,
                "updated_at": services.clock.now(),
            }
        )
        await _check_name(work, after)
        if "api_key" in given:
            after = await _with_key(services, work, after, given["api_key"])
        await work.providers.put(after)
        work.after_commit(lambda: _noted("provider_changed", after))
        roles = await work.providers.roles(owner_id)
    return await _as_seen(services, after, roles)


async def remove_provider(services: Services, request: Request, provider_id: str) -> Provider:
    """Forget a provider and its key; how it was.

    Raises:
        ProviderNotFound: There is no such provider for this owner.
        ProviderInUse: A model of it is chosen for a role.
    """

    async def effect(work: Stores) -> Provider:
        await work.providers.hold(request.owner_id)
        provider = await _get_provider(work, request.owner_id, provider_id)
        roles = await work.providers.roles(request.owner_id)
        if used_by := roles.of_provider(provider_id):
            raise ProviderInUse(used_by)
        await work.providers.remove(provider_id)
        work.after_commit(lambda: _noted("provider_removed", provider))
        return await _as_seen(services, provider, roles)

    return await once(services, request, effect, Provider)


async def read_provider(
    services: Services, owner_id: OwnerId, provider_id: str
) -> tuple[ProviderRecord, SecretStr | None, ModelRoles]:
    """A provider with its key, readable, and what each role's model is.

    Raises:
        ProviderNotFound: There is no such provider for this owner.
        ModelSecretMissing, ModelSecretWrong: Its key cannot be read.
    """
    async with services.database.read() as work:
        provider = await _get_provider(work, owner_id, provider_id)
        roles = await work.providers.roles(owner_id)
    return provider, await _key_of(services, provider), roles


async def _get_provider(work: Stores, owner_id: OwnerId, provider_id: str) -> ProviderRecord:
    check_provider_id(provider_id)
    provider = await work.providers.find(owner_id, provider_id)
    if provider is None:
        raise ProviderNotFound(provider_id)
    return provider


async def _check_name(work: Stores, provider: ProviderRecord) -> None:
    for other in await work.providers.of_owner(provider.owner_id):
        if other.name == provider.name and other.provider_id != provider.provider_id:
            raise ProviderNameTaken(provider.name)


def _fitting(kind: ProviderKind, base_url: str | None) -> str | None:
    if kind is ProviderKind.OPENAI_COMPATIBLE and base_url is None:
        raise ParameterRefused(
            "/base_url", "A provider of this kind has no address of its own; give its server's."
        )
    return base_url


async def _with_key(
    services: Services, work: Stores, provider: ProviderRecord, key: SecretStr | None
) -> ProviderRecord:
    """The provider with this key, encrypted; without any for None.

    A secret that cannot read a key that is stored is the wrong one, so nothing is encrypted with it.
    """
    if key is None:
        return provider.model_copy(update={"encrypted_key": None})
    stored = await work.providers.any_with_key()
    if stored is not None:
        await _key_of(services, stored)
    sealed = await services.vault.seal(key, place=provider.key_place, is_first=stored is None)
    return provider.model_copy(update={"encrypted_key": sealed})


async def _key_of(services: Services, provider: ProviderRecord) -> SecretStr | None:
    if provider.encrypted_key is None:
        return None
    return await services.vault.unseal(provider.encrypted_key, place=provider.key_place)


async def _as_seen(services: Services, provider: ProviderRecord, roles: ModelRoles) -> Provider:
    return Provider(
        provider_id=provider.provider_id,
        kind=provider.kind,
        name=provider.name,
        base_url=provider.base_url,
        output_mode=provider.output_mode,
        key=await _key_state(services, provider),
        used_by=roles.of_provider(provider.provider_id),
        created_at=provider.created_at,
        updated_at=provider.updated_at,
    )


async def _key_state(services: Services, provider: ProviderRecord) -> KeyState:
    try:
        key = await _key_of(services, provider)
    except (ModelSecretMissing, ModelSecretWrong):
        return KeyState(state="unreadable")
    return (
        KeyState(state="stored", ends_with=shown_end(key.get_secret_value()))
        if key
        else KeyState(state="none")
    )


async def _keyless(request: Request, new: NewProvider) -> Request:
    """The request with a body by which a repetition is known, and from which nobody can guess the key."""
    key = new.api_key
    if request.key is None or key is None:
        return request
    # The hash of the body is stored; a plain one would let short keys be found by trying.
    salt, secret = request.key.encode(), key.get_secret_value().encode()
    hardened = await asyncio.to_thread(hashlib.scrypt, secret, salt=salt, n=2**14, r=8, p=1)
    return replace(request, body=new.model_dump_json(exclude={"api_key"}).encode() + hardened)


def _noted(what: str, provider: ProviderRecord) -> None:
    log.info(what, provider=provider.provider_id, kind=provider.kind.value)
