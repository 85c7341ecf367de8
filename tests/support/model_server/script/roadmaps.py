"""The roadmaps that the model knows: six written by hand, and one for any other goal that is derived."""

import functools
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent
_STAGE_SIZE = 8
_MODULE_SIZE = 4
SMALLEST, LARGEST = 8, 48


@dataclass(frozen=True, slots=True)
class ScriptedConcept:
    label: str
    name: str
    summary: str
    hours: float
    difficulty: int
    requires: tuple[str, ...]
    """Labels."""
    facts: tuple[str, ...]
    """Two things that are so."""
    trap: str
    """What people believe about it and is not so."""
    practice: str


@dataclass(frozen=True, slots=True)
class ScriptedModule:
    name: str
    summary: str
    concepts: tuple[ScriptedConcept, ...]


@dataclass(frozen=True, slots=True)
class ScriptedStage:
    name: str
    summary: str
    project: str
    modules: tuple[ScriptedModule, ...]

    @property
    def concepts(self) -> tuple[ScriptedConcept, ...]:
        return tuple(concept for module in self.modules for concept in module.concepts)


@dataclass(frozen=True, slots=True)
class ScriptedQuestion:
    text: str
    options: tuple[str, ...]
    default: str
    why: str


@dataclass(frozen=True, slots=True)
class ScriptedEdge:
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class ScriptedGoal:
    goal_id: str
    language: str
    title: str
    keywords: tuple[str, ...]
    skills: tuple[str, ...]
    gaps: tuple[str, ...]
    questions: tuple[ScriptedQuestion, ...]
    stages: tuple[ScriptedStage, ...]
    edges: tuple[ScriptedEdge, ...]
    """Across stages, beside what the concepts require."""
    shows_code: bool = False

    @property
    def concepts(self) -> Iterator[ScriptedConcept]:
        return (concept for stage in self.stages for concept in stage.concepts)

    def concept(self, label: str) -> ScriptedConcept:
        return next(concept for concept in self.concepts if concept.label == label)

    def stage_of(self, label: str) -> ScriptedStage:
        return next(one for one in self.stages if any(concept.label == label for concept in one.concepts))


@functools.cache
def written_goals() -> tuple[ScriptedGoal, ...]:
    """The goals written by hand."""
    return tuple(
        _goal(yaml.safe_load(file.read_text(encoding="utf-8"))) for file in sorted(_HERE.glob("goals/*.yaml"))
    )


def _goal(given: dict[str, Any]) -> ScriptedGoal:
    return ScriptedGoal(
        goal_id=given["goal_id"],
        language=given["language"],
        title=given["title"],
        keywords=tuple(given["keywords"]),
        skills=tuple(given["skills"]),
        gaps=tuple(given["gaps"]),
        questions=tuple(
            ScriptedQuestion(one["text"], tuple(one["options"]), one["default"], one["why"])
            for one in given["questions"]
        ),
        stages=tuple(_stage(one) for one in given["stages"]),
        edges=tuple(ScriptedEdge(**one) for one in given["edges"]),
        shows_code=given.get("code", False),
    )


def _stage(given: dict[str, Any]) -> ScriptedStage:
    modules = tuple(
        ScriptedModule(one["name"], one["summary"], tuple(_concept(concept) for concept in one["concepts"]))
        for one in given["modules"]
    )
    return ScriptedStage(given["name"], given["summary"], given["project"], modules)


def _concept(given: dict[str, Any]) -> ScriptedConcept:
    lists = {"requires": tuple(given["requires"]), "facts": tuple(given["facts"])}
    return ScriptedConcept(**{**given, **lists})


