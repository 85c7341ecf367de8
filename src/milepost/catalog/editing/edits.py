"""Turns changes in words into typed operations, without a model, and says which words it did not understand."""

from collections.abc import Iterator, Sequence, Set
from datetime import date
from typing import Literal

from milepost.catalog.concept_graph import CatalogGraph
from milepost.catalog.editing.budget import read_budget
from milepost.catalog.editing.grammar import LONGEST_CLAUSE, NotUnderstood, Request, requests_in
from milepost.catalog.editing.names import Name, PartNames
from milepost.catalog.editing.places import NoSuchPlace, Places, move_module, move_stage
from milepost.catalog.editing.shapes import amount_of, equal_parts
from milepost.catalog.graph import Catalog
from milepost.catalog.wording import cannot_move, no_such_edit, not_here
from milepost.domain.editing.context import EditContext
from milepost.domain.editing.edits import edit
from milepost.domain.editing.operations import (
    MAX_OPERATIONS,
    Add,
    Merge,
    Move,
    Operation,
    Remove,
    Rename,
    SetBudget,
    SetHours,
    Split,
)
from milepost.domain.errors import FeedbackNotUnderstood, OperationRefused
from milepost.domain.goals import Language
from milepost.domain.ports.planning import EditProposal
from milepost.domain.roadmaps import Roadmap

LONGEST_NAME = 200
#: What stands behind so many clauses is returned unread.
MOST_CLAUSES = 100


def read_feedback(
    catalog: Catalog,
    roadmap: Roadmap,
    feedback: str,
    language: Language,
    *,
    today: date | None = None,
    known: Set[str] = frozenset(),
) -> EditProposal:
    """The operations that a text asks for, and the clauses that were not understood.

    Understood, in English and Chinese: drop, know already, earlier, later, before, after, first, last, rename, add from
    the catalog, merge, split into equal parts, hours of a concept, hours a week, deadline. A move goes as far as
    prerequisites allow and never past one; one that could not be made is not understood, with the reason.

    Args:
        today: The day after which dates without a year are looked for; without it no date is read.
        known: Ids of concepts that the learner knows, which are not added along with what needs them.

    Raises:
        FeedbackNotUnderstood: There is not one operation in it.

    Source: CATALOG 3, edits in words.
    """
    context = EditContext(CatalogGraph(catalog), language, known)
    reader = _Reader(PartNames(catalog, roadmap, language), roadmap, context, today)
    reader.read(feedback)
    if not reader.operations:
        raise FeedbackNotUnderstood(reader.not_understood)
    return EditProposal(operations=tuple(reader.operations), not_understood=tuple(reader.not_understood))


