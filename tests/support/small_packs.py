"""Writes small packs as text files, right in every respect, so that a test can spoil one thing and see it found."""

import copy
from pathlib import Path
from typing import Any

import yaml

Raw = dict[str, Any]

_GUIDE = " ".join(["Knead the dough until it is smooth and springs back."] * 30)
CHINESE_GUIDE = "".join(["把面团揉到表面光滑、按下去能够回弹为止。"] * 30)


def raw_concept(concept_id: str, *, needs: tuple[str, ...] = (), difficulty: int = 1) -> Raw:
    """The front matter of one concept that passes every check."""
    word = concept_id.partition(".")[2]
    return {
        "id": concept_id,
        "name": {"en": f"About {word}", "zh": f"{word} 简介"},
        "aliases": {"en": [f"{word} basics", f"how to {word}"], "zh": [f"{word} 入门"]},
        "summary": {"en": f"Do {word} well.", "zh": f"做好 {word}。"},
        "hours": {"min": 0.5, "typical": 1, "max": 2},
        "difficulty": difficulty,
        "requires": [{"id": one, "why": "It builds on it."} for one in needs],
        "outcomes": ["Weigh flour to the gram.", "Judge dough by touch."],
        "practice": {"task": "Bake a loaf.", "done_when": "It sounds hollow.", "minutes": 30},
        "resources": [
            {
                "title": "The Bread Handbook",
                "url": "https://bread.example.org/handbook/",
                "kind": "book",
                "lang": "en",
                "free": True,
                "checked_at": None,
            }
        ],
        "quiz": [raw_question(number, right=number % 3) for number in range(1, 4)],
        "provenance": {"basis": "written for tests", "written_at": "2026-11-22", "reviewed_at": None},
        "status": "published",
    }


def raw_question(number: int, *, right: int = 0) -> Raw:
    options: list[Raw] = [{"text": f"Answer {letter} of {number}"} for letter in "ABC"]
    options[right]["right"] = True
    return {
        "stem": f"What is asked in question {number}?",
        "options": options,
        "explanation": "Because flour drinks water.",
        "outcome": 1 + number % 2,
        "level": "apply",
    }


def raw_translation(concept: Raw) -> Raw:
    """The Chinese of a concept as `raw_concept` gives it, whole."""
    return {
        "id": concept["id"],
        "requires": {one["id"]: f"它以 {one['id']} 为基础。" for one in concept["requires"]},
        "any_of": ["任选其一即可。" for _ in concept.get("any_of", [])],
        "outcomes": [f"学会第 {number} 项。" for number, _ in enumerate(concept["outcomes"], start=1)],
        "practice": {"task": "烤一个面包。", "done_when": "敲起来声音空洞。"},
        "quiz": [
            {
                "stem": f"第 {number} 题问什么？",
                "options": [f"答案{place}之{number}" for place, _ in enumerate(question["options"], start=1)],
                "explanation": "因为面粉吸水。",
            }
            for number, question in enumerate(concept["quiz"], start=1)
        ],
    }


class SmallPack:
    """A pack about bread in plain data: change it, then `write` it."""

    def __init__(self) -> None:
        self.manifest: Raw = {
            "id": "bread",
            "version": "1.0.0",
            "schema": 1,
            "licence": "CC-BY-4.0",
            "name": "Bread",
            "locales": ["en", "zh"],
            "domains": {"dough": {"name": {"en": "Dough", "zh": "面团"}, "aliases": {"en": ["kneading"]}}},
            "changelog": [{"version": "1.0.0", "date": "2026-11-22", "changes": "First loaves."}],
        }
        self.concepts: list[Raw] = [
            raw_concept("dough.flour"),
            raw_concept("dough.water", needs=("dough.flour",)),
            raw_concept("dough.rise", needs=("dough.water",), difficulty=2),
        ]
        self.goals: list[Raw] = [
            {
                "id": "bake-bread",
                "name": {"en": "Baking bread", "zh": "烤面包"},
                "aliases": {"en": ["bread", "baker"], "zh": ["面包师"]},
                "summary": {"en": "Bake a good loaf.", "zh": "烤出好面包。"},
                "entry": {"intermediate": ["dough.flour"], "advanced": ["dough.water"]},
                "must": ["dough.rise"],
                "exit_project": {
                    "title": "A loaf",
                    "task": "Bake for friends.",
                    "done_when": "They ask for more.",
                },
            }
        ]
        self.module_name = "dough-basics"
        self.guides: dict[str, str] = {one["id"]: _GUIDE for one in self.concepts}
        self.body: str | None = None
        """Takes the place of the guides when it is set."""
        self.translation: Raw = {"module": self.module_name, "language": "zh", "concepts": []}
        self.chinese_guides: dict[str, str] = {}

    def concept(self, concept_id: str) -> Raw:
        return next(one for one in self.concepts if one["id"] == concept_id)

    def add(self, concept: Raw) -> None:
        self.concepts.append(concept)
        self.guides[concept["id"]] = _GUIDE

    def translate(self, concept_id: str) -> Raw:
        """Give a concept its whole Chinese, which is returned."""
        translated = raw_translation(self.concept(concept_id))
        self.translation["concepts"].append(translated)
        self.chinese_guides[concept_id] = CHINESE_GUIDE
        return translated

    def write(self, directory: Path) -> Path:
        """The files of the pack in a directory, which is returned."""
        for folder in ("goals", "modules"):
            (directory / folder).mkdir(parents=True, exist_ok=True)
        (directory / "pack.yaml").write_text(_yaml(self.manifest), encoding="utf-8")
        for goal in self.goals:
            (directory / "goals" / f"{goal['id']}.yaml").write_text(_yaml(goal), encoding="utf-8")
        front = {"module": self.module_name, "name": "Dough basics", "concepts": self.concepts}
        body = _sections(self.guides) if self.body is None else self.body
        _write_module(directory / "modules" / "dough-basics.md", front, body)
        if self.translation["concepts"]:
            chinese = _sections(self.chinese_guides)
            _write_module(directory / "modules" / "dough-basics.zh.md", self.translation, chinese)
        return directory


def _sections(guides: dict[str, str]) -> str:
    return "\n\n".join(f"## {concept_id}\n\n{guide}" for concept_id, guide in guides.items())


def _write_module(path: Path, front: Raw, body: str) -> None:
    path.write_text(f"---\n{_yaml(front)}---\n{body}\n", encoding="utf-8")


def _yaml(data: Raw) -> str:
    # A copy, because the same object twice would be written as a reference.
    return yaml.safe_dump(_without_sharing(data), allow_unicode=True, sort_keys=False, width=1000)


def _without_sharing(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_sharing(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_without_sharing(value) for value in data]
    return copy.copy(data)
