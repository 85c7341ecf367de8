"""The planner that answers from the catalog: no key, no network, the same answer every time."""

from collections.abc import AsyncIterator, Sequence
from datetime import date

from milepost.catalog.editing.edits import read_feedback
from milepost.catalog.graph import Catalog
from milepost.catalog.matching.analysis import analyse
from milepost.catalog.planning.plan import drafts_of, plan_roadmap
from milepost.catalog.planning.repair import repair_roadmap
from milepost.domain.checking.validation_report import ValidationReport
from milepost.domain.drafts import Draft
from milepost.domain.goals import GoalRequest, Intent, Question
from milepost.domain.ports.planning import EditProposal, Occasion, Preview
from milepost.domain.roadmaps import Roadmap


class CatalogPlanner:
    """Implements the port `Planner`."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    async def analyse(
        self, request: GoalRequest, *, today: date, occasion: Occasion, asked: Sequence[Question] = ()
    ) -> Intent:
        return analyse(self._catalog, request, today).intent

    async def preview(self, request: GoalRequest, *, today: date) -> Preview:
        return analyse(self._catalog, request, today)

    async def design(
        self, intent: Intent, *, request: GoalRequest, occasion: Occasion
    ) -> AsyncIterator[Draft]:
        for draft in drafts_of(plan_roadmap(self._catalog, intent)):
            yield draft

    async def edit(
        self, roadmap: Roadmap, *, feedback: str, intent: Intent, occasion: Occasion
    ) -> EditProposal:
        return read_feedback(
            self._catalog,
            roadmap,
            feedback,
            intent.language,
            today=intent.start_date,
            known=frozenset(intent.known),
        )

    async def repair(self, roadmap: Roadmap, *, report: ValidationReport, intent: Intent) -> EditProposal:
        return repair_roadmap(roadmap, report)
