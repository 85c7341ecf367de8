"""Whoever asks no model, and shares no Redis, does without the libraries for it; where a model is chosen they are
loaded beside the start."""

import asyncio
import importlib.metadata
import subprocess
import sys
from pathlib import Path

from packaging.requirements import Requirement

from milepost.agents.gateway import Gateway
from milepost.agents.wire import Connect, RequestFailed
from milepost.domain.model_errors import ModelLibraryMissing
from milepost.domain.models import ModelConfig
from tests.support.models import GivenSettings, ScriptedWire, make_config, plan_call
from tests.support.served import clean_environment
from tests.support.services import free_port
from tests.support.worlds import Storage

LIBRARIES = (
    "anthropic",
    "genai_prices",
    "google.genai",
    "httpx2",
    "openai",
    "pydantic_ai",
    "redis",
    "tiktoken",
)

#: Serves, plans and writes a goal of the catalog, on a machine where what only some need cannot be imported.
_WITHOUT_MODELS = f"""
import sys
LIBRARIES = {LIBRARIES!r}

class Absent:
    asked = []
    def find_spec(self, name, path=None, target=None):
        if any(name == one or name.startswith(one + ".") for one in LIBRARIES):
            self.asked.append(name)
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Absent())
sys.argv = ["milepost", "generate", "learn git and the command line", "--yes"]
from milepost.cli import main
try:
    main()
except SystemExit as ended:
    import milepost.wiring, milepost.worker
    print("ended", ended.code, Absent.asked, [name for name in LIBRARIES if name in sys.modules])
"""


def test_a_server_alone_and_without_a_provider_plans_and_writes_without_the_libraries_for_those(
    tmp_path: Path,
) -> None:
    environment = clean_environment(MILEPOST_DATA_DIR=str(tmp_path), MILEPOST_PORT=str(free_port()))
    ran = subprocess.run(
        [sys.executable, "-c", _WITHOUT_MODELS], env=environment, capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[-1] == "ended 0 [] []", ran.stderr
    assert "Written: " in ran.stderr


def test_the_base_install_has_one_library_of_models_and_the_others_are_options() -> None:
    found = [Requirement(one) for one in importlib.metadata.requires("milepost") or ()]
    base = {
        extra
        for one in found
        if one.name == "pydantic-ai-slim" and one.marker is None
        for extra in one.extras
    }
    optional = {
        extra
        for one in found
        if one.name == "pydantic-ai-slim" and one.marker is not None
        for extra in one.extras
    }
    assert (base, optional) == ({"openai"}, {"anthropic", "google"})
    names = {one.name for one in found if one.marker is None or "extra" not in str(one.marker)}
    assert not names & {"anthropic", "google-genai", "openai", "tiktoken"}


async def test_what_is_opened_beforehand_is_what_the_first_request_uses(storage: Storage) -> None:
    opened: list[str] = []

    async def connect(config: ModelConfig) -> ScriptedWire:
        opened.append(config.model)
        await asyncio.sleep(0)
        return ScriptedWire()

    settings = GivenSettings(fallback=make_config("second"))
    gateway = gateway_over(storage, settings, connect)
    await asyncio.gather(gateway.warm_up(plan_call().asker.owner), gateway.ask(plan_call()))
    assert sorted(opened) == ["first", "second"]


async def test_what_cannot_be_opened_beforehand_hinders_nothing(storage: Storage) -> None:
    async def connect(config: ModelConfig) -> ScriptedWire:
        raise RequestFailed(ModelLibraryMissing(config.model, config.kind.value), is_free=True)

    await gateway_over(storage, GivenSettings(), connect).warm_up(plan_call().asker.owner)
    await gateway_over(storage, GivenSettings(model=None), connect).warm_up(plan_call().asker.owner)


def gateway_over(storage: Storage, settings: GivenSettings, connect: Connect) -> Gateway:
    return Gateway(
        settings=settings,
        database=storage.database,
        clock=storage.clock,
        ids=storage.ids,
        connect=connect,
    )
