"""Settings of models: providers with their keys, a test, the model of each role, and caps."""

from typing import Annotated

from fastapi import APIRouter, Path

from milepost.api.deps import Once, Owner, ServicesOf
from milepost.api.problems import problems
from milepost.domain import errors, model_errors, provider_errors
from milepost.domain.models import ModelCaps
from milepost.domain.providers import ModelRoles
from milepost.workflow import model_providers, model_roles, model_trial

router = APIRouter(prefix="/api/v1/models", tags=["models"])

ProviderIdText = Annotated[str, Path(max_length=64)]
_FOUND = (provider_errors.ProviderNotFound, errors.WrongIdKind)
_SECRET = (provider_errors.ModelSecretMissing, provider_errors.ModelSecretWrong)
_NOT_LISTED = (
    model_errors.ModelUnreachable, model_errors.ModelTimedOut, model_errors.ModelBusy, model_errors.ModelFailed,
    model_errors.ModelSpeaksAnotherProtocol, model_errors.ModelKeyRefused, model_errors.ModelNotFound,
    model_errors.ModelQuotaSpent,
)  # fmt: skip


@router.get("/providers", operation_id="list_providers")
async def list_all(services: ServicesOf, owner: Owner) -> model_providers.Providers:
    """The providers of models, without their keys."""
    return await model_providers.list_providers(services, owner)


@router.post(
    "/providers",
    status_code=201,
    operation_id="add_provider",
    responses=problems(
        provider_errors.ProviderNameTaken,
        provider_errors.TooManyProviders,
        *_SECRET,
        errors.IdempotencyKeyReused,
    ),
)
async def add(new: model_providers.NewProvider, services: ServicesOf, once: Once) -> model_providers.Provider:
    """Add a provider; its key is stored encrypted and never answered."""
    return await model_providers.add_provider(services, once, new)


@router.patch(
    "/providers/{provider_id}",
    operation_id="change_provider",
    responses=problems(*_FOUND, provider_errors.ProviderNameTaken, *_SECRET),
)
async def change(
    provider_id: ProviderIdText,
    wanted: model_providers.ProviderChange,
    services: ServicesOf,
    owner: Owner,
) -> model_providers.Provider:
    """Change a provider; what is left out stays as it is."""
    return await model_providers.change_provider(services, owner, provider_id, wanted)


@router.delete(
    "/providers/{provider_id}",
    operation_id="remove_provider",
    responses=problems(*_FOUND, provider_errors.ProviderInUse, errors.IdempotencyKeyReused),
)
async def remove(provider_id: ProviderIdText, services: ServicesOf, once: Once) -> model_providers.Provider:
    """Forget a provider and its key."""
    return await model_providers.remove_provider(services, once, provider_id)


@router.post(
    "/providers/{provider_id}/test",
    operation_id="try_provider",
    responses=problems(*_FOUND, *_SECRET),
)
async def try_out(
    provider_id: ProviderIdText, wanted: model_trial.TrialRequest, services: ServicesOf, owner: Owner
) -> model_trial.Trial:
    """Try a provider out; what is wrong with it is named in the answer."""
    return await model_trial.try_provider(services, owner, provider_id, wanted)


@router.get(
    "/providers/{provider_id}/models",
    operation_id="list_provider_models",
    responses=problems(*_FOUND, *_SECRET, *_NOT_LISTED),
)
async def list_models(
    provider_id: ProviderIdText, services: ServicesOf, owner: Owner
) -> model_trial.ProviderModels:
    """The models that a provider lists now."""
    return await model_trial.list_models(services, owner, provider_id)


@router.get("/roles", operation_id="get_model_roles")
async def get_roles(services: ServicesOf, owner: Owner) -> ModelRoles:
    """Which model plays which part."""
    return await model_roles.read_roles(services, owner)


@router.put("/roles", operation_id="set_model_roles", responses=problems())
async def set_roles(roles: ModelRoles, services: ServicesOf, owner: Owner) -> ModelRoles:
    """Choose the model of each role; null where none is to play it."""
    return await model_roles.set_roles(services, owner, roles)


@router.get("/caps", operation_id="get_model_caps")
async def get_caps(services: ServicesOf, owner: Owner) -> ModelCaps:
    """What models may spend on one task, and on all tasks of one day."""
    return await model_roles.read_caps(services, owner)


@router.put("/caps", operation_id="set_model_caps", responses=problems())
async def set_caps(caps: ModelCaps, services: ServicesOf, owner: Owner) -> ModelCaps:
    """Bound what models may spend; null where it takes as much as it takes."""
    return await model_roles.set_caps(services, owner, caps)
