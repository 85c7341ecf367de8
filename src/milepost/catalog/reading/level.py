"""Reads the learner's level out of a goal: "from scratch", "零基础", "intermediate"."""

from milepost.catalog.matching.lazy_pattern import LazyPattern
from milepost.domain.goals import Level

_I_AM = r"(?:as|i'?m|i\s+am)\s+"
_NO = r"no\s+(?:any\s+|prior\s+|previous\s+|programming\s+|coding\s+|technical\s+|real\s+)*"
_EXPERIENCE = r"(?:experience|knowledge|background)"
_GROUND = r"(?:scratch|zero|nothing|the\s+(?:very\s+)?(?:beginning|ground\s+up))"
_NOVICE = r"(?:beginner|newbie|novice|noob)s?"
_COMPLETE = r"(?:absolute\s+|complete\s+|total\s+|real\s+)?"
_SOME = r"some\s+(?:programming\s+|coding\s+|prior\s+|previous\s+)?"
_PEOPLE = r"(?:level|learner|user|programmer|developer|engineer|coder)"
_CODED = r"(?:programmed|coded|written\s+(?:any\s+)?code)"
_THIS = r"(?:programming|coding|this|it)"
_STRONG = r"(?:advanced|expert|senior|experienced|professional)"
#: What one wants to become is not where one is.
_NOT_WISHED = r"(?<!become )(?<!becoming )(?<!be )(?<!to )(?<!an )(?<!reach )"

_PATTERNS: tuple[tuple[Level, LazyPattern], ...] = tuple(
    (level, LazyPattern(pattern))
    for level, pattern in (
        (Level.INTERMEDIATE, rf"\b(?:not\s+an?\s+(?:\w+\s+)?|no\s+longer\s+a\s+|beyond\s+){_NOVICE}\b"),
        (Level.BEGINNER, rf"\b(?:for\s+|{_I_AM})?(?:an?\s+)?{_COMPLETE}{_NOVICE}(?:[\s-]+level)?\b"),
        (Level.BEGINNER, rf"\b(?:starting\s+|start\s+)?from\s+{_GROUND}\b"),
        (Level.BEGINNER, rf"\b(?:(?:i\s+have|i've|have|with|got)\s+)?{_NO}{_EXPERIENCE}\b"),
        (
            Level.BEGINNER,
            rf"\bwithout\s+(?:any\s+|prior\s+|previous\s+|programming\s+|coding\s+)*{_EXPERIENCE}\b",
        ),
        (Level.BEGINNER, rf"\b(?:i(?:'ve|\s+have)?\s+)?never\s+{_CODED}(?:\s+before)?\b"),
        (
            Level.BEGINNER,
            r"\b(?:i\s+)?know\s+nothing(?:\s+about\s+(?:it|this|programming|coding|computers))?\b",
        ),
        (
            Level.BEGINNER,
            rf"\b(?:{_I_AM})?(?:completely\s+|totally\s+|very\s+|quite\s+)?new\s+to\s+(?=\w){_THIS}?",
        ),
        (
            Level.INTERMEDIATE,
            rf"\b(?:at\s+|{_I_AM})?(?:an?\s+)?intermediate(?:[\s-]+(?:level|learner|user))?\b",
        ),
        (Level.INTERMEDIATE, rf"\b(?:i\s+have\s+|with\s+|have\s+)?{_SOME}experience(?!\s+(?:in|with|of))\b"),
        (Level.ADVANCED, rf"\b{_I_AM}(?:already\s+)?(?:an?\s+)?{_STRONG}\s*{_PEOPLE}?\b"),
        (Level.ADVANCED, rf"{_NOT_WISHED}\badvanced(?:[\s-]+(?:level|learner|user))?\b"),
        (Level.BEGINNER, r"零基础|0\s*基础|初学者|初级水平|小白|菜鸟|从零(?:开始|学起)?|从头(?:开始|学起)"),
        (
            Level.BEGINNER,
            r"(?:没有?|毫无|无)(?:任何|一点|编程|相关)*(?:基础|经验)|完全不会|没学过编程|不会编程",
        ),
        (Level.BEGINNER, r"新手(?!册)|入门"),
        (Level.INTERMEDIATE, r"中级(?:水平)?|进阶|有(?:一定的?|一些|一点|点|些)(?:编程)?(?:基础|经验)"),
        (Level.ADVANCED, r"(?<!成为)(?<!达到)(?<!到)(?<!做)高级(?:水平)?(?!工程师|开发)"),
    )
)


def read_level(text: str) -> tuple[Level, tuple[int, int]] | None:
    """The level that stands first in the text, and where, or None."""
    found = [
        (match.start(), number, level, match.span())
        for number, (level, pattern) in enumerate(_PATTERNS)
        if (match := pattern.search(text))
    ]
    if not found:
        return None
    _, _, level, span = min(found)
    return level, span
