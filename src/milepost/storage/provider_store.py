"""Providers of models, which of their models plays which part, and what they may spend."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from milepost.domain.ids import OwnerId
from milepost.domain.models import ModelCaps, ModelConfig, ModelPrice, ModelRole, OutputMode, ProviderKind
from milepost.domain.ports.models import KeyVault
from milepost.domain.ports.storage import Database
from milepost.domain.providers import ModelChoice, ModelRoles, ProviderRecord, config_of
from milepost.storage import tables
from milepost.storage.engines import advisory_lock
from milepost.storage.rows import columns_of, upsert

_PROVIDER = tables.model_provider
_ROLE = tables.model_role
_CAPS = tables.model_caps


def _provider_record(row: sa.RowMapping) -> ProviderRecord:
    kinds = {"kind": ProviderKind(row["kind"]), "output_mode": OutputMode(row["output_mode"])}
    return ProviderRecord.model_construct(**{**row, **kinds})


def _choice(row: sa.RowMapping) -> ModelChoice:
    given = row["input_price_micros"], row["output_price_micros"]
    price = None if None in given else ModelPrice(input_micros=given[0], output_micros=given[1])
    return ModelChoice(
        provider_id=row["provider_id"], model=row["model"], context_tokens=row["context_tokens"], price=price
    )


class SqlProviderStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def hold(self, owner_id: OwnerId) -> None:
        await advisory_lock(self._connection, f"providers.{owner_id}")

    async def of_owner(self, owner_id: OwnerId) -> Sequence[ProviderRecord]:
        query = sa.select(_PROVIDER).where(_PROVIDER.c.owner_id == owner_id).order_by(_PROVIDER.c.provider_id)
        return [_provider_record(row) for row in (await self._connection.execute(query)).mappings()]

    async def find(self, owner_id: OwnerId, provider_id: str) -> ProviderRecord | None:
        return await self._one(_PROVIDER.c.owner_id == owner_id, _PROVIDER.c.provider_id == provider_id)

    async def put(self, provider: ProviderRecord) -> None:
        row = columns_of(provider)
        await self._connection.execute(upsert(self._connection, _PROVIDER, row, key=("provider_id",)))

    async def remove(self, provider_id: str) -> None:
        await self._connection.execute(_PROVIDER.delete().where(_PROVIDER.c.provider_id == provider_id))

    async def any_with_key(self) -> ProviderRecord | None:
        return await self._one(_PROVIDER.c.encrypted_key.is_not(None))

    async def roles(self, owner_id: OwnerId) -> ModelRoles:
        query = sa.select(_ROLE).where(_ROLE.c.owner_id == owner_id)
        rows = (await self._connection.execute(query)).mappings()
        return ModelRoles(**{row["role"]: _choice(row) for row in rows})

    async def put_roles(self, owner_id: OwnerId, roles: ModelRoles) -> None:
        await self._connection.execute(_ROLE.delete().where(_ROLE.c.owner_id == owner_id))
        chosen = [(role, choice) for role in ModelRole if (choice := roles.of(role)) is not None]
        if chosen:
            rows = [_role_columns(owner_id, role, choice) for role, choice in chosen]
            await self._connection.execute(_ROLE.insert().values(rows))

    async def caps(self, owner_id: OwnerId) -> ModelCaps:
        query = sa.select(_CAPS).where(_CAPS.c.owner_id == owner_id)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return ModelCaps(**{name: row[name] for name in ModelCaps.model_fields}) if row else ModelCaps()

    async def put_caps(self, owner_id: OwnerId, caps: ModelCaps) -> None:
        row = {"owner_id": owner_id, **columns_of(caps)}
        await self._connection.execute(upsert(self._connection, _CAPS, row, key=("owner_id",)))

    async def _one(self, *which: sa.ColumnElement[bool]) -> ProviderRecord | None:
        query = sa.select(_PROVIDER).where(*which).limit(1)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return _provider_record(row) if row else None


def _role_columns(owner_id: OwnerId, role: ModelRole, choice: ModelChoice) -> dict[str, object]:
    return {
        "owner_id": owner_id,
        "role": role,
        "provider_id": choice.provider_id,
        "model": choice.model,
        "context_tokens": choice.context_tokens,
        "input_price_micros": choice.price.input_micros if choice.price else None,
        "output_price_micros": choice.price.output_micros if choice.price else None,
    }


class StoredModelSettings:
    """What an owner has chosen, as the gateway asks for it."""

    def __init__(self, database: Database, vault: KeyVault) -> None:
        self._database = database
        self._vault = vault

    async def config(self, owner: OwnerId, role: ModelRole) -> ModelConfig | None:
        """The model of a role, with its key; None where none is chosen.

        Raises:
            ModelSecretMissing, ModelSecretWrong: Its key cannot be read.
        """
        async with self._database.read() as work:
            choice = (await work.providers.roles(owner)).of(role)
            provider = await work.providers.find(owner, choice.provider_id) if choice else None
        if choice is None or provider is None:
            return None
        key = provider.encrypted_key
        return config_of(
            provider, choice, await self._vault.unseal(key, place=provider.key_place) if key else None
        )

    async def caps(self, owner: OwnerId) -> ModelCaps:
        async with self._database.read() as work:
            return await work.providers.caps(owner)
