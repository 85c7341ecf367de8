"""Setting models up: keys are kept and never shown, a wrong secret harms nothing, and a trial names the cause."""

import asyncio
import hashlib
from collections.abc import Sequence
from typing import Any

import pytest
from pydantic import SecretStr

from milepost.domain.errors import IdempotencyKeyReused, ParameterRefused, WrongIdKind
from milepost.domain.ids import LOCAL_OWNER, OwnerId
from milepost.domain.model_errors import ModelKeyRefused, ModelNotFound, ModelSpeaksAnotherProtocol
from milepost.domain.models import ModelConfig, ModelRole
from milepost.domain.provider_errors import (
    ModelSecretWrong,
    ProviderInUse,
    ProviderNameTaken,
    ProviderNotFound,
    TooManyProviders,
)
from milepost.domain.providers import PROVIDERS_AT_MOST, ModelChoice, ModelRoles
from milepost.storage.key_vault import FernetVault, GivenSecret
from milepost.workflow.model_providers import (
    NewProvider,
    Provider,
    ProviderChange,
    add_provider,
    change_provider,
    list_providers,
    remove_provider,
)
from milepost.workflow.model_roles import set_roles
from milepost.workflow.model_trial import Trial, TrialRequest, list_models, try_provider
from milepost.workflow.once import Request
from tests.support.fakes import StubProbe
from tests.support.worlds import World, open_world

KEY = "sk-0123456789abcdef"
ADDRESS = "http://127.0.0.1:11434"
STRANGER = OwnerId("stranger")
ANOTHER_SECRET = "B" * 43 + "="


async def add(
    world: World, name: str = "Ollama", *, request: Request | None = None, **fields: Any
) -> Provider:
    new = NewProvider.model_validate(
        {"kind": "openai_compatible", "name": name, "base_url": f"{ADDRESS}/v1", **fields}
    )
    return await add_provider(world.services, request or world.request(), new)


async def change(world: World, provider: Provider, **fields: Any) -> Provider:
    wanted = ProviderChange.model_validate(fields)
    return await change_provider(world.services, LOCAL_OWNER, provider.provider_id, wanted)


async def use(world: World, provider: Provider, model: str = "small") -> None:
    choice = ModelChoice(provider_id=provider.provider_id, model=model)
    await set_roles(world.services, LOCAL_OWNER, ModelRoles(planner=choice))


async def test_a_key_is_kept_unreadable_and_never_shown(either_world: World) -> None:
    world = either_world
    added = await add(world, api_key=f" {KEY}\n")

    assert (added.key.state, added.key.ends_with) == ("stored", "cdef")
    async with world.storage.database.read() as work:
        [stored] = await work.providers.of_owner(LOCAL_OWNER)
    assert stored.encrypted_key is not None
    assert KEY not in stored.encrypted_key
    listed = await list_providers(world.services, LOCAL_OWNER)
    assert listed.items == (added,)
    assert KEY not in listed.model_dump_json()
    assert (await add(world, "Short", api_key="secret-one")).key.ends_with is None


async def test_what_is_left_out_stays_and_a_key_goes_to_no_other_server(world: World) -> None:
    added = await add(world, api_key=KEY)

    moved = await change(world, added, base_url=f"{ADDRESS}/api/v1", name="Cellar")
    assert (moved.name, moved.key) == ("Cellar", added.key)
    with pytest.raises(ParameterRefused, match="/api_key"):
        await change(world, added, base_url="http://evil.example/v1")
    again = await change(world, added, base_url="http://evil.example/v1", api_key="another-key-0123")
    assert again.key.ends_with == "0123"
    assert (await change(world, added, api_key=None)).key.state == "none"
    with pytest.raises(ParameterRefused, match="/base_url"):
        await change(world, added, base_url=None)


async def test_of_several_that_add_one_name_at_once_one_succeeds(either_world: World) -> None:
    made = await asyncio.gather(*(add(either_world) for _ in range(5)), return_exceptions=True)

    assert sorted(type(one).__name__ for one in made) == ["Provider"] + ["ProviderNameTaken"] * 4


async def test_there_are_not_more_than_a_few(world: World) -> None:
    added = [await add(world, f"Number {number}") for number in range(PROVIDERS_AT_MOST)]
    with pytest.raises(TooManyProviders):
        await add(world, "One more")
    with pytest.raises(ProviderNameTaken):
        await change(world, added[-1], name="Number 0")


async def test_a_provider_in_use_is_not_removed(either_world: World) -> None:
    world = either_world
    added = await add(world, api_key=KEY)
    await use(world, added)

    with pytest.raises(ProviderInUse) as refusal:
        await remove_provider(world.services, world.request(), added.provider_id)
    assert refusal.value.roles == (ModelRole.PLANNER,)

    await set_roles(world.services, LOCAL_OWNER, ModelRoles())
    assert await remove_provider(world.services, world.request(), added.provider_id) == added
    assert (await list_providers(world.services, LOCAL_OWNER)).items == ()
    with pytest.raises(ProviderNotFound):
        await remove_provider(world.services, world.request(), added.provider_id)


