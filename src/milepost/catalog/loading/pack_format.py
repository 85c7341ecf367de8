"""What the text files of a pack may say: the pack itself, its goals, its modules and their concepts."""

from datetime import date as Date  # noqa: N812 - a field of a change is called date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from milepost.domain.goals import Language
from milepost.domain.model import Value

#: `web.http-caching`: a domain, a dot, and a kebab-case name.
ConceptKey = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)
]
Kebab = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
Written = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
SemVer = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]


class LocalText(Value):
    """A text in English, and in Chinese where it has been written."""

    en: Written
    zh: Written | None = None

    def to(self, language: Language) -> str:
        """The text in the learner's language, else in English."""
        return self.zh if language is Language.ZH and self.zh is not None else self.en


def _plain_is_english(value: object) -> object:
    return {"en": value} if isinstance(value, str) else value


#: In a pack file: a plain string (English) or `{en: …, zh: …}`.
Text = Annotated[LocalText, BeforeValidator(_plain_is_english)]


class Aliases(Value):
    """What learners type for it, per language."""

    en: tuple[Written, ...] = ()
    zh: tuple[Written, ...] = ()


class HoursEntry(Value):
    """Hours at best, usually and at worst, practice included."""

    min: float
    typical: float
    max: float


class RequirementEntry(Value):
    """A concept without which a learner would fail, and why."""

    id: ConceptKey
    why: Text


class AnyOfEntry(Value):
    """Concepts of which one is enough."""

    options: Annotated[tuple[ConceptKey, ...], Field(min_length=2)]
    why: Text


class PracticeEntry(Value):
    task: Text
    done_when: Text
    minutes: int = Field(gt=0)


class ResourceEntry(Value):
    title: Written
    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$")]
    kind: Literal["documentation", "tutorial", "book", "course", "reference", "standard"]
    lang: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
    free: bool
    checked_at: Date | None = None


class OptionEntry(Value):
    text: Text
    right: bool = False


class QuizEntry(Value):
    """One question. Exactly one option is right, unless `several` says otherwise."""

    stem: Text
    options: tuple[OptionEntry, ...]
    several: bool = False
    explanation: Text
    outcome: int = Field(ge=1)
    """Which outcome it tests, from 1."""
    level: Literal["recall", "apply", "analyse"]


class Provenance(Value):
    basis: Written
    written_at: Date
    reviewed_at: Date | None = None


class ConceptStatus(StrEnum):
    PUBLISHED = "published"
    RETIRED = "retired"


class ConceptEntry(Value):
    """Everything of a concept that stands in the front matter of its module."""

    id: ConceptKey
    name: Text
    aliases: Aliases = Aliases()
    summary: Text
    hours: HoursEntry
    difficulty: int = Field(ge=1, le=5)
    requires: tuple[RequirementEntry, ...] = ()
    recommends: tuple[ConceptKey, ...] = ()
    any_of: tuple[AnyOfEntry, ...] = ()
    outcomes: tuple[Text, ...]
    practice: PracticeEntry
    resources: tuple[ResourceEntry, ...] = ()
    quiz: tuple[QuizEntry, ...]
    provenance: Provenance
    status: ConceptStatus
    replaced_by: ConceptKey | None = None

    @property
    def domain(self) -> str:
        """What stands before the dot of the id."""
        return self.id.partition(".")[0]

    @model_validator(mode="before")
    @classmethod
    def _absent_lists(cls, value: Any) -> Any:
        """An empty YAML key reads as None; for lists that means none."""
        if isinstance(value, dict):
            empty = ("requires", "recommends", "any_of", "resources")
            return {key: item for key, item in value.items() if not (item is None and key in empty)}
        return value


class ModuleEntry(Value):
    """One module file: its front matter, and the guides of its body, filled in by the reader."""

    module: Kebab
    name: Text
    concepts: tuple[ConceptEntry, ...]


class ProjectEntry(Value):
    """What the learner makes at the end of a goal."""

    title: Text
    task: Text
    done_when: Text


class EntryByLevel(Value):
    """What learners above beginner are taken to know when they start on a goal, with all that it requires."""

    intermediate: tuple[ConceptKey, ...] = ()
    advanced: tuple[ConceptKey, ...] = ()


def _list_is_both_levels(value: object) -> object:
    return {"intermediate": value, "advanced": value} if isinstance(value, list) else value


class GoalEntry(Value):
    """One goal file: what it needs, from the concepts assumed at its entry to the project at its end."""

    id: Kebab
    name: Text
    aliases: Aliases
    cues: Aliases = Aliases()
    """What learners type who mean it without naming it; two of them say as much as a name."""
    together: Aliases = Aliases()
    """Names for this goal and every other goal that has the same one here, all of them meant."""
    summary: Text
    entry: Annotated[EntryByLevel, BeforeValidator(_list_is_both_levels)] = EntryByLevel()
    """By level, or one list for both levels above beginner."""
    must: tuple[ConceptKey, ...]
    should: tuple[ConceptKey, ...] = ()
    optional: tuple[ConceptKey, ...] = ()
    exit_project: ProjectEntry


class ChangeEntry(Value):
    """What one version of a pack brought."""

    version: SemVer
    date: Date
    changes: Written


class DomainEntry(Value):
    """A field of concepts: what it is called, and what learners who know it say they know."""

    name: Text
    aliases: Aliases = Aliases()


class PackManifest(Value):
    """`pack.yaml`."""

    id: Kebab
    name: Text
    version: SemVer
    schema_version: Literal[1] = Field(alias="schema")
    licence: Written
    locales: tuple[Language, ...]
    domains: dict[Kebab, DomainEntry]
    """By the part of a concept's id before the dot."""
    changelog: tuple[ChangeEntry, ...] = ()
