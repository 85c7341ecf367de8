"""Kills while it plans, writes or writes anew: no answer that was stored is asked for again, and nothing is missing."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.support.learner import TERMINAL
from tests.support.model_choice import choose_model
from tests.support.model_server import Pace, ScriptedModelServer, running_model_server
from trials.models.lives import Life, Lives
from trials.models.questions import Kill, Repeats, unanswered, unknown

#: Goals of the same kind and different words, so that no two tasks ask the same.
SUBJECTS = (
    "beekeeping", "origami", "pottery", "fencing", "sailing", "juggling", "archery", "weaving", "basketry", "falconry",
    "bookbinding", "glassblowing", "topiary", "chess", "bonsai", "calisthenics", "lacemaking", "parkour", "marquetry",
    "woodturning",
)  # fmt: skip
#: Fast enough for minutes, slow enough for several calls to be under way whenever the kill comes.
TOKENS_PER_SECOND = 1500.0
#: Requests of a plan of two stages: the goal, the outline, two stages and what joins them.
_OF_A_PLAN = 5
_MOST_DELAY_SECONDS = 0.3
_CONCEPTS = 16
#: What is planned waits for its review, what is written is written.
_AS_THEY_SHOULD = {"human_review_pending", "completed"}
_KINDS = {"unit_kinds": ["tutorial", "quiz"]}
#: Parts that are asked for anew at once, each as a task of its own.
_ANEW_AT_ONCE = 3

Unit = tuple[str, str, str]
"""(roadmap, concept, kind)"""


@dataclass(slots=True)
class Trial:
    """Lives of one data directory, each of which ends in a kill."""

    lives: Lives
    model: ScriptedModelServer
    chance: random.Random
    kills: list[Kill] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    anew: list[Unit] = field(default_factory=list)
    """What was asked for once more."""

    def plan(self, times: int) -> None:
        """Kill so many processes, each while it plans a goal of its own; the next one has to finish that."""
        if not times:
            return
        for _ in range(times):
            with self.lives.life() as life:
                self._ready(life)
                begun = len(self.model.generations)
                self._ask(life, review=True)
                self._kill_after(life, begun + self.chance.randint(1, _OF_A_PLAN), phase="planning")
        with self.lives.life() as life:
            self._ready(life)

    def write(self, times: int) -> None:
        """Kill so many processes, each in the middle of what the one before has left."""
        for _ in range(times):
            with self.lives.life() as life:
                self._choose(life)
                if not self.tasks or life.learner.status(self.tasks[-1])["status"] in _AS_THEY_SHOULD:
                    self._ask(life, review=False)
                    self._until_written_to(life)
                begun = len(self.model.generations)
                self._kill_after(life, begun + self.chance.randint(2, 10), phase="writing")
        with self.lives.life() as life:
            life.learner.until(self.tasks[-1], *TERMINAL)

    def rewrite(self, times: int) -> None:
        """Kill so many processes, each while it writes some parts anew; the next one has to finish those."""
        if not times:
            return
        units, at_work = self._written(), list[str]()
        for _ in range(times):
            with self.lives.life() as life:
                self._choose(life)
                self._until_all_completed(life, at_work)
                begun = len(self.model.generations)
                at_work = [self._ask_anew(life, units.pop()) for _ in range(_ANEW_AT_ONCE)]
                self._kill_after(life, begun + self.chance.randint(1, _ANEW_AT_ONCE), phase="rewriting")
        with self.lives.life() as life:
            self._until_all_completed(life, at_work)

    def report(self) -> dict[str, Any]:
        """What came of it; what must not be stands under `red`."""
        requests = self.model.generations
        committed = self._committed()
        repeats = Repeats.of(requests, self.kills)
        in_flight = sum(kill.in_flight for kill in self.kills)
        statuses = Counter(status for (status,) in self.lives.rows("SELECT status FROM task"))
        versions = self.lives.rows(
            "SELECT roadmap_id, concept_id, kind, count(*) FROM unit_content GROUP BY 1, 2, 3"
        )
        miscounted = [row for row in versions if row[3] != 1 + self.anew.count(row[:3])]
        unwritten = self.lives.rows("SELECT concept_id, kind, status FROM unit WHERE status <> 'completed'")
        red: dict[str, list[Any]] = {
            "answers paid for twice": repeats.paid_twice,
            "questions asked again without a cause": repeats.causeless,
            "more repeats than calls in flight": [repeats.allowed] if repeats.allowed > in_flight else [],
            "answers of which no request is known": [unknown(requests, committed)] * bool(unknown(requests, committed)),
            "tasks that did not come to their end": [dict(statuses)] * bool(set(statuses) - _AS_THEY_SHOULD),
            "units with other versions than were asked for": [list(row) for row in miscounted],
            "units not written": [list(row) for row in unwritten],
        }  # fmt: skip
        return {
            "kills": dict(Counter(kill.phase for kill in self.kills)),
            "tasks": dict(statuses),
            "requests": len(requests),
            "answers_stored": len(committed),
            "calls_in_flight_at_kills": in_flight,
            "calls_repeated": repeats.allowed,
            "red": {name: found[:5] for name, found in red.items() if found},
        }

    def _ready(self, life: Life) -> None:
        """Have the model chosen, and what the last life was planning planned."""
        self._choose(life)
        if self.tasks:
            life.learner.until(self.tasks[-1], "human_review_pending")

    def _choose(self, life: Life) -> None:
        if not life.learner.get("/models/providers")["items"]:
            choose_model(life.learner, self.model)

    def _ask(self, life: Life, *, review: bool) -> None:
        subject = SUBJECTS[len(self.tasks)]
        asked = life.learner.ask(goal=f"learn {subject}", planner="model", review=review, preferences=_KINDS)
        self.tasks.append(asked.task_id)

    def _written(self) -> list[Unit]:
        """The parts of the last roadmap, in a drawn order."""
        found = self.lives.rows(
            "SELECT unit.roadmap_id, concept_id, kind FROM unit JOIN task ON task.roadmap_id = unit.roadmap_id "
            "WHERE task.task_id = ? ORDER BY 2, 3",
            self.tasks[-1],
        )
        units = [(roadmap, concept, kind) for roadmap, concept, kind in found]
        self.chance.shuffle(units)
        return units

    def _ask_anew(self, life: Life, unit: Unit) -> str:
        roadmap_id, concept_id, kind = unit
        # In words of its own: the same words would be the same question.
        wish = {"instructions": f"Number {len(self.anew)}: begin with an example."}
        path = f"/roadmaps/{roadmap_id}/concepts/{concept_id}/{kind}/regenerate"
        self.anew.append(unit)
        task_id: str = life.learner.call("POST", path, expect=202, json=wish)["task_id"]
        self.tasks.append(task_id)
        return task_id

    @staticmethod
    def _until_all_completed(life: Life, task_ids: Iterable[str]) -> None:
        for task_id in task_ids:
            life.learner.until(task_id, "completed")

    def _until_written_to(self, life: Life) -> None:
        life.learner.until(self.tasks[-1], "processing")
        self._until(lambda: life.learner.status(self.tasks[-1])["step"] == "content_generation")

    @staticmethod
    def _until(holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 60
        while not holds():
            if time.monotonic() > deadline:
                raise TimeoutError("Nothing went on.")
            time.sleep(0.02)

    def _kill_after(self, life: Life, requests: int, *, phase: str) -> None:
        """Kill the process soon after the model was asked so often, or when there is nothing more to ask."""
        began = self.kills[-1].at if self.kills else 0.0

        def is_time() -> bool:
            asked = len(self.model.generations) >= requests
            return asked or life.learner.status(self.tasks[-1])["terminal"]

        self._until(is_time)
        time.sleep(self.chance.uniform(0, _MOST_DELAY_SECONDS))
        life.kill()
        # What it had still sent is in the log before the kill is.
        self.model.wait_for(lambda requests: all(one.ended_at is not None for one in requests))
        at = time.time()
        committed = self._committed()
        in_flight = unanswered(self.model.generations, committed, since=began)
        self.kills.append(Kill(at, phase, committed, in_flight))

    def _committed(self) -> frozenset[str]:
        return frozenset(name for (name,) in self.lives.rows("SELECT input_hash FROM model_answer"))


def trial(
    lives: Lives, *, seed: int, planning: int, writing: int, rewriting: int, concepts: int = _CONCEPTS
) -> dict[str, Any]:
    """So many kills while planning, writing and writing anew; the report."""
    pace = Pace(tokens_per_second=TOKENS_PER_SECOND)
    with running_model_server(pace=pace, concepts=concepts) as model:
        run = Trial(lives, model, random.Random(seed))
        run.plan(planning)
        run.write(writing)
        run.rewrite(rewriting)
        return run.report()
