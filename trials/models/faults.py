"""Roadmaps planned and written while one request in ten goes wrong: what ends, what fails, what a retry mends."""

import random
import re
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from tests.support.learner import TERMINAL, Learner, concepts_of
from tests.support.model_choice import choose_model
from tests.support.model_server import LoggedRequest, ScriptedModelServer, running_model_server
from tests.support.model_server.script.reading import field as field_of
from trials.models.kills import SUBJECTS
from trials.models.lives import Lives
from trials.models.questions import repeated

#: A tenth in all: those that asking again can mend, and some after which nobody is asked again, so that units fail.
FAULTS = "refusal=0.01, mixed=0.09"
#: Answers that can be used in spite of their fault, so that their question is not asked again.
_USABLE = {None, "fenced", "prose_around", "cycles", "dangling", "duplicates", "absurd_hours"}
#: How often a person asks for what is missing. At these shares it is missing again once in a few hundred times.
_RETRIES = 4
_REASON = re.compile(r"(model|search|spend|no-model)[a-z-]+: \S")
#: Words of libraries and protocols, which nobody should read.
_RAW = re.compile(
    r"Traceback|openai|httpx|pydantic|anyio|status_code|Error code|Exception|<html|\w+Error\b", re.IGNORECASE
)


@dataclass(slots=True)
class Story:
    """One roadmap and the tasks that it took."""

    subject: str
    roadmap_id: str = ""
    tasks: dict[str, str] = field(default_factory=dict)
    """The status in which each ended."""
    reasons: list[str] = field(default_factory=list)
    """Of each failure: of a unit, or of a task that came to no plan."""
    nameless: list[str] = field(default_factory=list)
    """Failures without a unit's name, or without a reason that says what to do."""
    repeated_names: list[str] = field(default_factory=list)
    """Names that more than one concept of the finished roadmap has."""
    retried: Counter[str] = field(default_factory=Counter)
    """How often each unit was asked for again, and under `plan` the plan."""


def live(learner: Learner, story: Story) -> None:
    """What a person does: ask, approve, and ask for what is missing until it is there."""
    kinds = {"unit_kinds": ["tutorial", "quiz"]}
    asked = learner.ask(goal=f"learn {story.subject}", planner="model", preferences=kinds)
    story.roadmap_id, task_id = asked.roadmap_id, asked.task_id
    for _ in range(1 + _RETRIES):
        status = learner.until(task_id, "human_review_pending", *TERMINAL)["status"]
        if status == "human_review_pending":
            learner.decide(task_id, approved=True)
            status = learner.until(task_id, *TERMINAL)["status"]
        story.tasks[task_id] = status
        if status == "completed":
            return
        _note_failures(learner, story, task_id)
        task_id = learner.call("POST", f"/tasks/{task_id}/retry", expect=202, json={})["task_id"]
    story.tasks[task_id] = learner.until(task_id, *TERMINAL)["status"]


def _note_failures(learner: Learner, story: Story, task_id: str) -> None:
    failed = [one["data"] for one in learner.events(task_id) if one["type"] == "concept_failed"]
    for unit in failed:
        story.retried[unit["unit"]] += 1
        _note(story, unit["unit"], unit["reason"] or "")
    if not failed:
        error = learner.get(f"/tasks/{task_id}")["error"] or {"type": "", "detail": ""}
        story.retried["plan"] += 1
        _note(story, task_id, f"{error['type']}: {error['detail']}")


def _note(story: Story, name: str, reason: str) -> None:
    story.reasons.append(reason.partition(":")[0])
    if not _REASON.match(reason) or _RAW.search(reason):
        story.nameless.append(f"{name}: {reason}")


