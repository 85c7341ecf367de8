"""The catalog in memory: immutable concepts and goals, and what follows from their edges alone."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

import msgspec

from milepost.catalog.matching.learnt_words import LearntWords
from milepost.catalog.matching.phrase_index import phrase_index
from milepost.catalog.matching.phrases import PhraseIndex, PhraseKind
from milepost.catalog.matching.text import normalise, squeezed, units_of
from milepost.catalog.planning.topology import Topology, levels_of
from milepost.domain.goals import Language, Level
from milepost.domain.roadmaps import Hours, PackUsed

#: A field has its home in a goal from this product on: the share of the field that it teaches, and the share of the
#: goal that is of the field.
HOME_SHARE = 0.1
#: A goal that teaches this much of a field does not need the goal of that field beside it.
TAUGHT_ANYWAY = 0.2


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
    whole_in_chinese: bool = False
    """Whether none of its texts falls back to English for a learner who reads Chinese."""
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

    def is_whole_in(self, language: Language) -> bool:
        """Whether all that is said of it is written in this language."""
        return language is Language.EN or self.whole_in_chinese


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
    cues: LocalisedAliases = LocalisedAliases()
    """What speaks for it without naming it."""
    together: LocalisedAliases = LocalisedAliases()
    """Names for it and for other goals at once."""
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


def pack_used(pack: PackIdentity) -> PackUsed:
    """The identity as a roadmap records it."""
    return PackUsed(pack_id=pack.pack_id, version=pack.version, content_hash=pack.content_hash)


class Found(msgspec.Struct, frozen=True):
    """A concept or goal that a phrase may mean; the best come first."""

    kind: PhraseKind
    found_id: str
    name: str
    score: float
    """How sure it is, 0 to 1; from 0.6 on it can be acted upon."""


class Catalog:
    """Concepts and goals by id. Nothing in it changes after construction.

    Ids that are not in it raise KeyError, except in `requirements`.
    """

    def __init__(
        self,
        concepts: Iterable[CatalogConcept],
        goals: Iterable[CatalogGoal],
        *,
        identity: PackIdentity,
        domains: Mapping[str, CatalogDomain] | None = None,
        others: Mapping[str, PackIdentity] | None = None,
        learnt: LearntWords | None = None,
    ) -> None:
        """`concepts` may come in any order; requirements must name concepts among them and form no cycle.

        What `others` does not name, by domain and by goal, is of the pack `identity`.
        """
        by_id = {concept.concept_id: concept for concept in concepts}
        self.concepts: Mapping[str, CatalogConcept] = MappingProxyType(by_id)
        self.goals: Mapping[str, CatalogGoal] = MappingProxyType({goal.goal_id: goal for goal in goals})
        self.identity = identity
        self._domains, self._others = dict(domains or {}), dict(others or {})
        self.learnt = learnt

    @property
    def packs(self) -> Sequence[PackIdentity]:
        """Every pack in it, the built-in one first."""
        return tuple(dict.fromkeys((self.identity, *self._others.values())))

    @property
    def content_hash(self) -> str:
        """Changes exactly when a source file of a pack does."""
        if not self._others:
            return self.identity.content_hash
        together = "\n".join(pack.content_hash for pack in self.packs)
        return f"sha256:{hashlib.sha256(together.encode()).hexdigest()}"

    def pack_of(self, concept_id: str) -> PackIdentity:
        """The pack that a concept of the catalog comes from."""
        return self._others.get(self.concepts[concept_id].domain, self.identity)

    def pack_of_goal(self, goal_id: str) -> PackIdentity:
        """The pack that a goal of the catalog comes from."""
        return self._others.get(goal_id, self.identity)

    def has_domain(self, domain: str) -> bool:
        """Whether a pack of the catalog has concepts of this domain, or could have."""
        return domain in self._domains

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
        return frozenset(self.closure_in_order(concept_ids, known=known))

    def closure_in_order(
        self, concept_ids: Iterable[str], *, known: frozenset[str] = frozenset()
    ) -> Sequence[str]:
        """The same concepts, each after all that it builds on; ties by level, difficulty and id."""
        wanted = list(concept_ids)
        reached = self._requirements.in_order(wanted)
        while (group := self._open_group(there := frozenset(reached), known)) is not None:
            added = (
                [one for one in self._requirements.in_order([option]) if one not in there]
                for option in group.options
            )
            wanted += min(
                added, key=lambda some: (sum(self.concepts[one].hours.typical for one in some), sorted(some))
            )
            reached = self._requirements.in_order(wanted)
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
        return phrase_index(self.goals.values(), self.concepts.values())

    def goals_teaching(self, concept_id: str) -> Sequence[str]:
        """Ids of the goals that lead to the concept, directly or through what they need."""
        return self._teaching.get(concept_id, ())

    def home_of(self, concept_id: str) -> str | None:
        """The goal that a concept speaks for: the one that teaches most of its field, and is mostly about it.

        None for fields that many goals need a little of.
        """
        return self._homes.get(self.concepts[concept_id].domain)

    def includes(self, goal_id: str, other_id: str) -> bool:
        """Whether a goal teaches enough of the fields that another one is about to make that one needless."""
        fields = [domain for domain, home in self._homes.items() if home == other_id]
        return bool(fields) and all(self.share_taught(goal_id, field) >= TAUGHT_ANYWAY for field in fields)

    def share_taught(self, goal_id: str, domain: str) -> float:
        """How much of a domain's concepts a goal teaches, with what they need; 0 to 1."""
        goal = self.goals[goal_id]
        domains = Counter(concept.domain for concept in self.concepts.values())
        taught = sum(self.concepts[one].domain == domain for one in self.closure([*goal.must, *goal.should]))
        return taught / domains[domain] if taught else 0.0

    @cached_property
    def _domain_phrases(self) -> Mapping[str, str]:
        # Of a phrase that two packs claim, the pack that came first keeps it.
        return {
            squeezed(units_of(normalise(text))): domain_id
            for domain_id, domain in reversed(self._domains.items())
            for text in (domain_id, domain.names.en, domain.names.zh, *domain.aliases.en, *domain.aliases.zh)
            if text
        }

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        sizes = Counter(concept.domain for concept in self.concepts.values())
        best: dict[str, tuple[float, str]] = {}
        for goal_id, goal in self.goals.items():
            taught = self.closure([*goal.must, *goal.should])
            for domain, count in Counter(self.concepts[one].domain for one in taught).items():
                share = count / sizes[domain] * count / len(taught)
                if share >= HOME_SHARE:
                    best[domain] = max(best.get(domain, (0.0, "")), (share, goal_id))
        return {domain: goal_id for domain, (_, goal_id) in best.items()}

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

    def rank_of(self, concept_id: str) -> tuple[int, int, str]:
        """Level, difficulty and id: an order of all concepts in which each stands after what it builds on."""
        return self._levels[concept_id], self.concepts[concept_id].difficulty, concept_id

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
        return levels_of({concept_id: _below(concept) for concept_id, concept in self.concepts.items()})

    @cached_property
    def _requirements(self) -> Topology:
        """What each concept requires; choices count for the order alone."""
        return Topology(
            {one: [edge.concept_id for edge in concept.requires] for one, concept in self.concepts.items()},
            rank=self.rank_of,
        )


def _below(concept: CatalogConcept) -> frozenset[str]:
    return frozenset(
        [edge.concept_id for edge in concept.requires]
        + [one for group in concept.any_of for one in group.options]
    )
