"""The two things that can be answered by the catalog or by a model: planning, and writing."""

from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import Protocol

from milepost.domain.content import Quiz, ResourceList, Tutorial
from milepost.domain.drafts import Draft
from milepost.domain.goals import GoalRequest, Intent, Language, MatchedGoal, ReadFields
from milepost.domain.model import Value
from milepost.domain.operations import Operation
from milepost.domain.roadmaps import Concept, Roadmap
from milepost.domain.validation_report import ValidationReport


class Preview(Value):
    """What would be planned, without making a task."""

    read: ReadFields
    goals: tuple[MatchedGoal, ...]
    unmatched: tuple[str, ...]
    intent: Intent


class EditProposal(Value):
    """Feedback in words, turned into operations, with the words that were not understood."""

    operations: tuple[Operation, ...]
    not_understood: tuple[str, ...] = ()


class Planner(Protocol):
    """Turns a goal into a roadmap."""

    async def analyse(self, request: GoalRequest, *, today: date) -> Intent:
        """What the goal means.

        Raises:
            GoalNotCovered: Nothing in the request is within reach of this planner.
            GoalAmbiguous: Two or more goals are meant equally well.
        """
        ...

    async def preview(self, request: GoalRequest, *, today: date) -> Preview:
        """What `analyse` understands, with what it read where. Raises the same."""
        ...

    def design(self, intent: Intent) -> AsyncIterator[Draft]:
        """The roadmap, stage by stage; the last draft is the `DraftSummary`."""
        ...

    async def edit(self, roadmap: Roadmap, *, feedback: str, intent: Intent) -> EditProposal:
        """Operations for a change asked for in words.

        Raises:
            FeedbackNotUnderstood: No part of the feedback was understood.
        """
        ...

    async def repair(self, roadmap: Roadmap, *, report: ValidationReport, intent: Intent) -> EditProposal:
        """Operations that mend what validation found; may be empty."""
        ...


class AuthorContext(Value):
    """What an author may use beside the concept."""

    language: Language
    title: str
    neighbours: tuple[str, ...] = ()
    """Names of the concepts before and after, nearest first."""


class Author(Protocol):
    """Writes one piece of content."""

    async def tutorial(self, concept: Concept, context: AuthorContext) -> Tutorial: ...

    async def resources(self, concept: Concept, context: AuthorContext) -> ResourceList: ...

    async def quiz(self, concept: Concept, context: AuthorContext) -> Quiz: ...


class ConceptGraph(Protocol):
    """The graph that grounds and checks what is proposed."""

    def requirements(self, concept_id: str) -> Sequence[str]:
        """Ids that the concept requires; empty when the graph does not know it."""
        ...
