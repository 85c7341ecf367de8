"""Quizzes from what is true of a concept and what is not, and the solving of a quiz from its words alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.support.model_server.script.reading import concept_named, goal_of_concept, label_near
from tests.support.model_server.script.roadmaps import (
    ScriptedConcept,
    derived_concepts,
    language_of,
    number_from,
    subject_of_concept,
)

_LETTERS = "abcd"
_STEMS = {
    "en": {
        "true": "Which of these statements is true? Think of “{name}”.",
        "also": "What else is true when you work on “{name}”?",
        "mistake": "Which of these is a mistaken belief about “{name}”?",
        "practice": "Which exercise trains “{name}”?",
        "about": "Which sentence says what “{name}” is about?",
        "before": "What should you have learnt before “{name}”?",
    },
    "zh": {
        "true": "关于“{name}”,下列哪一句是正确的?",
        "also": "学习“{name}”时,还有哪一句是正确的?",
        "mistake": "下列哪一句是对“{name}”的误解?",
        "practice": "哪一个练习是练“{name}”的?",
        "about": "哪一句说出了“{name}”的内容?",
        "before": "学习“{name}”之前应当先学什么?",
    },
}
_LEVELS = {
    "true": "recall",
    "also": "recall",
    "mistake": "analyse",
    "practice": "apply",
    "about": "recall",
    "before": "apply",
}


@dataclass(frozen=True, slots=True)
class ScriptedItem:
    stem: str
    options: tuple[str, ...]
    right: int
    """The index of the right option."""
    level: str
    explanation: str


def quiz_items(concept: ScriptedConcept) -> list[ScriptedItem]:
    """Five or six questions, the same for the same concept each time, with four options of which one is right."""
    others = _others(concept)
    first, second = concept.facts
    asked = {
        "true": (first, [concept.trap, others[0].trap, others[1].trap]),
        "also": (second, [concept.trap, others[2].trap, others[3].trap]),
        "mistake": (concept.trap, [first, second, others[0].facts[0]]),
        "practice": (concept.practice, [one.practice for one in others[:3]]),
        "about": (concept.summary, [one.summary for one in others[:3]]),
    }
    language = language_of(concept.summary)
    goal = goal_of_concept(concept.name, concepts=None)
    before = [one.name for one in goal.concepts if one.label in concept.requires]
    if before and all(one.name not in before for one in others[:3]):
        asked["before"] = (before[0], [one.name for one in others[:3]])
    items = [
        _item(_STEMS[language][kind].format(name=concept.name), right, wrong, _LEVELS[kind], first)
        for kind, (right, wrong) in asked.items()
    ]
    return [item for item in items if len(set(item.options)) == len(item.options)]


def quiz_nodes(concept: ScriptedConcept) -> list[dict[str, Any]]:
    """The same in the words that schemas are filled from."""
    return [_node(item, number) for number, item in enumerate(quiz_items(concept), start=1)]


def solved(prompt: str) -> list[dict[str, Any]]:
    """What a model answers that reads each question of ours in a prompt, and knows the right options."""
    answers: list[dict[str, Any]] = []
    for stem, name in _stems_in(prompt):
        items = {item.stem: item for item in quiz_items(concept_named(name))}
        if stem in items:
            answers.append(_solution(items[stem], prompt, len(answers) + 1))
    return answers


def _stems_in(prompt: str) -> list[tuple[str, str]]:
    """The questions of ours in a prompt, in its order, each with the name in it."""
    found = []
    for stems in _STEMS.values():
        for stem in stems.values():
            pattern = re.escape(stem).replace(re.escape("{name}"), "([^”\n]+)")
            # JSON in a prompt may write Chinese and quotation marks as they are; other spellings are not ours.
            found += [(one.start(), one[0], one[1]) for one in re.finditer(pattern, prompt)]
    return [(stem, name) for _, stem, name in sorted(found)]


def _solution(item: ScriptedItem, prompt: str, number: int) -> dict[str, Any]:
    at = prompt.index(item.stem)
    shown = sorted((place, text) for text in item.options if (place := prompt.find(text, at)) >= 0)
    order = [text for _, text in shown]
    text = item.options[item.right]
    index = order.index(text) if text in order else item.right
    label = label_near(prompt[at:], text) or _LETTERS[index]
    right = {"plain": label, "label": label, "index": index, "number": index, "text": text}
    return {
        "plain": label,
        "label": label_near(prompt, item.stem) or str(number),
        "item": label_near(prompt, item.stem) or str(number),
        "number": index,
        "right": [right],
        "answer": right,
        "why": item.explanation,
        "confidence": 0.95,
    }


def _item(stem: str, right: str, wrong: Sequence[str], level: str, explanation: str) -> ScriptedItem:
    place = number_from(stem) % 4
    options = [*wrong[:place], right, *wrong[place:]]
    return ScriptedItem(stem, tuple(options), place, level, explanation)


def _node(item: ScriptedItem, number: int) -> dict[str, Any]:
    options = [
        {
            "plain": text,
            "label": _LETTERS[index],
            "text": text,
            "index": index,
            "correct": index == item.right,
        }
        for index, text in enumerate(item.options)
    ]
    right = {**options[item.right], "plain": _LETTERS[item.right], "number": item.right}
    return {
        "label": f"q{number}",
        "stem": item.stem,
        "options": options,
        "right": [right],
        "explanation": item.explanation,
        "why": item.explanation,
        "level": item.level,
        "difficulty": 1 + number % 3,
        "outcome": item.explanation,
    }


def _others(concept: ScriptedConcept) -> list[ScriptedConcept]:
    """Four other concepts, for the wrong options."""
    subject = subject_of_concept(concept.name)
    goal = goal_of_concept(concept.name, concepts=None)
    pool = list(
        derived_concepts(subject or concept.name) if subject or _is_unknown(concept) else goal.concepts
    )
    start = number_from(concept.name)
    ordered = [pool[(start + step * 7) % len(pool)] for step in range(len(pool))]
    unlike = {concept.name}
    chosen: list[ScriptedConcept] = []
    for one in [*ordered, *pool]:
        if one.name not in unlike and one.label not in concept.requires:
            unlike.add(one.name)
            chosen.append(one)
    return chosen[:4]


def _is_unknown(concept: ScriptedConcept) -> bool:
    return concept.label.startswith("x") and concept.label[1:].isalnum() and len(concept.label) == 9
