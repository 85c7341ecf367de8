"""What a question of a quiz has to be: who answers it right can do something, and is not just good at guessing."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import BaseModel, Field

from milepost.agents.writing.markdown_rules import html_and_link_problems

FEWEST_OPTIONS, MOST_OPTIONS = 3, 5
_MOST_STEM, _MOST_OPTION, _MOST_EXPLANATION = 1_200, 400, 1_500
#: From so many characters more than the longest wrong option, and so many times its length, the right one stands out.
_STANDS_OUT_BY, _STANDS_OUT_TIMES = 30, 1.8
_ALL_OR_NONE = re.compile(
    r"\b(all|none|both|neither|any) of (the )?(above|these|them|other|following|options|answers)\b"
    r"|以上(都|皆|全|均|所有)|(都|全|均)(不)?(正确|是|对|错)$|没有正确",
    re.IGNORECASE,
)


class OptionWire(BaseModel):
    text: str
    correct: bool


class ItemWire(BaseModel):
    """A question as a model gives it. Its shape asks for little; what breaks a rule costs only the question itself."""

    stem: str
    options: list[OptionWire]
    explanation: str
    outcome: str
    level: Literal["recall", "apply", "analyse"]


class QuizWire(BaseModel):
    items: list[ItemWire] = Field(min_length=1, max_length=12)


def item_problems(item: ItemWire, *, others: Sequence[str]) -> Sequence[str]:
    """What is wrong with a question beside `others`, the stems that the quiz has already."""
    texts = [option.text for option in item.options]
    right = [option.text for option in item.options if option.correct]
    found = [
        *_texts(item),
        *_options(texts, right),
        *(fault for text in (item.stem, item.explanation, *texts) for fault in html_and_link_problems(text)),
    ]
    if _same(item.stem) in map(_same, others):
        found.append("It asks what another question asks.")
    return list(dict.fromkeys(found))


def _texts(item: ItemWire) -> Iterator[str]:
    if not 4 <= len(item.stem.strip()) <= _MOST_STEM:
        yield "Its question is empty or far too long."
    if not 4 <= len(item.explanation.strip()) <= _MOST_EXPLANATION:
        yield "Its explanation is missing or far too long."
    if not item.outcome.strip():
        yield "It does not say what it shows."


def _options(texts: Sequence[str], right: Sequence[str]) -> Iterator[str]:
    if not FEWEST_OPTIONS <= len(texts) <= MOST_OPTIONS:
        yield f"It has {len(texts)} options instead of four."
    if len(right) != 1:
        yield f"{len(right)} of its options are marked correct instead of one."
    if any(not text.strip() or len(text) > _MOST_OPTION for text in texts):
        yield "One of its options is empty or far too long."
    if len(set(map(_same, texts))) < len(texts):
        yield "Two of its options say the same."
    if any(_ALL_OR_NONE.search(text) for text in texts):
        yield "One of its options is about the other options."
    wrong = [len(text) for text in texts if text not in right]
    if len(right) == 1 and wrong and _stands_out(len(right[0]), max(wrong)):
        yield "Its right option is much longer than the others, which gives it away."


def _stands_out(right: int, longest_wrong: int) -> bool:
    return right > longest_wrong + _STANDS_OUT_BY and right > longest_wrong * _STANDS_OUT_TIMES


def _same(text: str) -> str:
    """Equal for texts that differ in nothing that a reader would notice; signs stay, for `a + b` is not `a - b`."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(" .。")