@functools.lru_cache(maxsize=256)
def derived_goal(subject: str, *, concepts: int | None = None, language: str | None = None) -> ScriptedGoal:
    """A roadmap for a subject of which nothing is known. The same subject has the same roadmap each time.

    Args:
        subject: A few words, such as `beekeeping`.
        concepts: How many concepts it has; 8 to 48, by the subject, if not given.
        language: `en` or `zh`; that of the subject, if not given.
    """
    language = language or language_of(subject)
    size = concepts or SMALLEST + number_from(subject) % (LARGEST - SMALLEST + 1)
    made = derived_concepts(subject, language)[:size]
    names = [stage[language] for stage in _aspects()["stages"]]
    stages = tuple(
        _derived_stage(subject, names[start // _STAGE_SIZE], made[start : start + _STAGE_SIZE], language)
        for start in range(0, len(made), _STAGE_SIZE)
    )
    firsts, lasts = [one.concepts[0] for one in stages], [one.concepts[-1] for one in stages]
    why = "后一阶段以此为基础。" if language == "zh" else "The next stage builds on it."
    zh = language == "zh"
    return ScriptedGoal(
        goal_id=f"derived-{number_from(subject):08x}",
        language=language,
        title=_title(subject, language),
        keywords=(subject,),
        skills=(f"独立完成{subject}的小作品",) if zh else (f"finish a small piece of work in {subject}",),
        gaps=("练习的习惯",) if zh else ("a habit of practice",),
        questions=(_level_question(subject, language),),
        stages=stages,
        edges=tuple(
            ScriptedEdge(before.label, after.label, why)
            for before, after in zip(lasts, firsts[1:], strict=False)
        ),
    )


def _title(subject: str, language: str) -> str:
    if language == "zh":
        return f"学习{subject}"
    # The script cannot translate; among enough words a name in Chinese is a quotation.
    return f"Learn {subject}" if language_of(subject) == "en" else f"Learn what is called {subject}"


def derived_concepts(subject: str, language: str | None = None) -> tuple[ScriptedConcept, ...]:
    """All that may be in the roadmap of such a subject."""
    language = language or language_of(subject)
    names = [aspect[language] for aspect in _aspects()["aspects"]]
    return tuple(_derived_concept(subject, name, index, language) for index, name in enumerate(names))


def unknown_concept(name: str) -> ScriptedConcept:
    """What can be said of a concept of which only the name is known."""
    label, number = f"x{number_from(name):08x}", number_from(name)
    return _described(label, name, number, language_of(name), requires=())


def subject_of_concept(name: str) -> str | None:
    """The subject of a concept of a derived roadmap; None for others."""
    subject, colon, aspect = name.partition(":")
    aspects = {one["en"] for one in _aspects()["aspects"]} | {one["zh"] for one in _aspects()["aspects"]}
    return subject.strip() if colon and aspect.strip() in aspects else None


def _derived_stage(
    subject: str, name: str, concepts: tuple[ScriptedConcept, ...], language: str
) -> ScriptedStage:
    zh = language == "zh"
    modules = tuple(
        ScriptedModule(
            f"{name}({number})" if zh else f"{name}, part {number}",
            f"{subject}的{len(some)}个要点。"
            if zh
            else f"{len(some)} things about {subject} that belong together.",
            some,
        )
        for number, some in enumerate(
            (concepts[start : start + _MODULE_SIZE] for start in range(0, len(concepts), _MODULE_SIZE)),
            start=1,
        )
    )
    return ScriptedStage(
        name=name,
        summary=f"{subject}:{name}。" if zh else f"{name} with {subject}.",
        project=f"用学到的内容完成一次{subject}练习。"
        if zh
        else f"Use what you learnt in one sitting of {subject}.",
        modules=modules,
    )


def _derived_concept(subject: str, aspect: str, index: int, language: str) -> ScriptedConcept:
    requires = (f"c{index}",) if index % _STAGE_SIZE else ()  # stages are joined by edges of their own
    if index % _MODULE_SIZE == 3:
        requires = (f"c{index - 1}", *requires)
    name = f"{subject[:1].upper()}{subject[1:]}: {aspect}"
    return _described(f"c{index + 1}", name, index, language, requires=requires)


def _described(
    label: str, name: str, number: int, language: str, *, requires: tuple[str, ...]
) -> ScriptedConcept:
    told = _SAID[language]
    facts, traps, practices = told["facts"], told["traps"], told["practices"]
    return ScriptedConcept(
        label=label,
        name=name,
        summary=told["summaries"][number % len(told["summaries"])].format(name=name),
        hours=1.5 + number % 4 * 0.5,
        difficulty=min(5, 1 + number // 12 % 5),
        requires=requires,
        facts=tuple(facts[(number + step) % len(facts)].format(name=name) for step in (0, 1)),
        trap=traps[number % len(traps)].format(name=name),
        practice=practices[number % len(practices)].format(name=name),
    )


def _level_question(subject: str, language: str) -> ScriptedQuestion:
    if language == "zh":
        return ScriptedQuestion(
            f"你接触过{subject}吗?", ("从未", "一点", "很多"), "一点", "这决定从哪里开始。"
        )
    return ScriptedQuestion(
        f"How much {subject} have you done?",
        ("none", "a little", "a lot"),
        "a little",
        "It decides where the roadmap begins.",
    )


def language_of(text: str) -> str:
    return "zh" if re.search(r"[\u4e00-\u9fff]", text) else "en"


def number_from(text: str) -> int:
    """The same number for the same text, whatever the case."""
    return int.from_bytes(hashlib.sha256(text.casefold().encode()).digest()[:4])


@functools.cache
def _aspects() -> dict[str, list[dict[str, str]]]:
    loaded: dict[str, list[dict[str, str]]] = yaml.safe_load(
        (_HERE / "aspects.yaml").read_text(encoding="utf-8")
    )
    return loaded


_SAID = {
    "en": {
        "summaries": (
            "Know what “{name}” means and use it in a small exercise.",
            "Try “{name}”, look at the result, and say what you would change.",
            "Bring “{name}” to the point where it needs no thought.",
        ),
        "facts": (
            "“{name}” is learnt in small steps, each of which is checked before the next.",
            "With “{name}”, a short sitting each day does more than a long one each week.",
            "Whoever can explain “{name}” to somebody else has understood it.",
            "A slow and correct attempt at “{name}” is worth more than three fast ones.",
            "What went wrong with “{name}” is written down, so that it is seen again.",
        ),
        "traps": (
            "Talent decides whether “{name}” can be learnt, practice hardly matters.",
            "“{name}” is learnt best by reading about it several times.",
            "Mistakes in “{name}” should be skipped so that they do not stick.",
            "“{name}” has to be perfect before anything else is begun.",
        ),
        "practices": (
            "Spend twenty minutes on “{name}”, write down three findings, and repeat it the next day.",
            "Show somebody “{name}”, let them ask two questions, and answer in writing.",
            "Do “{name}” once slowly and once at speed, and compare the two results.",
        ),
    },
    "zh": {
        "summaries": (
            "理解“{name}”的含义,并在小练习中用上。",
            "动手尝试“{name}”,看看结果,说出要改进的地方。",
            "把“{name}”练到不假思索的程度。",
        ),
        "facts": (
            "学“{name}”要分成小步,每一步检查后再走下一步。",
            "学“{name}”,每天练一会儿胜过每周练很久。",
            "能把“{name}”讲给别人听,才算真正懂了。",
            "慢而正确地做一遍“{name}”,胜过快做三遍。",
        ),
        "traps": (
            "学“{name}”只靠天赋,练不练都一样。",
            "把“{name}”的文章多读几遍就学会了。",
            "学“{name}”时出了错,跳过去就好。",
        ),
        "practices": (
            "用二十分钟练习“{name}”,写下三点发现,第二天再做一遍。",
            "把“{name}”讲给别人听,请他提两个问题,书面回答。",
        ),
    },
}
