"""What code can check about a roadmap, each problem at its place; blocking ones forbid approval."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from milepost.domain.checking.proof import refusal_of
from milepost.domain.checking.validation_report import Issue, IssueCode, Outcome, ValidationReport
from milepost.domain.roadmaps import Plan, Roadmap
from milepost.domain.scheduling.pacing import minutes_of

#: A concept takes half an hour to twenty hours; a refresh of something half known takes a quarter.
LEAST_HOURS = 0.25
MOST_HOURS = 20.0

#: What validation says of a plan in its own words, and the checker would say again.
_SEEN_BY_BOTH: frozenset[IssueCode] = frozenset({"witness_mismatch", "schedule_mismatch", "week_over_cap"})


def validate(plan: Plan) -> ValidationReport:
    """Every problem of the plan: first what blocks, then what is only worth knowing."""
    structure = list(_structure_issues(plan.roadmap))
    rest = [*_warnings(plan.roadmap), *_witness_issues(plan), *_schedule_issues(plan), *_budget_issues(plan)]
    blocked = any(issue.severity == "blocking" for issue in structure)
    return ValidationReport(outcome=Outcome.INVALID if blocked else Outcome.VALID, issues=(*structure, *rest))


def validate_new(plan: Plan) -> ValidationReport:
    """The same for a plan that was computed just now, which the independent checker has to accept as well.

    Not for one that is read: what an older version computed by other rules is no fault of the roadmap.
    """
    report = validate(plan)
    if any(issue.severity == "blocking" or issue.code in _SEEN_BY_BOTH for issue in report.issues):
        return report
    proof = tuple(_proof_issues(plan))
    return ValidationReport(outcome=Outcome.INVALID, issues=(*proof, *report.issues)) if proof else report


def find_cycles(prerequisites: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Cycles that share no concept, each in the order in which its concepts need each other.

    Every cycle that exists meets one of those returned.
    """
    left = {
        one: [before for before in befores if before in prerequisites]
        for one, befores in prerequisites.items()
    }
    cycles: list[list[str]] = []
    while True:
        _trim(left)
        if not left:
            return cycles
        path = [next(iter(left))]
        while (following := left[path[-1]][0]) not in path:
            path.append(following)
        cycle = path[path.index(following) :]
        cycles.append(cycle)
        for one in cycle:
            del left[one]
        for befores in left.values():
            befores[:] = [before for before in befores if before in left]


def _trim(left: dict[str, list[str]]) -> None:
    """Take out what needs nothing any more, again and again: cycles and what stands on them are left."""
    dependants: dict[str, list[str]] = {one: [] for one in left}
    for one, befores in left.items():
        for before in befores:
            dependants[before].append(one)
    free = [one for one, befores in left.items() if not befores]
    while free:
        one = free.pop()
        del left[one]
        for dependant in dependants[one]:
            if dependant in left:
                left[dependant].remove(one)
                if not left[dependant]:
                    free.append(dependant)


def _structure_issues(roadmap: Roadmap) -> Iterator[Issue]:
    if not roadmap.stages:
        yield _blocking("no_stages", None, "The roadmap has no stages.")
    yield from _empty_parts(roadmap)
    yield from _duplicate_ids(roadmap)
    yield from _edge_issues(roadmap)


def _empty_parts(roadmap: Roadmap) -> Iterator[Issue]:
    for stage in roadmap.stages:
        if not stage.modules:
            yield _blocking("empty_part", stage.stage_id, f"The stage {stage.name!r} has no modules.")
        for module in stage.modules:
            if not module.concepts:
                yield _blocking(
                    "empty_part", module.module_id, f"The module {module.name!r} has no concepts."
                )


def _duplicate_ids(roadmap: Roadmap) -> Iterator[Issue]:
    for part_id, count in Counter(_part_ids(roadmap)).items():
        if count > 1:
            yield _blocking("duplicate_id", part_id, f"{count} parts have the id {part_id!r}.")


def _edge_issues(roadmap: Roadmap) -> Iterator[Issue]:
    concepts = list(roadmap.concepts)
    names = {concept.concept_id: concept.name for concept in concepts}
    place = {concept.concept_id: index for index, concept in reversed(list(enumerate(concepts)))}
    cycle_of: dict[str, int] = {}
    for number, cycle in enumerate(find_cycles({one.concept_id: one.prerequisites for one in concepts})):
        cycle_of.update(dict.fromkeys(cycle, number))
        chain = " needs ".join(repr(names[one]) for one in [*cycle, cycle[0]])
        yield _blocking("cycle", cycle[0], f"Concepts need each other in a circle: {chain}.", cycle[1:])
    for index, concept in enumerate(concepts):
        for before in concept.prerequisites:
            if before not in place:
                yield _blocking(
                    "unknown_prerequisite",
                    concept.concept_id,
                    f"{concept.name!r} needs {before!r}, which is not in the roadmap.",
                    [before],
                )
            elif place[before] >= index and (
                before not in cycle_of or cycle_of[before] != cycle_of.get(concept.concept_id)
            ):
                yield _blocking(
                    "backward_prerequisite",
                    concept.concept_id,
                    f"{concept.name!r} needs {names[before]!r}, which comes later.",
                    [before],
                )


