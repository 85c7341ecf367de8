"""From an intent to a roadmap, without a model: the same input gives the same roadmap, byte for byte."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from milepost.catalog.graph import Catalog, CatalogConcept, Localised, pack_used
from milepost.catalog.planning.layout import cut_into_modules, cut_into_stages
from milepost.catalog.planning.ordering import order_concepts
from milepost.catalog.planning.selection import REFRESH_HOURS, Selection, select_concepts
from milepost.catalog.wording import leads_up_to, leads_up_to_doing, listed, short_refresh, side_by_side
from milepost.domain.drafts import DraftSummary, StageDraft
from milepost.domain.goals import Intent, Language
from milepost.domain.roadmaps import Concept, Edge, Hours, Module, PackUsed, Project, Roadmap, Stage
from milepost.domain.scheduling.pacing import minutes_of

LONGEST_NAME = 200


def plan_roadmap(catalog: Catalog, intent: Intent) -> Roadmap:
    """The roadmap for an intent: its concepts in order, in modules and stages, each edge with its reason.

    A plan of which everything is known has no stages.

    Source: CATALOG 3.
    """
    return _Designer(catalog, intent).roadmap()


def drafts_of(roadmap: Roadmap) -> Iterator[StageDraft | DraftSummary]:
    """The roadmap as it is handed over: stage by stage, then what concerns them all."""
    for index, stage in enumerate(roadmap.stages):
        yield StageDraft(index=index, expected_stages=len(roadmap.stages), stage=stage)
    yield DraftSummary(
        title=roadmap.title,
        edges=roadmap.edges,
        pruned=roadmap.pruned,
        not_covered=roadmap.not_covered,
        keep_order=roadmap.keep_order,
        aims=roadmap.aims,
        packs=roadmap.packs,
    )


class _Designer:
    def __init__(self, catalog: Catalog, intent: Intent) -> None:
        self.catalog = catalog
        self.intent = intent
        self.language: Language = intent.language
        self.selection: Selection = select_concepts(catalog, intent)
        self.module_names: set[str] = set()
        self.stage_names: set[str] = set()

    def roadmap(self) -> Roadmap:
        order = order_concepts(self.catalog, self.selection)
        modules = [
            self._module(f"module-{number}", concept_ids)
            for number, concept_ids in enumerate(cut_into_modules(self.catalog, order), start=1)
        ]
        bands = cut_into_stages(
            [sum(minutes_of(one.estimated_hours) for one in module.concepts) for module in modules]
        )
        return Roadmap(
            title=self.intent.title,
            stages=tuple(
                self._stage(number, modules[start:end], is_last=number == len(bands))
                for number, (start, end) in enumerate(bands, start=1)
            ),
            edges=tuple(
                Edge(before=need.before, after=one, why=need.why, source="catalog")
                for one in order
                for need in self.selection.needs[one]
            ),
            pruned=self.selection.pruned,
            not_covered=self.intent.unmatched,
            keep_order=self.selection.keep_order,
            aims=self.selection.aims,
            packs=tuple(self._packs()),
        )

    def _packs(self) -> Iterable[PackUsed]:
        """The packs of the goals, of what is taught and of what was left out, in the catalog's order."""
        concepts = {*self.selection.keep_order, *(one.concept_id for one in self.selection.pruned)}
        used = {self.catalog.pack_of(one) for one in concepts}
        used |= {self.catalog.pack_of_goal(goal.goal_id) for goal in self.intent.goals}
        return (pack_used(pack) for pack in self.catalog.packs if pack in used)

    def _concept(self, concept_id: str) -> Concept:
        concept = self.catalog.concepts[concept_id]
        summary = concept.summary(self.language)
        known = self.selection.refreshed.get(concept_id)
        if known is not None:
            summary = short_refresh(self.catalog.concepts[known].name(self.language), summary, self.language)
        return Concept(
            concept_id=concept_id,
            name=concept.name(self.language),
            description=summary,
            hours=self._hours(concept_id),
            difficulty=concept.difficulty,
            prerequisites=tuple(need.before for need in self.selection.needs[concept_id]),
        )

    def _hours(self, concept_id: str) -> Hours:
        return (
            REFRESH_HOURS
            if concept_id in self.selection.refreshed
            else self.catalog.concepts[concept_id].hours
        )

    def _module(self, module_id: str, concept_ids: Sequence[str]) -> Module:
        capstone = self._capstone(concept_ids)
        return Module(
            module_id=module_id,
            name=self._module_name(concept_ids),
            description=leads_up_to_doing(
                capstone.name(self.language), capstone.summary(self.language), self.language
            ),
            concepts=tuple(self._concept(one) for one in concept_ids),
        )

    def _module_name(self, concept_ids: Sequence[str]) -> str:
        """What most of it is called in the pack; with the second part where that is not most, or of another domain."""
        concepts = [self.catalog.concepts[one] for one in concept_ids]
        counts = Counter(self._subject(concept) for concept in concepts)
        largest = [subject for subject, _ in counts.most_common(2)]
        clearly_one = (
            counts[largest[0]] * 5 >= len(concepts) * 3 and len({one.domain for one in concepts}) == 1
        )
        return self._unused_name(
            [
                *(largest[:1] if clearly_one else []),
                self._listed_in_order(largest, counts),
                f"{largest[0]}: {concepts[0].name(self.language)}",
                f"{largest[0]}: {self._ends(concept_ids)}",
            ],
            self.module_names,
        )

    def _stage_name(self, concept_ids: Sequence[str]) -> str:
        """The subject that takes half of its time; else the two domains that take most, or what it has most of.

        What an earlier stage is called already gives way to the next.
        """
        subjects: Counter[str] = Counter()
        domains: Counter[str] = Counter()
        for one in concept_ids:
            concept, minutes = self.catalog.concepts[one], minutes_of(self._hours(one).typical)
            subjects[self._subject(concept)] += minutes
            domains[self.catalog.domain_name(concept.domain, self.language)] += minutes
        largest = [subject for subject, _ in subjects.most_common()]
        takes_half = 2 * subjects[largest[0]] >= subjects.total()
        main = [domain for domain, _ in domains.most_common(3)]
        # Sorted, so that two stages of the same pair are seen to be of the same.
        pairs = [side_by_side(sorted(pair)) for pair in combinations(main, 2)]
        return self._unused_name(
            [
                *(largest[:1] if takes_half else []),
                *(pairs or largest),
                *(side_by_side([one for one in subjects if one in largest[:count]]) for count in (2, 3)),
                f"{largest[0]}: {self._ends(concept_ids)}",
            ],
            self.stage_names,
        )

    def _ends(self, concept_ids: Sequence[str]) -> str:
        """The first and the last of the concepts."""
        ends = dict.fromkeys((concept_ids[0], concept_ids[-1]))
        return listed([self.catalog.concepts[one].name(self.language) for one in ends], self.language)

    def _listed_in_order(self, subjects: Sequence[str], in_order: Iterable[str]) -> str:
        return side_by_side([subject for subject in in_order if subject in subjects])

    def _unused_name(self, candidates: Sequence[str], used: set[str]) -> str:
        """The first name that none of the same level has yet; the last when all are taken."""
        short = [name[:LONGEST_NAME] for name in candidates]
        name = next((one for one in short if one not in used), short[-1])
        used.add(name)
        return name

    def _subject(self, concept: CatalogConcept) -> str:
        if concept.module is not None:
            return concept.module.to(self.language)
        return self.catalog.domain_name(concept.domain, self.language)

    def _stage(self, number: int, modules: Sequence[Module], *, is_last: bool) -> Stage:
        concept_ids = [concept.concept_id for module in modules for concept in module.concepts]
        capstones = [self._capstone([one.concept_id for one in module.concepts]) for module in modules]
        project = self._exit_project() if is_last else None
        return Stage(
            stage_id=f"stage-{number}",
            name=self._stage_name(concept_ids),
            description=leads_up_to([one.name(self.language) for one in capstones], self.language),
            project=project or self._practice_project(concept_ids),
            modules=tuple(modules),
        )

    def _capstone(self, concept_ids: Sequence[str]) -> CatalogConcept:
        """The hardest concept, of equally hard ones the one that most stands below, then the last."""
        concepts = [self.catalog.concepts[one] for one in concept_ids]
        return max(
            enumerate(concepts),
            key=lambda each: (each[1].difficulty, self.catalog.level_of(each[1].concept_id), each[0]),
        )[1]

    def _exit_project(self) -> Project | None:
        """The goal's own project; for several goals all of them, since each goal is reached at the end."""
        projects = [self.catalog.goals[goal.goal_id].exit_project for goal in self.intent.goals]
        if not projects:
            return None
        written = self._written_in(text for one in projects for text in (one.title, one.task, one.done_when))
        return Project(
            title=listed([one.title.to(written) for one in projects], written),
            task="\n\n".join(one.task.to(written) for one in projects),
            done_when="\n\n".join(one.done_when.to(written) for one in projects),
            language=None if written is self.language else written,
        )

    def _practice_project(self, concept_ids: Sequence[str]) -> Project | None:
        """The practice of the capstone among those concepts that have one."""
        with_practice = [one for one in concept_ids if self.catalog.concepts[one].practice is not None]
        if not with_practice:
            return None
        capstone = self._capstone(with_practice)
        assert capstone.practice is not None
        written = self._written_in((capstone.practice.task, capstone.practice.done_when))
        return Project(
            title=capstone.name(self.language),
            task=capstone.practice.task.to(written),
            done_when=capstone.practice.done_when.to(written),
            language=None if written is self.language else written,
        )

    def _written_in(self, texts: Iterable[Localised]) -> Language:
        """The learner's language when all the texts exist in it, else English: nothing is mixed."""
        return self.language if all(text.has(self.language) for text in texts) else Language.EN
