"""Makes small roadmaps and intents; every argument has a default, so a test names only what matters."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from milepost.domain.goals import GoalRequest, Intent, Language, Level, MatchedGoal
from milepost.domain.ids import LOCAL_OWNER, TaskId
from milepost.domain.ports.planning import Occasion
from milepost.domain.roadmaps import Concept, Edge, Hours, Module, Plan, Roadmap, Stage

#: A Monday.
START = date(2026, 11, 23)


def make_concept(
    concept_id: str = "topic.loops",
    *,
    hours: float = 1,
    needs: Iterable[str] = (),
    name: str | None = None,
    difficulty: int = 1,
    spread: float = 0,
) -> Concept:
    """A concept of `hours` typical hours; at best `spread` fewer, at worst twice that more."""
    return Concept(
        concept_id=concept_id,
        name=name or f"About {concept_id}",
        hours=Hours(min=hours - spread, typical=hours, max=hours + 2 * spread),
        difficulty=difficulty,
        prerequisites=tuple(needs),
    )


def make_module(module_id: str, concepts: Iterable[Concept], *, name: str | None = None) -> Module:
    return Module(module_id=module_id, name=name or f"Module {module_id}", concepts=tuple(concepts))


def make_stage(stage_id: str, modules: Iterable[Module], *, name: str | None = None) -> Stage:
    return Stage(stage_id=stage_id, name=name or f"Stage {stage_id}", modules=tuple(modules))


def make_roadmap(stages: Sequence[Stage], *, keep_order: Sequence[str] = ()) -> Roadmap:
    """A roadmap of these stages, with a reason for each prerequisite."""
    concepts = [concept for stage in stages for concept in stage.concepts]
    return Roadmap(
        title="A roadmap",
        stages=tuple(stages),
        edges=tuple(
            Edge(before=before, after=one.concept_id, why="It builds on it.", source="catalog")
            for one in concepts
            for before in one.prerequisites
        ),
        keep_order=tuple(keep_order),
    )


def roadmap_of(*concepts: Concept, per_module: int = 3, per_stage: int = 2) -> Roadmap:
    """The concepts in this order, cut into modules `m1`, `m2` … and stages `s1`, `s2` …"""
    modules = [
        make_module(f"m{start // per_module + 1}", concepts[start : start + per_module])
        for start in range(0, len(concepts), per_module)
    ]
    return make_roadmap(
        [
            make_stage(f"s{start // per_stage + 1}", modules[start : start + per_stage])
            for start in range(0, len(modules), per_stage)
        ]
    )


#: For whom something is planned or written, where nobody asks.
OCCASION = Occasion(owner_id=LOCAL_OWNER, task_id=TaskId("tsk_00000000000000000000000000"))
A_REQUEST = GoalRequest(goal="a goal")


def make_intent(
    *,
    hours_per_week: float = 5,
    deadline: date | None = None,
    start_date: date = START,
    goals: Iterable[str] = (),
    level: Level = Level.BEGINNER,
    language: Language = Language.EN,
    known: Iterable[str] = (),
    named: Iterable[str] = (),
) -> Intent:
    return Intent(
        title="A goal",
        goals=tuple(MatchedGoal(goal_id=goal_id, name=goal_id, score=1) for goal_id in goals),
        level=level,
        language=language,
        hours_per_week=hours_per_week,
        deadline=deadline,
        start_date=start_date,
        known=tuple(known),
        named=tuple(named),
    )


def wire_shape(plan: Plan) -> dict[str, Any]:
    """The plan as a client receives it: the roadmap's fields beside what is computed from it."""
    document: dict[str, Any] = json.loads(plan.model_dump_json())
    roadmap = document.pop("roadmap")
    for stage in roadmap["stages"]:
        for module in stage["modules"]:
            for concept in module["concepts"]:
                concept["estimated_hours"] = concept["hours"]["typical"]
    return {**roadmap, **document}
