"""Changes in words of what bounds a plan, in English and Chinese: "8 hours a week", "done by June", "no deadline"."""

import re
from datetime import date

from milepost.catalog.reading.deadline import read_deadline
from milepost.catalog.reading.hours import read_hours
from milepost.domain.editing.operations import SetBudget

_NO_DEADLINE = re.compile(
    r"(?:no|without(?: a)?|remove (?:the |my )?|drop (?:the |my )?|cancel (?:the |my )?|forget (?:the |my )?) ?"
    r"(?:deadline|end date)(?: please)?|(?:不设|取消|去掉|没有|不要)截止(?:日期|时间)?",
    re.IGNORECASE,
)
#: Words that add nothing. A clause with any other word says more than was read, so it is not understood.
_LIGHT = re.compile(
    r"\b(?:i|we|you|can|could|will|would|like|want|to|have|has|got|only|just|study|studying|learn|spend|do|invest|with"
    r"|at|for|about|around|make|it|that|this|the|a|be|get|done|ready|finish|finished|complete|end|ends|stop|deadline"
    r"|is|should|let|us|please|now|instead|change|set|budget|pace|time|of|on|my|plan|and|from|until|till|by|before"
    r"|i'll|i'd|maybe|hours?|week)\b"
    r"|每周|学习|学完|完成|结束|我们|我|可以|只能|能|想|希望|要|改成|改为|改|学|在|前|之前|以前|截止|日期|时间|是|到|把|请|的"
    r"|为|用|花|每",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"[\s,.;:!。，；！、~-]*")
_NEGATED = re.compile(r"\b(?:not|never|don't|can't|won't)\b|不(?:能|要|想|会)", re.IGNORECASE)


def read_budget(clause: str, today: date) -> SetBudget | None:
    """The hours a week or the deadline that a clause asks for; None when it says anything else as well.

    Args:
        clause: As it was written.
        today: The day after which a date without a year is looked for.
    """
    clause = clause.strip()
    if _NO_DEADLINE.fullmatch(clause):
        return SetBudget(no_deadline=True)
    if _NEGATED.search(clause):
        return None
    hours = read_hours(clause)
    rest = _without(clause, hours[1] if hours else None)
    deadline = read_deadline(rest, today)
    rest = _without(rest, deadline[1] if deadline else None)
    if (hours is None and deadline is None) or not _NOTHING.fullmatch(_LIGHT.sub("", rest)):
        return None
    return SetBudget(hours_per_week=hours[0] if hours else None, deadline=deadline[0] if deadline else None)


def _without(text: str, span: tuple[int, int] | None) -> str:
    return text if span is None else f"{text[: span[0]]} {text[span[1] :]}"
