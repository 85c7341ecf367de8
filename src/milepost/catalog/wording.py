"""The few sentences that planning and editing write themselves, in the learner's language."""

from collections.abc import Sequence
from typing import Literal

from milepost.domain.goals import Language


def listed(names: Sequence[str], language: Language) -> str:
    """Names one after the other, as a heading has them: "Lists, Loops"."""
    return ("、" if language is Language.ZH else ", ").join(names)


def side_by_side(names: Sequence[str]) -> str:
    """Names as one title; a comma would not tell where one ends: "Questions, tables and charts"."""
    return " · ".join(names)


def quoted(name: str) -> str:
    return f"“{name}”"


def leads_up_to(names: Sequence[str], language: Language) -> str:
    """What a stage builds towards, from the hardest concept of each of its modules."""
    if language is Language.ZH:
        return f"依次学到{''.join(map(quoted, names))}。"
    *most, last = map(quoted, names)
    return f"Leads up to {', '.join(most)} and {last}." if most else f"Leads up to {last}."


def leads_up_to_doing(name: str, summary: str, language: Language) -> str:
    """What a module builds towards, from its hardest concept."""
    if language is Language.ZH:
        return f"学到{quoted(name)}为止：{summary}"
    return f"Leads up to {quoted(name)}: {summary}"


def short_refresh(known: str, summary: str, language: Language) -> str:
    """A concept that is only refreshed, because the learner knows one that builds on it."""
    if language is Language.ZH:
        return f"只作简短复习：你已掌握的{quoted(known)}建立在它之上。{summary}"
    return f"A short refresh, because {quoted(known)}, which you know, builds on it. {summary}"


def no_such_edit(
    clause: str, why: Literal["add", "hours", "there", "circle", "unclear"], language: Language
) -> str:
    """A clause that was not understood, with a word on why where that is known."""
    reasons = {
        "add": (
            "the catalog has no concept of that name; one of your own can be added by hand",
            "目录里没有这个名称的知识点，可以手动添加自己的",
        ),
        "hours": (
            "say how many hours a week, or by which day, and nothing else beside it",
            "请只说每周几小时，或在哪一天前学完",
        ),
        "there": ("it is in the roadmap already", "已经在路线图中"),
        "circle": (
            "something between them builds on one and is needed by the other",
            "它们之间还有以其中一个为基础、又被另一个需要的内容",
        ),
    }
    if why == "unclear":
        return clause
    english, chinese = reasons[why]
    return f"{clause}（{chinese}）" if language is Language.ZH else f"{clause} ({english})"


def cannot_move(clause: str, because: str | None, language: Language) -> str:
    """A move that cannot be made: a concept in the way, or no place left to go to."""
    if language is Language.ZH:
        reason = f"与{quoted(because)}的先后顺序不能颠倒" if because else "已经在那里，无法再移动"
        return f"{clause}（{reason}）"
    reason = f"its order with {quoted(because)} cannot be turned around" if because else "it is there already"
    return f"{clause} ({reason})"


def not_here(clause: str, name: str, language: Language) -> str:
    """A change to a concept that the roadmap does not have."""
    if language is Language.ZH:
        return f"{clause}（路线图中没有{quoted(name)}）"
    return f"{clause} ({quoted(name)} is not in this roadmap)"
