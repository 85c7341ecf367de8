"""What the catalog does not have is written by a model: without one nothing is listed, and it can come later."""

from pathlib import Path

from milepost.domain.ids import LOCAL_OWNER
from milepost.domain.models import ProviderKind
from milepost.domain.providers import ModelChoice, ModelRoles
from milepost.domain.tasks import TaskStatus
from milepost.workflow.model_providers import NewProvider, add_provider
from milepost.workflow.model_roles import set_roles
from milepost.workflow.reading import read_roadmap
from milepost.workflow.retry_task import RetryRequest, retry_task
from tests.support.factories import make_concept, roadmap_of
from tests.support.fakes import StubPlanner
from tests.support.worlds import World, open_world

OWN = make_concept("own.weaving").model_copy(update={"in_catalog": False})


async def choose_a_model(world: World) -> None:
    new = NewProvider(
        kind=ProviderKind.OPENAI_COMPATIBLE, name="Ollama", base_url="http://127.0.0.1:11434/v1"
    )
    provider = await add_provider(world.services, world.request(), new)
    choice = ModelChoice(provider_id=provider.provider_id, model="small")
    await set_roles(world.services, LOCAL_OWNER, ModelRoles(planner=choice))


async def test_own_concepts_are_written_once_there_is_a_model(file: Path) -> None:
    async with open_world(file, planner=StubPlanner(roadmap_of(make_concept(), OWN))) as world:
        first = await world.until_status(await world.ask(review=False), TaskStatus.COMPLETED)
        assert {unit.partition(":")[0] for unit in world.author.written} == {"topic.loops"}
        assert not (await read_roadmap(world.services, LOCAL_OWNER, first.roadmap_id)).not_written

        await choose_a_model(world)
        assert list((await read_roadmap(world.services, LOCAL_OWNER, first.roadmap_id)).not_written) == [
            "own.weaving"
        ]
        world.author.written.clear()
        again = await retry_task(world.services, world.request(), first.task_id, RetryRequest())
        await world.until_status(again.task_id, TaskStatus.COMPLETED)
        assert sorted(world.author.written) == [
            "own.weaving:quiz", "own.weaving:resources", "own.weaving:tutorial",
        ]  # fmt: skip
