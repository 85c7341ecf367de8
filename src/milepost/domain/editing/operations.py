"""Typed edits of a roadmap. Every change, by person or planner, is a list of these."""

from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, model_validator

from milepost.domain.goals import Day, HoursPerWeek, ShortText
from milepost.domain.ids import OwnIdText, PartIdText
from milepost.domain.model import Value

#: What a person may say a concept takes, in hours. Validation warns earlier, at what is unusual.
ConceptHours = Annotated[float, Field(ge=0.25, le=200, allow_inf_nan=False, strict=True)]
Position = Annotated[int, Field(ge=0, le=1000, strict=True)]


class Rename(Value):
    """Give a stage, module or concept another name."""

    kind: Literal["rename"] = "rename"
    target_id: PartIdText
    name: ShortText


class Remove(Value):
    """Take a stage, module or concept out. What still needs it loses the edge; ids and progress of others stay."""

    kind: Literal["remove"] = "remove"
    target_id: PartIdText
    because: Literal["known", "not_wanted"] = "not_wanted"


class Move(Value):
    """Put a part elsewhere: a concept into a module, a module into a stage, a stage (`into_id` None) in the roadmap."""

    kind: Literal["move"] = "move"
    target_id: PartIdText
    into_id: PartIdText | None = None
    position: Position
    """The index it has afterwards, counted without itself."""


class Reorder(Value):
    """Put all that stands in a stage or module, or with no target the stages themselves, into another order."""

    kind: Literal["reorder"] = "reorder"
    target_id: PartIdText | None = None
    order: tuple[PartIdText, ...] = Field(min_length=1, max_length=1000)
    """Every part that stands there, once."""


class Add(Value):
    """Put a concept in: one of the catalog, with all that it needs and that is missing, or one of the learner's own.

    What is left out is filled in when it is proposed or applied, and stands in the operation that is answered.
    """

    kind: Literal["add"] = "add"
    source: Literal["catalog", "own"] = "catalog"
    concept_id: PartIdText | None = None
    """The catalog's id. An own concept gets one that is derived from its name."""
    name: ShortText | None = None
    """What to call it; the catalog's name when absent, needed for an own one."""
    hours: ConceptHours | None = None
    """Typical hours; the catalog's when absent, needed for an own one."""
    into_id: PartIdText | None = None
    """The module it goes into; chosen by what it needs and what needs it when absent."""
    position: Position | None = None
    """Its index in the module; the end when absent."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.source == "catalog" and self.concept_id is None:
            raise ValueError("Name the concept_id of the catalog, or say that the source is 'own'.")
        if self.source == "own" and (self.name is None or self.hours is None):
            raise ValueError("An own concept needs a name and hours.")
        if self.position is not None and self.into_id is None:
            raise ValueError("A position needs the module that it is in: into_id.")
        return self


class Merge(Value):
    """Make one concept of several: hours add up, edges unite, and the target keeps its id, content and progress."""

    kind: Literal["merge"] = "merge"
    target_id: PartIdText
    with_ids: tuple[PartIdText, ...] = Field(min_length=1, max_length=50)
    name: ShortText | None = None
    """The name of the whole; the target's when absent."""
    into_id: PartIdText | None = None
    position: Position | None = None
    """Where the whole stands, counted without it; where the target stands, or the nearest place that its
    prerequisites allow, when absent."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.into_id is None) != (self.position is None):
            raise ValueError("Name into_id and position together, or neither.")
        return self


class SplitPart(Value):
    name: ShortText
    hours: ConceptHours
    concept_id: OwnIdText | None = None
    """Of every part but the first, which keeps the target's; derived when absent."""


class Split(Value):
    """Make several concepts of one. The first keeps its id, content and progress; each needs the one before."""

    kind: Literal["split"] = "split"
    target_id: PartIdText
    parts: tuple[SplitPart, ...] = Field(min_length=2, max_length=10)


class SetHours(Value):
    """Say how long a concept takes; its best and worst case keep their share of that."""

    kind: Literal["set_hours"] = "set_hours"
    target_id: PartIdText
    hours: ConceptHours


class Needed(Value):
    concept_id: PartIdText
    why: ShortText | None = None
    """The reason; an edge that is there already keeps its own when absent."""


class SetPrerequisites(Value):
    """Say all that a concept needs. What makes concepts need each other in a circle is refused."""

    kind: Literal["set_prerequisites"] = "set_prerequisites"
    target_id: PartIdText
    prerequisites: tuple[Needed, ...] = Field(default=(), max_length=50)


class SetBudget(Value):
    """Change the hours a week or the deadline that the plan is made for. What is absent stays."""

    kind: Literal["set_budget"] = "set_budget"
    hours_per_week: HoursPerWeek | None = None
    deadline: Day | None = None
    no_deadline: StrictBool = False
    """Whether there is to be no deadline any more."""

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.hours_per_week is None and self.deadline is None and not self.no_deadline:
            raise ValueError("Name hours_per_week, deadline or no_deadline.")
        if self.deadline is not None and self.no_deadline:
            raise ValueError("Name a deadline, or no_deadline, not both.")
        return self


Operation = Annotated[
    Rename | Remove | Move | Reorder | Add | Merge | Split | SetHours | SetPrerequisites | SetBudget,
    Field(discriminator="kind"),
]
MAX_OPERATIONS = 200
