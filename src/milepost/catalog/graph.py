"""The catalog in memory: immutable concepts and goals, and what follows from their edges alone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

import msgspec

from milepost.catalog.phrases import Phrase, PhraseIndex, PhraseKind
from milepost.catalog.text import normalise, squeezed, units_of
from milepost.domain.goals import Language, Level
from milepost.domain.roadmaps import Hours


class Localised(msgspec.Struct, frozen=True, omit_defaults=True):
    """A text in English, and in Chinese where it has been written."""

    en: str
    zh: str | None = None

    def to(self, language: Language) -> str:
        """The text in the learner's language, else in English."""
        return self.zh if language is Language.ZH and self.zh is not None else self.en

    def has(self, language: Language) -> bool:
        """Whether the text exists in this language."""
        return language is Language.EN or self.zh is not None


class LocalisedAliases(msgspec.Struct, frozen=True, omit_defaults=True):
    """What learners type for a concept or goal, per language."""

    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()


class Requirement(msgspec.Struct, frozen=True):
    """A concept that must come first, and why."""

    concept_id: str
    reason: Localised

    def why(self, language: Language) -> str:
        return self.reason.to(language)


class AnyOf(msgspec.Struct, frozen=True):
    """Concepts of which one must come first, and why."""

    options: tuple[str, ...]
    reason: Localised

    def why(self, language: Language) -> str:
        return self.reason.to(language)


class Practice(msgspec.Struct, frozen=True):
    """What the learner makes, how they know it is done, and how long it takes in minutes."""

    task: Localised
    done_when: Localised
    minutes: int


class ExitProject(msgspec.Struct, frozen=True):
    """What the learner makes at the end of a goal."""

    title: Localised
    task: Localised
    done_when: Localised


