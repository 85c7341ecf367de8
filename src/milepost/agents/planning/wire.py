"""The shapes in which a model proposes a roadmap. What it calls an id is a label; names and hours are proposals."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

MOST_STAGES, MOST_CONCEPTS = 8, 72

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


class Shape(BaseModel):
    """Fields that nobody asked for are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class ProposedQuestion(Shape):
    """Nothing here is refused: a question that cannot be asked is left out, and the rest of the answer holds."""

    text: str = ""
    options: list[str] = Field(default_factory=list)
    default: str = ""
    why: str = ""


class IntentAnswer(Shape):
    title: Name
    skills: list[Sentence] = Field(default_factory=list)
    gaps: list[Sentence] = Field(default_factory=list)
    level: Literal["beginner", "intermediate", "advanced"] | None = None
    questions: list[ProposedQuestion] = Field(default_factory=list)


class OutlinedModule(Shape):
    name: Name
    summary: Sentence = ""
    concept_names: list[Name] = Field(min_length=1, max_length=12)


class OutlinedStage(Shape):
    name: Name
    summary: Sentence = ""
    modules: list[OutlinedModule] = Field(min_length=1, max_length=10)


class OutlineAnswer(Shape):
    stages: list[OutlinedStage] = Field(min_length=1, max_length=MOST_STAGES)


class GrowingModule(Shape):
    name: str = ""
    concept_names: list[str] = Field(default_factory=list)


class GrowingStage(Shape):
    name: str = ""
    modules: list[GrowingModule] = Field(default_factory=list)


class GrowingOutline(Shape):
    """An outline that is still being written: anything may be missing."""

    stages: list[GrowingStage] = Field(default_factory=list)


class ProposedConcept(Shape):
    label: Label = ""
    name: Name
    summary: Sentence = ""
    hours: float = Field(allow_inf_nan=False)
    hours_min: float | None = Field(default=None, allow_inf_nan=False)
    hours_max: float | None = Field(default=None, allow_inf_nan=False)
    difficulty: int = 2
    requires: list[Label] = Field(default_factory=list)
    """Labels or names of concepts of the same stage."""
    catalog_id: Label | None = None


class ProposedProject(Shape):
    name: Name
    task: Sentence
    done_when: Sentence


class StageAnswer(Shape):
    concepts: list[ProposedConcept] = Field(min_length=1)
    project: ProposedProject | None = None


class ProposedEdge(Shape):
    before: Label
    after: Label
    why: Sentence = ""


class EdgesAnswer(Shape):
    edges: list[ProposedEdge] = Field(default_factory=list)


class ProposedOperation(Shape):
    """One change. Parts are named by the labels of the prompt."""

    kind: Literal["rename", "remove", "move", "add", "set_hours", "set_budget"]
    target: Label | None = None
    into: Label | None = None
    """For `move` and `add`: the stage or module it goes into."""
    name: Label | None = None
    hours: float | None = Field(default=None, allow_inf_nan=False)
    because: Literal["known", "not_wanted"] | None = None
    hours_per_week: float | None = Field(default=None, allow_inf_nan=False)
    deadline: Label | None = None
    """A day, as in 2027-03-31."""


class EditAnswer(Shape):
    operations: list[ProposedOperation] = Field(default_factory=list, max_length=40)
    not_understood: list[Sentence] = Field(default_factory=list)


class CriticFinding(Shape):
    target: Label | None = None
    """The label of the part concerned; none for the whole roadmap."""
    text: Sentence
    operations: list[ProposedOperation] = Field(default_factory=list)


class CritiqueAnswer(Shape):
    findings: list[CriticFinding] = Field(default_factory=list)
