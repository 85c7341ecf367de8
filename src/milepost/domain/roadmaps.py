"""What a roadmap is: stages hold modules, modules hold concepts, and concepts need concepts."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from milepost.domain.corrections import NOTHING_CORRECTED, Corrections
from milepost.domain.goals import HoursPerWeek, Language
from milepost.domain.ids import PartIdText
from milepost.domain.model import Value


class RoadmapState(StrEnum):
    DRAFTING = "drafting"
    IN_REVIEW = "in_review"
    APPROVED = "approved"


class Hours(Value):
    """How long something takes, practice included, in hours: at best, usually, at worst."""

    min: float = Field(gt=0, le=1000)
    typical: float = Field(gt=0, le=1000)
    max: float = Field(gt=0, le=1000)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.min <= self.typical <= self.max:
            raise ValueError("Hours must be min ≤ typical ≤ max.")
        return self


class Concept(Value):
    """The unit that is learnt."""

    concept_id: PartIdText
    name: str = Field(min_length=1, max_length=200)
    description: str = ""
    hours: Hours
    difficulty: int = Field(ge=1, le=5)
    prerequisites: tuple[PartIdText, ...] = ()
    """Ids of concepts in this roadmap that must come earlier."""
    in_catalog: bool = True

    @property
    def estimated_hours(self) -> float:
        """The typical hours, which every total is computed from."""
        return self.hours.typical


class Module(Value):
    module_id: PartIdText
    name: str = Field(min_length=1, max_length=200)
    description: str = ""
    concepts: tuple[Concept, ...]


class Project(Value):
    """What the learner makes at the end of a stage, and how they know it is done."""

    title: str
    task: str
    done_when: str
    language: Language | None = None
    """What it is written in, where that is not the language of its roadmap."""


class Stage(Value):
    stage_id: PartIdText
    name: str = Field(min_length=1, max_length=200)
    description: str = ""
    project: Project | None = None
    modules: tuple[Module, ...]

    @property
    def concepts(self) -> Iterator[Concept]:
        return (concept for module in self.modules for concept in module.concepts)


class Edge(Value):
    """Why one concept comes before another."""

    before: PartIdText
    after: PartIdText
    why: str
    source: Literal["catalog", "model", "person"]


class Pruned(Value):
    """A concept left out, and why; nothing is dropped silently."""

    concept_id: PartIdText
    name: str
    why: Literal["known", "implied_by_known", "level", "over_budget", "removed", "merged"]
    hours: float = Field(ge=0)
    """The typical hours that leaving it out saves."""
    into_id: PartIdText | None = None
    """For `merged` the concept that teaches it now."""


class Aim(Value):
    """A goal that a roadmap leads to, and the concepts that it asks for by themselves; the rest is there for those."""

    goal_id: PartIdText | None = None
    """None for concepts that the learner named beside the goals."""
    name: str = ""
    must: tuple[PartIdText, ...] = ()
    """What the goal cannot do without, or what was named."""
    should: tuple[PartIdText, ...] = ()
    """What it is better with."""


class StudyBudget(Value):
    """What a revision says in place of what the goal said; what is None is as the goal said."""

    hours_per_week: HoursPerWeek | None = None
    deadline: date | None = None
    no_deadline: bool = False
    """Whether there is no deadline any more."""


class PackUsed(Value):
    """A pack of the catalog that a roadmap was made from, as it was then."""

    pack_id: str
    version: str
    content_hash: str
    """`sha256:` and the digest of the pack's source files."""


class Roadmap(Value):
    """The structure of a roadmap at one revision. Progress and content are rows elsewhere, never here."""

    title: str
    stages: tuple[Stage, ...] = ()
    edges: tuple[Edge, ...] = ()
    """One per prerequisite, with its reason."""
    pruned: tuple[Pruned, ...] = ()
    not_covered: tuple[str, ...] = ()
    """Clauses of the goal that this roadmap does not serve."""
    keep_order: tuple[PartIdText, ...] = ()
    """Concept ids, the most valuable first; where something has to give, it is dropped from the end."""
    aims: tuple[Aim, ...] = ()
    """What it leads to; empty in roadmaps made before this was kept."""
    packs: tuple[PackUsed, ...] = ()
    """Where its goals and concepts come from; empty in roadmaps made before this was kept."""
    corrections: Corrections = NOTHING_CORRECTED
    """What of a model's draft was not taken as it was."""
    budget: StudyBudget | None = None
    """Hours and deadline where an edit has changed them; a part of the revision, so that undo brings the old back."""

    @property
    def concepts(self) -> Iterator[Concept]:
        """Every concept, in the order in which it is studied."""
        return (concept for stage in self.stages for concept in stage.concepts)

    @property
    def total_hours(self) -> float:
        return sum(concept.estimated_hours for concept in self.concepts)


class Witness(Value):
    """The proof of order that a roadmap carries: its order, and the reason for each edge."""

    order: tuple[PartIdText, ...]
    edges: tuple[Edge, ...]


class WeekItem(Value):
    concept_id: PartIdText
    hours: float = Field(gt=0)
    part: int = Field(ge=1)
    """Which part of the concept this is, from 1."""
    parts: int = Field(ge=1)
    """How many weeks the concept is spread over."""


class Week(Value):
    number: int = Field(ge=1)
    start: date
    items: tuple[WeekItem, ...]
    review_hours: float = Field(ge=0)
    """Time kept for spaced review of earlier concepts, in hours."""
    hours: float = Field(ge=0)
    """All hours of the week, at most the hours per week."""
    light: bool = False


class Redating(Value):
    """That, and from which day on, a calendar was dated anew by how the study went."""

    as_of: date
    """Everything that was left then is studied on this day or later."""
    hours_per_week: float
    deadline: date | None = None
    done: tuple[PartIdText, ...] = ()
    """Concepts that were done by then. Those done before their week stand in no week any more."""


class Schedule(Value):
    start_date: date | None = None
    end_date: date | None = None
    weeks: tuple[Week, ...] = ()
    redated: Redating | None = None
    """None while the weeks are as they were planned."""


class WayOut(Value):
    """One computed way to make a plan fit."""

    kind: Literal["more_weeks", "more_hours", "fewer_concepts"]
    end_date: date | None = None
    hours_per_week: float | None = None
    drop: tuple[PartIdText, ...] = ()
    drop_names: tuple[str, ...] = ()


class Verdict(Value):
    """Does this fit? Hours needed against hours available."""

    outcome: Literal["fits", "tight", "does_not_fit", "no_deadline"]
    """`tight` when the calendar ends in time and a slow learner (P80) does not."""
    hours_p50: float = Field(ge=0)
    """What half of all learners need at most; the calendar is packed with the typical hours."""
    hours_p80: float = Field(ge=0)
    """What eight in ten learners need at most."""
    hours_available: float | None = None
    """Hours to learn until the deadline, the share for review taken off; None without a deadline."""
    hours_over: float = Field(default=0, ge=0)
    """By how many hours it does not fit; 0 when it does."""
    hours_per_week: float
    weeks: int = Field(ge=0)
    end_date: date | None = None
    deadline: date | None = None
    ways_out: tuple[WayOut, ...] = ()


class Plan(Value):
    """A roadmap with all that is computed from it; what one revision stores."""

    roadmap: Roadmap
    witness: Witness
    schedule: Schedule
    verdict: Verdict | None = None
