"""What the author of a new version is told of the one that there is."""

from milepost.domain.content import Quiz
from milepost.domain.ports.planning import Anew
from milepost.domain.ports.storage import Stores
from milepost.domain.records import UnitRecord
from milepost.workflow.services import Services


async def anew_of(unit: UnitRecord, services: Services) -> Anew:
    """The present version of a unit with what was asked, and what was found wrong with it."""
    async with services.database.read() as work:
        found = await work.units.find_content(unit.roadmap_id, unit.concept_id, unit.kind, None)
        if found is None:
            return Anew(present=None, instructions=_instructions(unit))
        version, content = found
        faulty = await _faulty(work, unit, version, content) if isinstance(content, Quiz) else ()
    return Anew(present=content, instructions=_instructions(unit), faulty=faulty)


async def _faulty(work: Stores, unit: UnitRecord, version: int, quiz: Quiz) -> tuple[str, ...]:
    said = {
        item.item_id: item.reason
        for item in await work.quizzes.removed(unit.roadmap_id, unit.concept_id, version)
    }
    return tuple(
        f"{' '.join(item.stem.split())[:200]} (A learner found it wrong{_because(said[item.item_id])})"
        for item in quiz.items
        if item.item_id in said
    )


def _because(reason: str | None) -> str:
    return f": {' '.join(reason.split())}" if reason else "."


def _instructions(unit: UnitRecord) -> str | None:
    return unit.asked.instructions if unit.asked else None