def _warnings(roadmap: Roadmap) -> Iterator[Issue]:
    for concept in roadmap.concepts:
        if not LEAST_HOURS <= concept.estimated_hours <= MOST_HOURS:
            yield _warning(
                "hours_out_of_range",
                concept.concept_id,
                f"{concept.name!r} takes {concept.estimated_hours:g} h, not {LEAST_HOURS:g} to {MOST_HOURS:g}.",
            )
    modules = [module for stage in roadmap.stages for module in stage.modules]
    yield from _duplicate_names("stages", ((stage.stage_id, stage.name) for stage in roadmap.stages))
    yield from _duplicate_names("modules", ((module.module_id, module.name) for module in modules))
    yield from _duplicate_names("concepts", ((one.concept_id, one.name) for one in roadmap.concepts))


def _duplicate_names(level: str, named: Iterable[tuple[str, str]]) -> Iterator[Issue]:
    same: dict[str, list[tuple[str, str]]] = {}
    for part_id, name in named:
        same.setdefault(" ".join(name.casefold().split()), []).append((part_id, name))
    for (part_id, name), *others in same.values():
        if others:
            yield _warning(
                "duplicate_name",
                part_id,
                f"{len(others) + 1} {level} are called {name!r}.",
                [one for one, _ in others],
            )


def _witness_issues(plan: Plan) -> Iterator[Issue]:
    order = tuple(concept.concept_id for concept in plan.roadmap.concepts)
    if plan.witness.order != order:
        yield _warning("witness_mismatch", None, "The stated order is not the order of the roadmap.")
    needed = {(before, one.concept_id) for one in plan.roadmap.concepts for before in one.prerequisites}
    stated = {(edge.before, edge.after) for edge in plan.witness.edges}
    for before, after in sorted(needed - stated):
        yield _warning(
            "witness_mismatch", after, f"There is no reason why {after!r} needs {before!r}.", [before]
        )
    for before, after in sorted(stated - needed):
        yield _warning(
            "witness_mismatch",
            after,
            f"There is a reason why {after!r} needs {before!r}, but it does not.",
            [before],
        )


def _schedule_issues(plan: Plan) -> Iterator[Issue]:
    planned: dict[str, int] = {}
    for week in plan.schedule.weeks:
        for item in week.items:
            planned[item.concept_id] = planned.get(item.concept_id, 0) + minutes_of(item.hours)
    done = frozenset(plan.schedule.redated.done) if plan.schedule.redated else frozenset[str]()
    for concept in plan.roadmap.concepts:
        minutes = planned.pop(concept.concept_id, 0)
        # What was done before its week stands in no week any more.
        is_done = concept.concept_id in done and minutes < minutes_of(concept.estimated_hours)
        if not is_done and minutes != minutes_of(concept.estimated_hours):
            yield _warning(
                "schedule_mismatch",
                concept.concept_id,
                f"The weeks do not give {concept.name!r} the hours it takes.",
            )
    for concept_id in planned:
        yield _warning(
            "schedule_mismatch", concept_id, f"The weeks plan {concept_id!r}, which is not in the roadmap."
        )
    if plan.verdict is None:
        return
    redated = plan.schedule.redated
    for number, week in enumerate(plan.schedule.weeks, start=1):
        later = plan.schedule.weeks[number : number + 1]
        # Weeks that are over were studied with the hours of their time.
        if redated is not None and later and later[0].start <= redated.as_of:
            continue
        if week.hours * 60 > plan.verdict.hours_per_week * 60 + 0.01:
            yield _warning(
                "week_over_cap",
                None,
                f"Week {week.number} has {week.hours:g} h; the learner has {plan.verdict.hours_per_week:g}.",
            )


def _proof_issues(plan: Plan) -> Iterator[Issue]:
    """What an independent checker refuses although nothing here has found anything: a fault of the planner's."""
    refusal = refusal_of(plan)
    if refusal is not None:
        yield _blocking("not_proven", None, f"The independent checker refuses this plan: {refusal}.")


def _budget_issues(plan: Plan) -> Iterator[Issue]:
    verdict = plan.verdict
    if verdict is not None and verdict.outcome == "does_not_fit":
        yield _warning(
            "over_budget",
            None,
            f"The plan ends on {verdict.end_date}, after the deadline {verdict.deadline}: "
            f"{verdict.hours_over:g} h do not fit.",
        )


def _part_ids(roadmap: Roadmap) -> Iterator[str]:
    for stage in roadmap.stages:
        yield stage.stage_id
        for module in stage.modules:
            yield module.module_id
            yield from (concept.concept_id for concept in module.concepts)


def _blocking(code: IssueCode, part_id: str | None, detail: str, related: Sequence[str] = ()) -> Issue:
    return Issue(code=code, severity="blocking", part_id=part_id, related_ids=tuple(related), detail=detail)


def _warning(code: IssueCode, part_id: str | None, detail: str, related: Sequence[str] = ()) -> Issue:
    return Issue(code=code, severity="warning", part_id=part_id, related_ids=tuple(related), detail=detail)
