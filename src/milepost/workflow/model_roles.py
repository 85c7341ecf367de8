"""Which model plays which part, and what models may spend."""

from milepost.domain.errors import ParameterRefused
from milepost.domain.ids import OwnerId
from milepost.domain.models import ModelCaps, ModelRole
from milepost.domain.providers import ModelRoles
from milepost.workflow.services import Services


async def read_roles(services: Services, owner_id: OwnerId) -> ModelRoles:
    """The model of each role; none where none was chosen."""
    async with services.database.read() as work:
        return await work.providers.roles(owner_id)


async def set_roles(services: Services, owner_id: OwnerId, roles: ModelRoles) -> ModelRoles:
    """Keep these models for the roles, in the place of those before.

    Raises:
        ParameterRefused: One of them names a provider that the owner does not have.
    """
    async with services.database.write() as work:
        await work.providers.hold(owner_id)
        known = {provider.provider_id for provider in await work.providers.of_owner(owner_id)}
        for role in ModelRole:
            choice = roles.of(role)
            if choice is not None and choice.provider_id not in known:
                raise ParameterRefused(
                    f"/{role}/provider_id", "There is no provider with this id. Add it first."
                )
        await work.providers.put_roles(owner_id, roles)
    return roles


async def read_caps(services: Services, owner_id: OwnerId) -> ModelCaps:
    """What one task, and all tasks of one day, may spend."""
    async with services.database.read() as work:
        return await work.providers.caps(owner_id)


async def set_caps(services: Services, owner_id: OwnerId, caps: ModelCaps) -> ModelCaps:
    """Keep these caps in the place of those before. They hold from the next request to a model on."""
    async with services.database.write() as work:
        await work.providers.hold(owner_id)
        await work.providers.put_caps(owner_id, caps)
    return caps
