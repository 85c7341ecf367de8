"""Reads a prompt as a model would: what it is about, and under which labels it shows the parts of a roadmap."""

import re
from collections.abc import Sequence

from tests.support.model_server.script.roadmaps import (
    ScriptedConcept,
    ScriptedGoal,
    ScriptedStage,
    derived_concepts,
    derived_goal,
    subject_of_concept,
    unknown_concept,
    written_goals,
)

_LEAD = re.compile(
    r"^(?:please\s+|i\s+(?:want|would like|'d like|need|hope|plan|wish)\s+to\s+|help me\s+(?:to\s+)?|"
    r"teach me\s+(?:to\s+)?|"
    r"learn(?:ing)?\s+(?:about\s+|how to\s+|to\s+)?|get into\s+|become\s+(?:a|an)\s+|study\s+|start(?:ing)?\s+|"
    r"我(?:想|要|打算|希望)|请|教我|学会|学习|学)",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?;,。!?;,\n(]| (?:in|within|by|until|before|for|so that|because|with) ", re.IGNORECASE)
_SUBJECT_LENGTH = 48
_LABEL_IN_JSON = re.compile(r'"\w*(?:id|label|key|number)"\s*:\s*"?([\w.\-]+)"?\s*,\s*"\w+"\s*:\s*"$')
_LABEL_ON_LINE = re.compile(
    r"\W*(?:(?:stage|module|concept|question|item|option)\s+)?([A-Za-z0-9][\w.\-]*)\W*", re.IGNORECASE
)
_NO_LABELS = {
    "concept",
    "name",
    "title",
    "stage",
    "module",
    "label",
    "id",
    "the",
    "and",
    "of",
    "about",
    "is",
    "to",
}


def field(text: str, *names: str) -> str | None:
    """What a prompt says of one thing: `<goal>…</goal>`, a line `Goal: …`, or `"goal": "…"`."""
    for name in names:
        spelt = re.escape(name).replace(r"\ ", r"[ _]").replace("_", "[ _]")
        tag = re.search(rf"<{spelt}(?:\s[^>]*)?>\s*(.*?)\s*</{spelt}>", text, re.IGNORECASE | re.DOTALL)
        line = re.search(
            rf"^[\s\-*#]*(?:the |learner's |this )?{spelt}(?:\s[^:\n]{{0,24}})?\**\s*[::]\**\s*(\S.*?)\s*$",
            text,
            re.IGNORECASE | re.MULTILINE,
        )
        pair = re.search(rf'"{spelt}"\s*:\s*"((?:[^"\\]|\\.)*)"', text, re.IGNORECASE)
        for found in (tag, line, pair):
            if found and found[1].strip():
                return found[1].strip()
    return None


def goal_in(text: str, *, concepts: int | None) -> ScriptedGoal:
    """The goal that a prompt is about: one of those written by hand, by its words or its concepts, or a derived one."""
    said = field(text, "goal", "目标") or ""
    title = field(text, "roadmap", "title", "路线图") or ""
    language = language_in(text)
    for words in (said, title):
        by_words = [(sum(word in words.casefold() for word in one.keywords), one) for one in written_goals()]
        most, goal = max(by_words, key=lambda scored: scored[0])
        if words and (most or words == goal.title) and language in {None, goal.language}:
            return goal
    if said:
        return derived_goal(subject_of(said), concepts=concepts, language=language)
    if title:
        return derived_goal(subject_of(title), concepts=concepts, language=language)
    if (named := field(text, "concept", "概念")) is not None:
        return goal_of_concept(named, concepts=concepts)
    by_names = [(sum(concept.name in text for concept in one.concepts), one) for one in written_goals()]
    most, goal = max(by_names, key=lambda scored: scored[0])
    if most:
        return goal
    by_words = [(sum(word in text.casefold() for word in one.keywords), one) for one in written_goals()]
    most, goal = max(by_words, key=lambda scored: scored[0])
    return goal if most else derived_goal(subject_of(text), concepts=concepts)


def language_in(text: str) -> str | None:
    """The language that a prompt asks for; None where it names none."""
    named = (field(text, "language") or "").casefold()
    return "zh" if named.startswith("chinese") else "en" if named.startswith("english") else None


def goal_of_concept(name: str, *, concepts: int | None) -> ScriptedGoal:
    """The goal in whose roadmap there is such a concept."""
    for goal in written_goals():
        if any(concept.name == name for concept in goal.concepts):
            return goal
    return derived_goal(subject_of_concept(name) or subject_of(name), concepts=concepts)


def concept_named(name: str) -> ScriptedConcept:
    for goal in written_goals():
        for concept in goal.concepts:
            if concept.name == name:
                return concept
    for concept in derived_concepts(subject_of_concept(name) or name):
        if concept.name.casefold() == name.casefold():
            return concept
    return unknown_concept(name)


def concept_in(text: str, goal: ScriptedGoal) -> ScriptedConcept:
    """The concept that a prompt asks for content about."""
    if named := field(text, "concept", "概念", "topic"):
        for concept in goal.concepts:
            if concept.name in named or concept.label == named:
                return concept
        return concept_named(named)
    counted = [(text.count(concept.name), concept) for concept in goal.concepts]
    most, concept = max(counted, key=lambda scored: scored[0])
    return concept if most else next(goal.concepts)


def stage_in(text: str, goal: ScriptedGoal) -> tuple[int, ScriptedStage]:
    """The stage that a prompt asks for, with its index: by its name, else by its label or number, else by mentions."""
    said = field(text, "stage to write", "current stage", "stage", "阶段") or ""
    for index, stage in enumerate(goal.stages):
        if stage.name in said:
            return index, stage
    for index, stage in enumerate(goal.stages):
        if re.search(rf"\b(?:s|stage\s*)?{index + 1}\b", said, re.IGNORECASE):
            return index, stage
    mentions = [(text.count(stage.name), index) for index, stage in enumerate(goal.stages)]
    index = max(mentions)[1]
    return index, goal.stages[index]


def subject_of(text: str) -> str:
    """A few words for what somebody wants to learn."""
    subject = text.strip()
    while (shorter := _LEAD.sub("", subject, count=1)) != subject:
        subject = shorter.strip()
    subject = _END.split(subject, maxsplit=1)[0].strip(" \"'“”:")
    return subject[:_SUBJECT_LENGTH].strip() or "this subject"


def label_near(text: str, name: str) -> str | None:
    """The label under which a prompt shows a part: what stands before its name on the line, as in `c7 Barre chords`, or
    before it in JSON, or in brackets after it. None when it is not shown or has no label."""
    for found in re.finditer(re.escape(name), text):
        before = text[max(0, found.start() - 200) : found.start()]
        label = _LABEL_IN_JSON.search(before) or _LABEL_ON_LINE.fullmatch(before.rpartition("\n")[2])
        if label and label[1].lower().rstrip(".") not in _NO_LABELS:
            return label[1].rstrip(".")
        after = re.match(
            r'["\'”*]*\s*[\[(](?:(?:id|label)\s*[:=]?\s*)?([A-Za-z][\w.\-]*)[\])]', text[found.end() :]
        )
        if after:
            return after[1]
    return None


def numbered_lines(text: str) -> Sequence[tuple[int, str]]:
    """The candidates of a list such as `1. Title`, `[2] Title` or `3) Title`."""
    found = re.findall(r"^\s*\[?(\d{1,3})[\].):]\s*(\S.*)$", text, re.MULTILINE)
    return [(int(number), line) for number, line in found]
