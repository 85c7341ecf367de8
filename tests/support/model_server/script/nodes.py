"""What the script says to each prompt, in words of its own; a schema then takes what it asks for."""

import re
from typing import Any

from tests.support.model_server.requests import Asked
from tests.support.model_server.script.edits import edit_nodes
from tests.support.model_server.script.quizzes import quiz_nodes, solved
from tests.support.model_server.script.reading import (
    concept_in,
    field,
    goal_in,
    label_near,
    numbered_lines,
    stage_in,
)
from tests.support.model_server.script.roadmaps import ScriptedConcept, ScriptedStage
from tests.support.model_server.script.tutorials import done_when, minutes_for, outcomes_of, tutorial_markdown

Node = dict[str, Any]
_UNITS = {"tutorial", "queries", "ranking", "quiz", "solve"}


class NodeBuilder:
    """What can be said about one request."""

    def __init__(self, asked: Asked, *, concepts: int | None) -> None:
        self._prompt = asked.user
        self._task = asked.prompt_id
        self._goal = goal_in(asked.user, concepts=concepts)

    def root(self) -> Node:
        """Everything that may be wanted. Only what a schema asks for is taken."""
        node = self._general()
        match self._task:
            case "concepts":
                index, stage = stage_in(self._prompt, self._goal)
                node |= self._stage(index, stage, own_requirements_only=True)
            case "edges":
                node["edges"] = self._edges()
            case "critique":
                node |= self._critique()
            case "edit":
                wish = (
                    field(self._prompt, "feedback", "request", "wish", "change", "反馈", "修改")
                    or self._prompt
                )
                # The wish names parts as well, and has no labels.
                node |= edit_nodes(wish, self._prompt.replace(wish, ""), self._goal)
            case task if task in _UNITS:
                node |= self._unit()
            case _:
                stages = [self._stage(index, stage) for index, stage in enumerate(self._goal.stages)]
                node |= {"stages": stages, "questions": self._questions()}
                if self._task not in {"intent", "outline"}:
                    node |= self._anything(stages)
        return node

    def prose(self) -> str:
        """The answer where no schema is given."""
        if self._task == "tutorial":
            return self.root()["body"]  # type: ignore[no-any-return]  # always a text
        if self._task is None:
            return "OK. This is the scripted model; it answers to the prompts of Milepost and to any JSON schema."
        said = [f"{stage.name}: {stage.summary}" for stage in self._goal.stages]
        return "\n".join([self._goal.title, *said])

    def concept(self) -> ScriptedConcept:
        return concept_in(self._prompt, self._goal)

    def _general(self) -> Node:
        goal = self._goal
        level = re.search(r"\b(beginner|intermediate|advanced)\b", self._prompt)
        weekly = re.search(r"(\d+(?:\.\d+)?)\s*(?:hours|h)\s*(?:a|per)\s*week", self._prompt)
        day = re.search(r"\b(20\d\d-\d\d-\d\d)\b", field(self._prompt, "deadline") or "")
        return {
            "title": goal.title,
            "goal": goal.title,
            "summary": f"{goal.title}: {'; '.join(goal.skills)}.",
            "language": goal.language,
            "level": level[1] if level else "beginner",
            "hours_per_week": float(weekly[1]) if weekly else 5.0,
            "hours": sum(concept.hours for concept in goal.concepts),
            "deadline": day[1] if day else None,
            "skills": list(goal.skills),
            "gaps": list(goal.gaps),
            "known": [],
            "ok": True,
        }

    def _questions(self) -> list[Node]:
        return [
            {
                "label": f"q{number}",
                "text": question.text,
                "plain": question.text,
                "options": [
                    {"plain": option, "text": option, "label": option, "name": option}
                    for option in question.options
                ],
                "default": question.default,
                "why": question.why,
            }
            for number, question in enumerate(self._goal.questions, start=1)
        ]

    def _stage(self, index: int, stage: ScriptedStage, *, own_requirements_only: bool = False) -> Node:
        label = label_near(self._prompt, stage.name) or f"s{index + 1}"
        own = {concept.label for concept in stage.concepts}
        modules: list[Node] = []
        for number, module in enumerate(stage.modules, start=1):
            module_label = label_near(self._prompt, module.name) or f"s{index + 1}m{number}"
            place = {"label": module_label, "name": module.name}
            concepts = [
                self._concept(concept, own if own_requirements_only else None)
                | {"module": place, "stage": {"label": label, "name": stage.name}}
                for concept in module.concepts
            ]
            modules.append(
                {
                    "label": module_label,
                    "name": module.name,
                    "summary": module.summary,
                    "hours": sum(concept.hours for concept in module.concepts),
                    "concepts": concepts,
                }
            )
        return {
            "label": label,
            "name": stage.name,
            "summary": stage.summary,
            "project": {
                "name": f"{stage.name}: project" if self._goal.language == "en" else f"{stage.name}:小项目",
                "task": stage.project,
                "summary": stage.project,
                "done_when": done_when(stage.concepts[0]),
                "text": stage.project,
                "plain": stage.project,
            },
            "outcomes": [concept.summary for concept in stage.concepts[:3]],
            "why": stage.summary,
            "hours": sum(concept.hours for concept in stage.concepts),
            "index": index,
            "number": index + 1,
            "modules": modules,
            "concepts": [concept for module in modules for concept in module["concepts"]],
        }

    def _concept(self, concept: ScriptedConcept, within: set[str] | None) -> Node:
        by_label = {one.label: one for one in self._goal.concepts}
        shown = label_near(self._prompt, concept.name)
        node: Node = {
            "label": concept.label,
            "name": concept.name,
            "summary": concept.summary,
            "hours": concept.hours,
            "min": round(concept.hours * 0.7, 2),
            "max": round(concept.hours * 1.6, 2),
            "hours_min": round(concept.hours * 0.7, 2),
            "hours_max": round(concept.hours * 1.6, 2),
            "minutes": int(concept.hours * 60),
            "difficulty": concept.difficulty,
            "requires": [
                self._reference(by_label[label])
                for label in concept.requires
                if within is None or label in within
            ],
            "outcomes": outcomes_of(concept),
            "why": concept.facts[0],
        }
        if (
            shown is not None and "." in shown
        ):  # the catalog's ids have a dot: the prompt shows it as one of them
            node["catalog_id"] = shown
        return node

    def _reference(self, concept: ScriptedConcept, *, as_shown: bool = False) -> Node:
        shown = label_near(self._prompt, concept.name) if as_shown else None
        why = f"{concept.name}: {concept.facts[0]}"
        return {"label": shown or concept.label, "name": concept.name, "why": why}

    def _edges(self) -> list[Node]:
        """Edges across stages: those of the goal, and what concepts require from earlier stages."""
        goal = self._goal
        pairs = [(edge.before, edge.after, edge.why) for edge in goal.edges]
        pairs += [
            (label, concept.label, goal.concept(label).facts[0])
            for concept in goal.concepts
            for label in concept.requires
            if goal.stage_of(label) is not goal.stage_of(concept.label)
        ]
        return [
            {
                "before": self._reference(goal.concept(before), as_shown=True),
                "after": self._reference(goal.concept(after), as_shown=True),
                "why": why,
            }
            for before, after, why in pairs
        ]

    def _critique(self) -> Node:
        """It puts the hours of the shortest concept right, and has a remark on the longest."""
        by_hours = sorted(self._goal.concepts, key=lambda concept: concept.hours)
        shortest, longest = by_hours[0], by_hours[-1]
        more = shortest.hours + 0.5
        if self._goal.language == "zh":
            put_right = f"“{shortest.name}”需要练习，{shortest.hours:g}小时不够，应为{more:g}小时。"
            remark = f"“{longest.name}”需要{longest.hours:g}小时,中间应当安排一次休息。"
        else:
            put_right = f"{shortest.name} needs practice: {more:g} hours, not {shortest.hours:g}."
            remark = f"{longest.name} takes {longest.hours:g} hours; a break in its middle would help."
        target = self._reference(shortest, as_shown=True)
        change = {"kind": "set_hours", "target": target["label"], "hours": more, "why": put_right}
        problems = [
            self._problem("p1", target, put_right, [change]),
            self._problem("p2", self._reference(longest, as_shown=True), remark, []),
        ]
        return {"problems": problems, "operations": [], "not_understood": [], "summary": remark}

    @staticmethod
    def _problem(label: str, target: Node, text: str, operations: list[Node]) -> Node:
        return {
            "label": label,
            "severity": "minor",
            "kind": "size",
            "target": target,
            "text": text,
            "plain": text,
            "why": text,
            "suggestion": text,
            "operations": operations,
        }

    def _unit(self) -> Node:
        concept = self.concept()
        node: Node = {
            "name": concept.name,
            "title": concept.name,
            "summary": concept.summary,
            "body": tutorial_markdown(concept, self._goal),
            "outcomes": outcomes_of(concept),
            "practice": {
                "task": concept.practice,
                "text": concept.practice,
                "plain": concept.practice,
                "done_when": done_when(concept),
                "minutes": minutes_for(concept),
            },
            "minutes": minutes_for(concept),
            "queries": self._queries(concept),
            "ranking": self._ranking(concept),
            "why": concept.facts[0],
        }
        if self._task == "quiz":
            # Another quiz has another beginning.
            node["items"] = quiz_nodes(concept)[1 if self._wish() else 0 :]
        if self._task == "solve":
            answers = solved(self._prompt)
            node |= {"answers": answers, "items": answers}
            if answers:
                node |= {name: answers[0][name] for name in ("right", "answer", "why", "confidence")}
        if wish := self._wish():
            node["body"] = self._rewritten(concept, wish)
        return node

    def _wish(self) -> str:
        """What is to be otherwise, where there is something already."""
        return field(self._prompt, "instructions") or ""

    def _queries(self, concept: ScriptedConcept) -> list[Node]:
        if self._goal.language == "zh":
            texts = [f"{concept.name} 教程", f"{self._goal.title} {concept.name}", f"{concept.name} 常见错误"]
        else:
            subject = self._goal.keywords[0]
            texts = [
                f"{concept.name} {subject} tutorial",
                f"{subject} {concept.name} explained for beginners",
                f"{concept.name} common mistakes {subject}",
            ]
        return [{"plain": text, "text": text, "why": concept.summary} for text in texts]

    def _ranking(self, concept: ScriptedConcept) -> list[Node]:
        """The candidates of the prompt, those first that share words with the concept, five at most."""
        words = set(re.findall(r"\w{3,}", f"{concept.name} {self._goal.keywords[0]}".casefold()))
        scored = [
            (-len(words & set(re.findall(r"\w{3,}", line.casefold()))), number)
            for number, line in numbered_lines(self._prompt)
        ]
        return [
            {
                "plain": str(number),
                "number": number,
                "label": str(number),
                "why": concept.summary,
                "kind": "tutorial",
                "score": round(1 / place, 2),
            }
            for place, (_, number) in enumerate(sorted(scored)[:5], start=1)
        ]

    def _rewritten(self, concept: ScriptedConcept, wish: str) -> str:
        """The guide as it was asked for: shorter, or with what was asked for said at the end."""
        body = tutorial_markdown(concept, self._goal)
        if re.search(r"\bshort|briefer|简短|短一点", wish, re.IGNORECASE):
            return "\n\n".join(body.split("\n\n")[:8]) + "\n"
        head = "按你的要求补充" if self._goal.language == "zh" else "As you asked"
        return f"{body}\n## {head}\n\n{wish[:200]}: {concept.facts[1]}\n"

    def _anything(self, stages: list[Node]) -> Node:
        """For a schema that comes with no prompt of ours."""
        return {
            "concepts": [concept for stage in stages for concept in stage["concepts"]],
            "modules": [module for stage in stages for module in stage["modules"]],
            "edges": self._edges(),
            "text": "OK",
            "body": "OK",
            "answer": "OK",
            "operations": [],
        }