async def test_a_stranger_finds_nothing_of_it(world: World) -> None:
    added = await add(world)
    choice = ModelChoice(provider_id=added.provider_id, model="small")

    with pytest.raises(ProviderNotFound):
        await try_provider(world.services, STRANGER, added.provider_id, TrialRequest())
    with pytest.raises(ProviderNotFound):
        await change_provider(world.services, STRANGER, added.provider_id, ProviderChange(name="Mine"))
    with pytest.raises(ParameterRefused, match="/author/provider_id"):
        await set_roles(world.services, STRANGER, ModelRoles(author=choice))
    with pytest.raises(WrongIdKind):
        await list_models(world.services, LOCAL_OWNER, world.services.ids.new("tsk"))


async def test_a_wrong_secret_is_said_and_overwrites_nothing(place: Any) -> None:
    async with open_world(place) as world:
        added = await add(world, api_key=KEY)
    async with open_world(place, vault=FernetVault(GivenSecret(SecretStr(ANOTHER_SECRET)))) as world:
        [seen] = (await list_providers(world.services, LOCAL_OWNER)).items
        assert (seen.key.state, seen.key.ends_with) == ("unreadable", None)
        with pytest.raises(ModelSecretWrong):
            await try_provider(world.services, LOCAL_OWNER, added.provider_id, TrialRequest())
        with pytest.raises(ModelSecretWrong):
            await add(world, "Another", api_key="another-key-0123456")
        with pytest.raises(ModelSecretWrong):
            await change(world, added, api_key="another-key-0123456")
        assert (await add(world, "No key")).key.state == "none"
    async with open_world(place) as world:
        first, _ = (await list_providers(world.services, LOCAL_OWNER)).items
        assert first == added


async def test_once_no_key_is_left_a_new_secret_will_do(world: World) -> None:
    added = await add(world, api_key=KEY)
    other = FernetVault(GivenSecret(SecretStr(ANOTHER_SECRET)))
    object.__setattr__(world.services, "vault", other)

    await change(world, added, api_key=None)

    assert (await change(world, added, api_key=KEY)).key.ends_with == "cdef"


async def test_adding_twice_with_one_idempotency_key_adds_once_and_keeps_no_hash_of_the_key(
    world: World,
) -> None:
    body = b"{}"
    first = await add(world, request=world.request("k", body), api_key="short")

    assert await add(world, request=world.request("k", body), api_key="short") == first
    with pytest.raises(IdempotencyKeyReused):
        await add(world, request=world.request("k", body), api_key="other")
    async with world.storage.database.read() as work:
        kept = await work.idempotency.find(LOCAL_OWNER, "k")
    assert kept is not None
    new = NewProvider(kind=first.kind, name=first.name, base_url=first.base_url, api_key=SecretStr("short"))
    known = new.model_dump_json(exclude={"api_key"}).encode()
    assert kept.body_hash not in {hashlib.sha256(one).hexdigest() for one in (body, known, known + b"short")}
    assert "short" not in kept.answer


async def tried(world: World, provider: Provider, **fields: Any) -> Trial:
    return await try_provider(
        world.services, LOCAL_OWNER, provider.provider_id, TrialRequest.model_validate(fields)
    )


async def test_a_trial_asks_the_model_in_use_and_else_for_the_list(world: World) -> None:
    added = await add(world, api_key=KEY)
    listed = await tried(world, added)
    assert (listed.is_ok, listed.model, listed.models) == (True, None, ("small", "large"))

    await use(world, added, "large")
    assert (await tried(world, added)).model == "large"
    assert (await tried(world, added, model="small")).model == "small"

    assert [config.model for config in world.probe.asked[1:]] == ["large", "small"]
    assert {config.api_key for config in world.probe.asked} == {SecretStr(KEY)}


async def test_a_trial_names_the_cause_and_finds_the_address_that_was_nearly_given(world: World) -> None:
    added = await add(world, base_url=ADDRESS)
    world.probe.failures[ADDRESS] = ModelSpeaksAnotherProtocol("small")

    trial = await tried(world, added, model="small")
    assert trial.cause is not None
    assert (trial.is_ok, trial.cause.type) == (False, "model-speaks-another-protocol")
    assert (trial.better_base_url, trial.models) == (f"{ADDRESS}/v1", ("small", "large"))

    world.probe.failures[f"{ADDRESS}/v1"] = ModelNotFound("small")
    assert (await tried(world, added)).better_base_url is None
    world.probe.failures[ADDRESS] = ModelKeyRefused("small")
    world.probe.asked.clear()
    assert (await tried(world, added)).better_base_url is None
    assert len(world.probe.asked) == 1


async def test_what_a_server_lists_is_taken_as_far_as_it_can_be_chosen(world: World) -> None:
    added = await add(world)
    world.probe.models = ("good", "", "good", "x" * 201, "line\nbreak", "学习")

    assert (await list_models(world.services, LOCAL_OWNER, added.provider_id)).items == ("good", "学习")
    world.probe.failures[added.base_url] = ModelKeyRefused("small")
    with pytest.raises(ModelKeyRefused):
        await list_models(world.services, LOCAL_OWNER, added.provider_id)


async def test_no_connection_is_held_while_a_provider_is_asked(world: World) -> None:
    added = await add(world)
    held: list[int] = []

    class Looking(StubProbe):
        async def list_models(self, config: ModelConfig) -> Sequence[str]:
            held.append(world.storage.connections_held())
            return await super().list_models(config)

    object.__setattr__(world.services, "probe", Looking())
    await list_models(world.services, LOCAL_OWNER, added.provider_id)

    assert held == [0]