class _NotHere(Exception):
    """What is named is a concept of the catalog, but not of this roadmap."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


class _Reader:
    """Reads clause by clause; each is understood on the roadmap that the ones before leave."""

    def __init__(self, names: PartNames, roadmap: Roadmap, context: EditContext, today: date | None) -> None:
        self.names = names
        self.roadmap = roadmap
        self.context = context
        self.language = context.language
        self.today = today
        self.operations: list[Operation] = []
        self.not_understood: list[str] = []
        self._marked = names.mark("")
        self._last_targets: Sequence[str] = ()

    def read(self, feedback: str) -> None:
        self._marked = self.names.mark(feedback)
        for number, request in enumerate(requests_in(self._marked.text)):
            clause = self._marked.restore(request.clause)
            if number >= MOST_CLAUSES:
                self._refuse(clause)
                continue
            if (budget := self._budget(clause)) is not None:
                self._keep([budget])
            elif isinstance(request, NotUnderstood):
                self._refuse(no_such_edit(clause, request.why, self.language))
            elif request.wish == "know" and not request.target:
                if not self._mark_as_known():
                    self._refuse(no_such_edit(clause, "unclear", self.language))
            else:
                self._answer(request, clause)

    def _answer(self, request: Request, clause: str) -> None:
        roadmap = self.roadmap
        asked: list[Operation] = []
        try:
            targets = () if request.wish == "add" else self._targets(request.target)
            for operation in self._operations(request, targets):
                done = edit(self.roadmap, [operation], self.context)
                asked += done.operations
                self.roadmap = done.roadmap
        except NoSuchPlace as refused:
            self.roadmap = roadmap
            self._refuse(cannot_move(clause, refused.because, self.language))
            return
        except _NotHere as missing:
            self._refuse(not_here(clause, missing.name, self.language))
            return
        except OperationRefused:
            self.roadmap = roadmap
            self._refuse(
                no_such_edit(clause, "circle" if request.wish == "merge" else "unclear", self.language)
            )
            return
        if not asked or len(self.operations) + len(asked) > MAX_OPERATIONS:
            self.roadmap = roadmap
            self._refuse(no_such_edit(clause, self._obstacle(request), self.language))
            return
        self._keep(asked)
        self._last_targets = targets

    def _keep(self, operations: Sequence[Operation]) -> None:
        self.operations += operations
        self._last_targets = ()

    def _budget(self, clause: str) -> SetBudget | None:
        if self.today is None or len(clause) > LONGEST_CLAUSE:
            return None
        return read_budget(clause, self.today)

    def _obstacle(self, request: Request) -> Literal["add", "there", "unclear"]:
        if request.wish != "add":
            return "unclear"
        return "there" if any(name.part_ids for name in self._named(request.target)) else "add"

    def _refuse(self, words: str) -> None:
        self.not_understood.append(words)
        self._last_targets = ()

    def _operations(self, request: Request, targets: Sequence[str]) -> Iterator[Operation]:
        """One after the other, each on the roadmap that the one before has left."""
        match request.wish:
            case "drop" | "know":
                because: Literal["known", "not_wanted"] = "known" if request.wish == "know" else "not_wanted"
                yield from (Remove(target_id=one, because=because) for one in targets if self._is_there(one))
            case "earlier" | "later":
                yield from (self._moved(one, later=request.wish == "later") for one in targets)
            case "first" | "last":
                for one in targets:
                    places = self._places(one)
                    yield places.first() if request.wish == "first" else places.last()
            case "before" | "after":
                others = [
                    self._edge_of(one, last=request.wish == "after") for one in self._targets(request.other)
                ]
                if len(targets) == len(others) == 1:
                    yield self._places(targets[0]).beside(others[0], after=request.wish == "after")
            case "rename":
                name = self._marked.restore(request.other).strip(' \t\r\n"“”„«»「」『』《》.。')
                if len(targets) == 1 and 0 < len(name) <= LONGEST_NAME:
                    yield Rename(target_id=targets[0], name=name)
            case "add":
                names = self._named(request.target)
                if all(name.absent_id for name in names):
                    # What came along with one of them is there by then.
                    yield from (
                        Add(concept_id=name.absent_id)
                        for name in names
                        if not self._is_there(name.absent_id or "")
                    )
            case "merge" | "split" | "hours":
                yield from self._reshaped(request, targets)

    def _reshaped(self, request: Request, targets: Sequence[str]) -> Iterator[Operation]:
        """Merged, split or of other hours; only concepts can be."""
        concepts = {concept.concept_id: concept for concept in self.roadmap.concepts}
        if not targets or not all(target in concepts for target in targets):
            return
        if request.wish == "merge":
            # Without a word on it the first in the order of study remains.
            into = self._targets(request.other) or [one for one in concepts if one in targets][:1]
            others = tuple(one for one in targets if one != into[0])
            if len(into) == 1 and into[0] in concepts and others:
                yield Merge(target_id=into[0], with_ids=others)
        elif len(targets) == 1:
            concept = concepts[targets[0]]
            if request.wish == "hours":
                yield SetHours(target_id=targets[0], hours=amount_of(request.other))
            else:
                yield Split(target_id=targets[0], parts=equal_parts(concept, request.other, self.language))

    def _named(self, target: str) -> Sequence[Name]:
        """The names in a target; none when it is only partly names."""
        marks = target.replace(" ", "")
        if not marks:
            return ()
        if all(mark in self._marked.names for mark in marks):
            return [self._marked.names[mark] for mark in marks]
        if any(mark in self._marked.names for mark in marks):
            return ()
        return [self.names.look_up(target)]

    def _targets(self, target: str) -> Sequence[str]:
        """The parts that a target names; none when it is not clear which."""
        names = self._named(target)
        absent = next((name.absent for name in names if name.absent is not None), None)
        if absent is not None:
            raise _NotHere(absent)
        return tuple(dict.fromkeys(part for name in names for part in name.part_ids))

    def _is_there(self, part_id: str) -> bool:
        return any(
            part_id in {stage.stage_id, module.module_id}
            or any(one.concept_id == part_id for one in module.concepts)
            for stage in self.roadmap.stages
            for module in stage.modules
        )

    def _moved(self, part_id: str, *, later: bool) -> Move:
        if any(stage.stage_id == part_id for stage in self.roadmap.stages):
            return move_stage(self.roadmap, part_id, later=later)
        if any(module.module_id == part_id for stage in self.roadmap.stages for module in stage.modules):
            return move_module(self.roadmap, part_id, later=later)
        places = self._places(part_id)
        return places.later() if later else places.earlier()

    def _places(self, concept_id: str) -> Places:
        if all(concept.concept_id != concept_id for concept in self.roadmap.concepts):
            raise NoSuchPlace
        return Places(self.roadmap, concept_id)

    def _edge_of(self, part_id: str, *, last: bool) -> str:
        """The concept at the beginning or end of a stage or module; a concept is both of its own."""
        for stage in self.roadmap.stages:
            for part, concepts in (
                (stage.stage_id, list(stage.concepts)),
                *((module.module_id, list(module.concepts)) for module in stage.modules),
            ):
                if part == part_id:
                    return concepts[-1 if last else 0].concept_id
        return part_id

    def _mark_as_known(self) -> bool:
        """ "drop X, I know it": what was dropped last was meant as known."""
        changed = False
        for index, operation in enumerate(self.operations):
            if isinstance(operation, Remove) and operation.target_id in self._last_targets:
                self.operations[index] = operation.model_copy(update={"because": "known"})
                changed = True
        return changed
