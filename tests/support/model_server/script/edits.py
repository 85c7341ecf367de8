"""Turns feedback in a few usual words into operations, as a model does with a roadmap before its eyes."""

import re
from collections.abc import Mapping
from typing import Any

from tests.support.model_server.script.reading import label_near
from tests.support.model_server.script.roadmaps import ScriptedGoal, language_of

_REMOVE = re.compile(
    r"\b(?:remove|drop|delete|leave out|skip|without|no more|take out)\b|删除|去掉|不要", re.IGNORECASE
)
_KNOWN = re.compile(r"\b(?:already know|know already|familiar with)\b|已经会|已经学过", re.IGNORECASE)
_RENAME = re.compile(r"(?:\brename\b|\bcall\b|改名|改成|改为)", re.IGNORECASE)
_NEW_NAME = re.compile(
    r"(?:\bto\b|\bas\b|改名为|改成|改为)\s*[\"“']?([^\"”'.。\n]{2,80})[\"”']?", re.IGNORECASE
)
_WEEKLY = re.compile(
    r"(\d+(?:\.\d+)?)\s*(?:hours?|h)\s*(?:a|per|each)\s*week|每周\s*(\d+(?:\.\d+)?)\s*小时", re.IGNORECASE
)
_HOURS = re.compile(r"(\d+(?:\.\d+)?)\s*(?:hours?|h\b|小时)", re.IGNORECASE)
_ADD = re.compile(
    r"(?:\badd\b|\binclude\b|增加|加上|加入)\s*(?:something (?:on|about)\s+)?[\"“']?([^\"”'.。\n]{2,80})",
    re.IGNORECASE,
)


def edit_nodes(feedback: str, prompt: str, goal: ScriptedGoal) -> dict[str, Any]:
    """The operations, and the clauses that were not understood."""
    operations, strange = [], []
    for clause in filter(str.strip, re.split(r"[.;。;\n]|, and |,并", feedback)):
        found = _operations(clause, prompt, goal)
        operations += found
        if not found:
            strange.append(clause.strip())
    return {"operations": operations, "not_understood": strange}


def _operations(clause: str, prompt: str, goal: ScriptedGoal) -> list[dict[str, Any]]:
    if weekly := _WEEKLY.search(clause):
        return [
            {"kind": "set_budget", "hours_per_week": float(weekly[1] or weekly[2]), "why": clause.strip()}
        ]
    targets = _named_in(clause, prompt, goal)
    if targets and _RENAME.search(clause) and (name := _NEW_NAME.search(clause)):
        return [{"kind": "rename", **targets[0], "name": name[1].strip(), "why": clause.strip()}]
    if targets and (_REMOVE.search(clause) or _KNOWN.search(clause)):
        because = "known" if _KNOWN.search(clause) else "not_wanted"
        return [{"kind": "remove", **target, "because": because, "why": clause.strip()} for target in targets]
    if targets and (hours := _HOURS.search(clause)):
        return [
            {"kind": "set_hours", **target, "hours": float(hours[1]), "why": clause.strip()}
            for target in targets
        ]
    if added := _ADD.search(clause):
        new = str(added[1]).strip()
        return [
            {"kind": "add", "source": "own", "name": new[:1].upper() + new[1:], "hours": 2.0, "why": clause}
        ]
    return []


def _named_in(clause: str, prompt: str, goal: ScriptedGoal) -> list[Mapping[str, Any]]:
    """The parts of the roadmap that a clause names, each with the label under which the prompt shows it."""
    parts = [(concept.name, concept.label) for concept in goal.concepts]
    for index, stage in enumerate(goal.stages, start=1):
        parts.append((stage.name, f"s{index}"))
        parts += [(module.name, f"s{index}m{number}") for number, module in enumerate(stage.modules, start=1)]
    said = clause.casefold()
    named = [(name, label) for name, label in parts if name.casefold() in said or _word_of(name) in said]
    exact = [(name, label) for name, label in named if name.casefold() in said]
    return [
        {"target": label_near(prompt, name) or label, "old_name": name} for name, label in exact or named[:1]
    ]


def _word_of(name: str) -> str:
    """The longest word of a name, by which people usually mean it."""
    if language_of(name) == "zh":
        return name
    words: list[str] = re.findall(r"\w+", name.casefold())
    return max(words, key=len)
