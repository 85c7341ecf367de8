"""Trying a provider out: whether it answers, what is wrong where it does not, and which models it has."""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from pydantic import Field

from milepost.domain.goals import ShortText
from milepost.domain.ids import OwnerId
from milepost.domain.model import Value
from milepost.domain.model_errors import (
    ModelFailure,
    ModelNotFound,
    ModelSpeaksAnotherProtocol,
)
from milepost.domain.model_probe import ProbeResult
from milepost.domain.models import ModelConfig, ModelRole, ProviderKind
from milepost.domain.providers import ModelRoles
from milepost.workflow.model_providers import read_provider
from milepost.workflow.services import Services

_MODELS_AT_MOST = 2000
_NAME_LENGTH = 200
#: What most servers have their API under, and what people leave out.
_USUAL_PATH = "/v1"


class TrialRequest(Value):
    """What to try."""

    model: ShortText | None = None
    """The model to have a word from; null takes one that a role has, else only the list is asked for."""


class TrialCause(Value):
    """Why it does not work, in the terms of a problem document."""

    type: str
    title: str
    detail: str
    """What happened, and what to do."""


class Trial(Value):
    """What trying a provider has shown."""

    is_ok: bool
    model: str | None
    """The model that answered or did not; null where only the list was asked for."""
    latency_ms: int = Field(ge=0)
    cause: TrialCause | None
    """Null where it works."""
    models: tuple[str, ...]
    """What the provider lists; empty where it lists nothing."""
    better_base_url: str | None
    """An address at which it works, where the one that was given is nearly right."""


class ProviderModels(Value):
    """The models that a provider lists, by name."""

    items: tuple[str, ...]


async def try_provider(
    services: Services, owner_id: OwnerId, provider_id: str, request: TrialRequest
) -> Trial:
    """Ask a provider for a word, or for its list. What goes wrong with it is in the answer and is no error.

    Raises:
        ProviderNotFound: There is no such provider for this owner.
        ModelSecretMissing, ModelSecretWrong: Its key cannot be read.
    """
    config, roles = await _config(services, owner_id, provider_id)
    model = request.model or _model_in_use(roles, provider_id)
    result = await _tried(services, config, model)
    better_base_url = None
    nearly = _with_usual_path(config)
    if nearly and isinstance(result.failure, (ModelNotFound, ModelSpeaksAnotherProtocol)):
        again = await _tried(services, nearly, model)
        if again.is_ok:
            better_base_url = nearly.base_url
            result = ProbeResult(result.failure, result.latency, again.models)
    return Trial(
        is_ok=result.is_ok,
        model=model,
        latency_ms=round(result.latency / timedelta(milliseconds=1)),
        cause=_cause(result.failure) if isinstance(result.failure, ModelFailure) else None,
        models=_usable(result.models),
        better_base_url=better_base_url,
    )


async def list_models(services: Services, owner_id: OwnerId, provider_id: str) -> ProviderModels:
    """The models that a provider lists now.

    Raises:
        ProviderNotFound: There is no such provider for this owner.
        ModelSecretMissing, ModelSecretWrong: Its key cannot be read.
        ModelFailure: The provider did not answer as it should.
    """
    config, _ = await _config(services, owner_id, provider_id)
    return ProviderModels(items=_usable(await services.probe.list_models(config)))


async def _config(services: Services, owner_id: OwnerId, provider_id: str) -> tuple[ModelConfig, ModelRoles]:
    provider, key, roles = await read_provider(services, owner_id, provider_id)
    config = ModelConfig(
        provider_id=provider.provider_id,
        kind=provider.kind,
        base_url=provider.base_url,
        model=provider.name,  # what a failure names while no model plays a part
        output_mode=provider.output_mode,
        api_key=key,
    )
    return config, roles


async def _tried(services: Services, config: ModelConfig, model: str | None) -> ProbeResult:
    if model is not None:
        return await services.probe.probe(config.model_copy(update={"model": model}))
    begun = services.clock.now()
    try:
        models = await services.probe.list_models(config)
    except ModelFailure as failure:
        return ProbeResult(failure, services.clock.now() - begun)
    return ProbeResult(None, services.clock.now() - begun, models)


def _model_in_use(roles: ModelRoles, provider_id: str) -> str | None:
    choices = (roles.of(role) for role in ModelRole)
    return next((one.model for one in choices if one is not None and one.provider_id == provider_id), None)


def _with_usual_path(config: ModelConfig) -> ModelConfig | None:
    """The same server under its usual path, where its address has none."""
    if config.kind is not ProviderKind.OPENAI_COMPATIBLE or config.base_url is None:
        return None
    if urlsplit(config.base_url).path:
        return None
    return config.model_copy(update={"base_url": config.base_url + _USUAL_PATH})


def _cause(failure: ModelFailure) -> TrialCause:
    return TrialCause(type=failure.slug, title=failure.title, detail=str(failure))


def _usable(names: Sequence[str]) -> tuple[str, ...]:
    """The names that can be chosen, each once, in their order; a server may list anything."""
    usable = (name for name in dict.fromkeys(names) if 0 < len(name) <= _NAME_LENGTH and name.isprintable())
    return tuple(usable)[:_MODELS_AT_MOST]