class CatalogConcept(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One concept with what planning needs; its lesson stays packed until somebody reads it."""

    concept_id: str
    names: Localised
    summaries: Localised
    hours: Hours
    difficulty: int
    aliases: LocalisedAliases = LocalisedAliases()
    requires: tuple[Requirement, ...] = ()
    recommends: tuple[str, ...] = ()
    any_of: tuple[AnyOf, ...] = ()
    outcomes: tuple[Localised, ...] = ()
    practice: Practice | None = None
    module: Localised | None = None
    """The name of the pack's module that it stands in."""
    lesson: msgspec.Raw = msgspec.Raw(b"null")
    """The JSON of its guide, resources and quiz; `lessons.py` reads it."""

    @property
    def domain(self) -> str:
        """What stands before the dot of the id."""
        return self.concept_id.partition(".")[0]

    def name(self, language: Language) -> str:
        return self.names.to(language)

    def summary(self, language: Language) -> str:
        return self.summaries.to(language)


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """What learners above beginner are taken to know when they start, with all that it requires."""

    intermediate: tuple[str, ...] = ()
    advanced: tuple[str, ...] = ()


class CatalogGoal(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One goal: what it needs, in the order in which the pack states it."""

    goal_id: str
    names: Localised
    summaries: Localised
    must: tuple[str, ...]
    exit_project: ExitProject
    aliases: LocalisedAliases = LocalisedAliases()
    entry: Entry = Entry()
    should: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    def name(self, language: Language) -> str:
        return self.names.to(language)

    def summary(self, language: Language) -> str:
        return self.summaries.to(language)


class CatalogDomain(msgspec.Struct, frozen=True, omit_defaults=True):
    """A field of concepts, the part of their ids before the dot."""

    names: Localised
    aliases: LocalisedAliases = LocalisedAliases()
    """What learners who know it say they know."""


class PackIdentity(msgspec.Struct, frozen=True):
    """Which pack this is; recorded with each roadmap."""

    pack_id: str
    version: str
    content_hash: str
    """`sha256:` and the digest of the pack's source files."""


class Found(msgspec.Struct, frozen=True):
    """A concept or goal that a phrase may mean; the best come first."""

    kind: PhraseKind
    found_id: str
    name: str
    score: float
    """How sure it is, 0 to 1; from 0.6 on it can be acted upon."""


class Catalog:
    """Concepts and goals by id. Nothing in it changes after construction.

    It implements the port `ConceptGraph`. Ids that are not in it raise KeyError, except in `requirements`.
    """

    def __init__(
        self,
        concepts: Iterable[CatalogConcept],
        goals: Iterable[CatalogGoal],
        *,
        identity: PackIdentity,
        domains: Mapping[str, CatalogDomain] | None = None,
    ) -> None:
        """`concepts` may come in any order; requirements must name concepts among them and form no cycle."""
        self.concepts: Mapping[str, CatalogConcept] = MappingProxyType(
            {concept.concept_id: concept for concept in concepts}
        )
        self.goals: Mapping[str, CatalogGoal] = MappingProxyType({goal.goal_id: goal for goal in goals})
        self.identity = identity
        self._domains = dict(domains or {})

    @property
    def content_hash(self) -> str:
        """Changes exactly when a source file of the pack does."""
        return self.identity.content_hash

    def requirements(self, concept_id: str) -> Sequence[str]:
        """Ids that the concept requires; empty when the catalog does not know it."""
        concept = self.concepts.get(concept_id)
        return tuple(edge.concept_id for edge in concept.requires) if concept else ()

    def domain_name(self, domain: str, language: Language) -> str:
        """The name of a domain in the learner's language; the domain itself when the pack names it nowhere."""
        return self._domains[domain].names.to(language) if domain in self._domains else domain

    def find_domain(self, phrase: str) -> str | None:
        """The domain that a phrase names, spaces, case and plurals aside; None when it names none."""
        return self._domain_phrases.get(squeezed(units_of(normalise(phrase))))

    def closure(self, concept_ids: Iterable[str], *, known: frozenset[str] = frozenset()) -> frozenset[str]:
        """The concepts with all that they require, known ones included.

        Of each `any_of` group one option is taken: one that is known or in the closure already, else the one
        whose closure adds the fewest hours.
        """
        reached = self._required(concept_ids, frozenset())
        while (group := self._open_group(reached, known)) is not None:
            reached |= min(
                (self._required((option,), reached) for option in group.options),
                key=lambda added: (sum(self.concepts[one].hours.typical for one in added), sorted(added)),
            )
        return reached

    def find(self, phrase: str, language: Language) -> Sequence[Found]:
        """Concepts and goals that a phrase may mean, best first, at most ten, names in `language`.

        Phrases of both languages are understood whatever `language` says.
        """
        return [
            Found(
                kind=hit.kind,
                found_id=hit.found_id,
                name=self._name(hit.kind, hit.found_id, language),
                score=hit.score,
            )
            for hit in self.phrases.find(phrase)
        ]

    @cached_property
    def phrases(self) -> PhraseIndex:
        """All names and aliases, prepared once."""
        goals = [(goal.goal_id, goal.names, goal.aliases) for goal in self.goals.values()]
        concepts = [(one.concept_id, one.names, one.aliases) for one in self.concepts.values()]
        return PhraseIndex(
            [
                phrase
                for goal_id, names, aliases in goals
                for phrase in _phrases("goal", goal_id, names, aliases)
            ]
            + [
                phrase
                for one, names, aliases in concepts
                for phrase in _phrases("concept", one, names, aliases)
            ]
        )

    def goals_teaching(self, concept_id: str) -> Sequence[str]:
        """Ids of the goals that lead to the concept, directly or through what they need."""
        return self._teaching.get(concept_id, ())

    def share_taught(self, goal_id: str, domain: str) -> float:
        """How much of a domain's concepts a goal teaches, with what they need; 0 to 1."""
        goal = self.goals[goal_id]
        domains = Counter(concept.domain for concept in self.concepts.values())
        taught = sum(self.concepts[one].domain == domain for one in self.closure([*goal.must, *goal.should]))
        return taught / domains[domain] if taught else 0.0

    @cached_property
    def _domain_phrases(self) -> Mapping[str, str]:
        return {
            squeezed(units_of(normalise(text))): domain_id
            for domain_id, domain in self._domains.items()
            for text in (domain_id, domain.names.en, domain.names.zh, *domain.aliases.en, *domain.aliases.zh)
            if text
        }

    @cached_property
    def _teaching(self) -> Mapping[str, Sequence[str]]:
        teaching: dict[str, list[str]] = {}
        for goal_id, goal in self.goals.items():
            for concept_id in self.closure((*goal.must, *goal.should, *goal.optional)):
                teaching.setdefault(concept_id, []).append(goal_id)
        return teaching

    def _name(self, kind: PhraseKind, found_id: str, language: Language) -> str:
        return (self.goals[found_id] if kind == "goal" else self.concepts[found_id]).name(language)

    def level_of(self, concept_id: str) -> int:
        """The length of the longest path of requirements below the concept; 0 for one that needs nothing."""
        return self._levels[concept_id]

    def known_by_level(self, goal_ids: Iterable[str], level: Level) -> frozenset[str]:
        """What a learner of this level is taken to know before these goals.

        Beginners know nothing; above that it is what the goals state as their entry, with all it requires.
        """
        if level is Level.BEGINNER:
            return frozenset()
        goals = [self.goals[goal_id] for goal_id in goal_ids]
        entries = [
            goal.entry.advanced if level is Level.ADVANCED else goal.entry.intermediate for goal in goals
        ]
        return self.closure(concept_id for entry in entries for concept_id in entry)

    def _required(self, concept_ids: Iterable[str], reached: frozenset[str]) -> frozenset[str]:
        """What has to be added to `reached` for these concepts, `any_of` left aside."""
        added: set[str] = set()
        waiting = list(concept_ids)
        while waiting:
            concept_id = waiting.pop()
            if concept_id not in reached and concept_id not in added:
                added.add(concept_id)
                waiting.extend(edge.concept_id for edge in self.concepts[concept_id].requires)
        return frozenset(added)

    def _open_group(self, reached: frozenset[str], known: frozenset[str]) -> AnyOf | None:
        for concept_id in self._with_choices:
            if concept_id in reached:
                for group in self.concepts[concept_id].any_of:
                    if not any(option in reached or option in known for option in group.options):
                        return group
        return None

    @cached_property
    def _with_choices(self) -> Sequence[str]:
        return sorted(concept_id for concept_id, concept in self.concepts.items() if concept.any_of)

    @cached_property
    def _levels(self) -> Mapping[str, int]:
        levels: dict[str, int] = {}
        for concept_id in self._in_order():
            below = _below(self.concepts[concept_id])
            levels[concept_id] = max((levels[one] + 1 for one in below), default=0)
        return levels

    def _in_order(self) -> Iterator[str]:
        """Every concept after all that it names as requirement or choice."""
        waiting = {concept_id: len(_below(concept)) for concept_id, concept in self.concepts.items()}
        dependants: dict[str, list[str]] = {concept_id: [] for concept_id in self.concepts}
        for concept_id, concept in self.concepts.items():
            for before in _below(concept):
                dependants[before].append(concept_id)
        ready = [concept_id for concept_id, count in waiting.items() if count == 0]
        done = 0
        while ready:
            concept_id = ready.pop()
            done += 1
            yield concept_id
            for dependant in dependants[concept_id]:
                waiting[dependant] -= 1
                if waiting[dependant] == 0:
                    ready.append(dependant)
        if done != len(self.concepts):
            raise ValueError("The catalog's requirements form a cycle.")


def _below(concept: CatalogConcept) -> frozenset[str]:
    return frozenset(
        [edge.concept_id for edge in concept.requires]
        + [one for group in concept.any_of for one in group.options]
    )


def _phrases(
    kind: PhraseKind, found_id: str, names: Localised, aliases: LocalisedAliases
) -> Iterator[Phrase]:
    for name in filter(None, (names.en, names.zh)):
        yield Phrase(kind=kind, found_id=found_id, text=name, is_alias=False)
    for alias in (*aliases.en, *aliases.zh):
        yield Phrase(kind=kind, found_id=found_id, text=alias, is_alias=True)
