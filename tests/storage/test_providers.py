"""Providers, roles and caps come back as they were stored, and the gateway gets them with the key."""

from pydantic import SecretStr

from milepost.domain.ids import LOCAL_OWNER, OwnerId
from milepost.domain.models import ModelCaps, ModelConfig, ModelPrice, ModelRole, OutputMode, ProviderKind
from milepost.domain.providers import ModelChoice, ModelRoles, ProviderRecord
from milepost.storage.key_vault import FernetVault, GivenSecret
from milepost.storage.provider_store import StoredModelSettings
from tests.support.records import NOON
from tests.support.worlds import SOME_SECRET, Storage

STRANGER = OwnerId("stranger")
LARGEST = 10**12


def make_provider(number: int = 1, **fields: object) -> ProviderRecord:
    usual = {
        "provider_id": f"prv_{number}", "owner_id": LOCAL_OWNER, "kind": ProviderKind.OPENAI_COMPATIBLE,
        "name": f"Rechner {number} 学习", "base_url": "http://[::1]:11434/v1", "encrypted_key": None,
        "output_mode": OutputMode.PROMPTED, "created_at": NOON, "updated_at": NOON,
    }  # fmt: skip
    return ProviderRecord.model_validate({**usual, **fields})


async def test_providers_of_an_owner(storage: Storage) -> None:
    one, two = make_provider(1), make_provider(2, kind="google", base_url=None, encrypted_key="sealed")
    async with storage.database.write() as work:
        await work.providers.hold(LOCAL_OWNER)
        for provider in (two, one):
            await work.providers.put(provider)
        assert await work.providers.of_owner(LOCAL_OWNER) == [one, two]
        assert await work.providers.of_owner(STRANGER) == []
        assert await work.providers.find(LOCAL_OWNER, "prv_2") == two
        assert await work.providers.find(STRANGER, "prv_2") is None
        assert await work.providers.any_with_key() == two
        changed = one.model_copy(update={"name": "Other", "output_mode": OutputMode.NATIVE})
        await work.providers.put(changed)
        await work.providers.remove("prv_2")
        assert await work.providers.of_owner(LOCAL_OWNER) == [changed]
        assert await work.providers.any_with_key() is None


async def test_roles_and_caps_of_an_owner(storage: Storage) -> None:
    price = ModelPrice(input_micros=0, output_micros=LARGEST)
    planner = ModelChoice(provider_id="prv_1", model="qwen3:8b", context_tokens=100_000_000, price=price)
    roles = ModelRoles(planner=planner, fallback=ModelChoice(provider_id="prv_1", model="模型"))
    caps = ModelCaps(per_task_micros=0, per_day_micros=LARGEST, per_day_tokens=LARGEST)
    async with storage.database.write() as work:
        assert await work.providers.roles(LOCAL_OWNER) == ModelRoles()
        assert await work.providers.caps(LOCAL_OWNER) == ModelCaps()
        await work.providers.put(make_provider(1))
        await work.providers.put_roles(LOCAL_OWNER, roles)
        await work.providers.put_caps(LOCAL_OWNER, ModelCaps(per_task_tokens=7))
        await work.providers.put_caps(LOCAL_OWNER, caps)
        assert await work.providers.roles(LOCAL_OWNER) == roles
        assert await work.providers.roles(STRANGER) == ModelRoles()
        assert await work.providers.caps(LOCAL_OWNER) == caps
        await work.providers.put_roles(LOCAL_OWNER, ModelRoles())
        assert await work.providers.roles(LOCAL_OWNER) == ModelRoles()


async def test_the_gateway_gets_the_model_of_a_role_with_its_key(storage: Storage) -> None:
    vault = FernetVault(GivenSecret(SecretStr(SOME_SECRET)))
    provider = make_provider(1)
    key = SecretStr("sk-0123456789abcdef")
    sealed = await vault.seal(key, place=provider.key_place, is_first=True)
    async with storage.database.write() as work:
        await work.providers.put(provider.model_copy(update={"encrypted_key": sealed}))
        await work.providers.put_roles(
            LOCAL_OWNER, ModelRoles(author=ModelChoice(provider_id="prv_1", model="big", context_tokens=8192))
        )
    settings = StoredModelSettings(storage.database, vault)

    assert await settings.config(LOCAL_OWNER, ModelRole.AUTHOR) == ModelConfig(
        provider_id="prv_1", kind=provider.kind, base_url=provider.base_url, model="big",
        output_mode=OutputMode.PROMPTED, api_key=key, context_tokens=8192,
    )  # fmt: skip
    assert await settings.config(LOCAL_OWNER, ModelRole.PLANNER) is None
    assert await settings.config(STRANGER, ModelRole.AUTHOR) is None
    assert await settings.caps(LOCAL_OWNER) == ModelCaps()
