"""The two things that can be answered by the catalog or by a model: planning, and writing."""

from collections.abc import AsyncIterator, Callable, Sequence, Set
from datetime import date
from typing import Protocol

from milepost.domain.checking.critique import ProposedFinding
from milepost.domain.checking.validation_report import ValidationReport
from milepost.domain.content import Content, Quiz, ResourceList, Tutorial
from milepost.domain.drafts import Draft
from milepost.domain.editing.additions import Addition, CatalogConceptSummary
from milepost.domain.editing.operations import Operation
from milepost.domain.goals import (
    GoalRequest,
    Intent,
    Language,
    LeftOut,
    Level,
    MatchedGoal,
    Question,
    ReadFields,
    UnitKind,
)
from milepost.domain.ids import OwnerId, TaskId
from milepost.domain.model import Value
from milepost.domain.placement import PlacementAnswer, PlacementStep
from milepost.domain.roadmaps import Concept, Roadmap


class Preview(Value):
    """What would be planned, without making a task."""

    read: ReadFields
    goals: tuple[MatchedGoal, ...]
    unmatched: tuple[str, ...]
    lacks: tuple[str, ...] = ()
    """Libraries and frameworks that are asked for by name and not taught: a model can plan them as well. Of all else
    that is unmatched no rule can tell whether it is asked for or says who is asking."""
    known_not_recognised: tuple[str, ...] = ()
    """What the learner says they know and the planner has no word for; nothing is left out for it."""
    intent: Intent


class Occasion(Value):
    """For whom something is planned or written, and in which task: there a model's answers are kept."""

    owner_id: OwnerId
    task_id: TaskId
    attempt: int = 1
    """Work that is repeated after a crash is of the same attempt."""
    plan: int = 1
    """Which plan of the task it is about: an answer that comes in time calls for another."""


class EditProposal(Value):
    """Feedback in words, turned into operations, with the words that were not understood."""

    operations: tuple[Operation, ...]
    not_understood: tuple[str, ...] = ()


class Designer(Protocol):
    """Turns a goal into a roadmap."""

    async def analyse(
        self, request: GoalRequest, *, today: date, occasion: Occasion, asked: Sequence[Question] = ()
    ) -> Intent:
        """What the goal means.

        Args:
            asked: What was asked back before, with what is assumed or was answered; nothing else is asked then.

        Raises:
            GoalNotCovered: Nothing in the request is within reach of this planner.
            GoalAmbiguous: Two or more goals are meant equally well.
        """
        ...

    async def preview(self, request: GoalRequest, *, today: date) -> Preview:
        """What can be said of a goal at once and for nothing, before there is a task. Raises what `analyse` raises."""
        ...

    def design(self, intent: Intent, *, request: GoalRequest, occasion: Occasion) -> AsyncIterator[Draft]:
        """The roadmap, stage by stage; the last draft is the `DraftSummary`."""
        ...

    async def edit(
        self, roadmap: Roadmap, *, feedback: str, intent: Intent, occasion: Occasion
    ) -> EditProposal:
        """Operations for a change asked for in words.

        Raises:
            FeedbackNotUnderstood: No part of the feedback was understood.
        """
        ...


class Planner(Designer, Protocol):
    """A designer that answers at once and for nothing, and mends what any other has designed."""

    async def repair(self, roadmap: Roadmap, *, report: ValidationReport, intent: Intent) -> EditProposal:
        """Operations that mend what validation found; may be empty."""
        ...


class ModelDesigner(Designer, Protocol):
    """A designer that has a language model do it, where the owner has chosen one."""

    async def is_chosen(self, owner_id: OwnerId) -> bool:
        """Whether this owner has a model to ask."""
        ...

    async def critique(
        self, roadmap: Roadmap, *, request: GoalRequest, intent: Intent, occasion: Occasion
    ) -> Sequence[ProposedFinding]:
        """What an experienced eye has to say of a whole roadmap, the weightiest first; nothing of it is checked."""
        ...


class Placement(Protocol):
    """Finds out by a few questions what a learner knows already."""

    def step(
        self, intent: Intent, answers: Sequence[PlacementAnswer], *, seed: int = 0, finish: bool = False
    ) -> PlacementStep:
        """The next question for these answers, or what they show; with `finish` what they show.

        Takes tens of milliseconds of computing. The same arguments give the same step.

        Raises:
            PlacementAnswerRefused: An answer names no question of this quiz, or one a second time.
        """
        ...


class Anew(Value):
    """What is to be written anew, and why."""

    present: Content | None
    """As it stands now; None where there is nothing yet."""
    instructions: str | None = None
    """What the learner wants otherwise, in their words."""
    faulty: tuple[str, ...] = ()
    """Of a quiz: questions that somebody has found wrong, each with what was said of it."""


class AuthorContext(Value):
    """What an author may use beside the concept."""

    occasion: Occasion
    language: Language
    title: str
    before: tuple[str, ...] = ()
    """Names of the concepts that come earlier, as far as they are near; the nearest is the last."""
    after: tuple[str, ...] = ()
    """Names of those that come next, nearest first."""
    goal: str = ""
    """What the learner wants, in their words."""
    level: Level | None = None
    background: str | None = None
    wishes: str | None = None
    """What the learner said beside the goal."""
    anew: Anew | None = None
    """None where the unit is written for the first time."""


ShowText = Callable[[str, int], None]
"""Is told what there is of a text, and for the how manieth time it was begun, from 1. Returns at once."""


def show_nobody(_text: str, _beginning: int) -> None:
    """For texts that nobody reads before they are finished."""


class Author(Protocol):
    """Writes one piece of content."""

    def left_out(self, kind: UnitKind, *, in_catalog: bool, with_model: bool) -> LeftOut | None:
        """Why it has nothing to write a unit of such a concept from; None where it has. Others are not listed.

        Args:
            in_catalog: Whether the concept is the catalog's.
            with_model: Whether there is a language model to be asked.
        """
        ...

    def writes_all_in(self, concept: Concept, language: Language) -> bool:
        """Whether everything about the concept comes in this language; what does not says so when it is written."""
        ...

    async def tutorial(
        self, concept: Concept, context: AuthorContext, *, show: ShowText = show_nobody
    ) -> Tutorial:
        """`show` is told how the guide grows, where it is not there at once."""
        ...

    async def resources(self, concept: Concept, context: AuthorContext) -> ResourceList: ...

    async def quiz(self, concept: Concept, context: AuthorContext) -> Quiz: ...


class ConceptGraph(Protocol):
    """The graph that grounds and checks what is proposed."""

    def concept(self, concept_id: str, language: Language) -> Concept | None:
        """A concept by itself, without prerequisites; None when the graph does not know it."""
        ...

    def requirements(self, concept_id: str) -> Sequence[str]:
        """Ids that the concept requires; empty when the graph does not know it."""
        ...

    def next_addition(
        self, concept_id: str, roadmap: Roadmap, language: Language, *, known: Set[str] = frozenset()
    ) -> Addition | None:
        """What to add to a roadmap next, so that in the end it has this concept; None when the graph does not know it.

        It is the concept itself once all that it needs is there, known, or taught by something it was merged into;
        before that something that it needs.
        """
        ...

    def find_concepts(self, words: str, language: Language, *, limit: int) -> Sequence[CatalogConceptSummary]:
        """Concepts that the words name, in any language, or begin to name; the best come first."""
        ...