def trial(lives: Lives, *, seed: int, roadmaps: int, concepts: int, faults: str = FAULTS) -> dict[str, Any]:
    """So many roadmaps at once; the report."""
    stories = [Story(subject) for subject in random.Random(seed).sample(SUBJECTS, roadmaps)]
    began = time.monotonic()
    with (
        running_model_server(faults=faults, seed=seed, concepts=concepts) as model,
        lives.life() as life,
    ):
        choose_model(life.learner, model)
        with ThreadPoolExecutor(roadmaps) as people:
            list(people.map(lambda story: live(life.learner, story), stories))
        names = {story.roadmap_id: _concepts(life.learner, story) for story in stories}
        return _report(lives, model, stories, names) | {"seconds": round(time.monotonic() - began, 1)}


def _concepts(learner: Learner, story: Story) -> dict[str, str]:
    """Id by name."""
    concepts = concepts_of(learner.roadmap(story.roadmap_id))
    counted = Counter(concept["name"] for concept in concepts)
    story.repeated_names = [name for name, count in counted.items() if count > 1]
    return {concept["name"]: concept["concept_id"] for concept in concepts}


def _report(
    lives: Lives, model: ScriptedModelServer, stories: Sequence[Story], names: dict[str, dict[str, str]]
) -> dict[str, Any]:
    requests = model.generations
    versions = lives.rows(
        "SELECT roadmap_id, concept_id, kind FROM unit_content GROUP BY 1, 2, 3 HAVING count(*) > 1"
    )
    told = lives.rows(
        "SELECT e.payload FROM task_event e WHERE e.type = 'concept_complete' GROUP BY e.task_id, e.payload"
        " HAVING count(*) > 1"
    )
    written = lives.rows("SELECT status, count(*) FROM unit GROUP BY status")
    duplicates = {
        "contents": [list(row) for row in versions],
        "events": [str(row[0]) for row in told],
        "concepts": [name for one in stories for name in one.repeated_names],
        "questions": _causeless(requests, stories, names),
    }
    red: dict[str, Any] = {
        "not ended": [story.subject for story in stories if set(story.tasks.values()) - TERMINAL],
        "failed without a name or a reason": [one for story in stories for one in story.nameless],
        "retry did not complete": [
            story.subject for story in stories if list(story.tasks.values())[-1] != "completed"
        ],
        "units not written": [list(row) for row in written if row[0] != "completed"],
        **{f"{what} twice": found for what, found in duplicates.items()},
    }
    return {
        "roadmaps": [
            {"goal": story.subject, "concepts": len(names[story.roadmap_id]), "tasks": list(story.tasks.values())}
            for story in stories
        ],
        "units_written": sum(count for status, count in written if status == "completed"),
        "failures": dict(Counter(reason for story in stories for reason in story.reasons)),
        "requests": len(requests),
        "with_a_fault": dict(Counter(request.fault for request in requests if request.fault)),
        "red": {name: found[:5] for name, found in red.items() if found},
    }  # fmt: skip


def _causeless(
    requests: Sequence[LoggedRequest], stories: Sequence[Story], names: dict[str, dict[str, str]]
) -> list[str]:
    """Questions that were asked again after a usable answer, other than because a person asked for the unit again."""
    excused: Counter[str] = Counter()
    found = []
    for earlier, later in repeated(requests):
        if earlier.fault not in _USABLE:
            continue
        story, part = _asked_for(later, stories, names)
        excused[later.digest] += 1
        if excused[later.digest] > story.retried[part]:
            found.append(f"{later.prompt_id} {earlier.number} → {later.number}")
    return found


def _asked_for(
    request: LoggedRequest, stories: Sequence[Story], names: dict[str, dict[str, str]]
) -> tuple[Story, str]:
    """The roadmap of a question, and the unit that it is about, or `plan`."""
    assert request.asked is not None
    user = request.asked.user
    story = next(one for one in stories if one.subject in user.casefold())
    concept = field_of(user, "concept")
    if request.prompt_id in {"tutorial", "quiz", "solve"} and concept is not None:
        kind = "tutorial" if request.prompt_id == "tutorial" else "quiz"
        return story, f"{names[story.roadmap_id][concept]}:{kind}"
    return story, "plan"
