"""Quizzes that have been solved: a question counts when two solvers who do not see the key find it by themselves.

What is faulty is replaced once. With fewer than three questions that hold there is no quiz, and the unit says why.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel

from milepost.agents.prompts import writing as prompts
from milepost.agents.writing.asking import Writer
from milepost.agents.writing.question_rules import ItemWire, QuizWire, item_problems
from milepost.agents.writing.together import together
from milepost.domain.content import Quiz, QuizItem, QuizOption
from milepost.domain.model_errors import ModelAnswerInvalid
from milepost.domain.ports.planning import AuthorContext
from milepost.domain.roadmaps import Concept

FEWEST, WANTED = 3, 5
_ROUNDS = 2
_SOLVERS = 2
_QUIZ_TOKENS, _SOLVE_TOKENS = 2_000, 800
_LETTERS = "abcdefgh"


class AnswerWire(BaseModel):
    item: str
    option: str


class SolutionWire(BaseModel):
    answers: list[AnswerWire]


@dataclass(slots=True)
class _Found:
    """What the rounds have brought so far."""

    kept: list[ItemWire] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    """The question and what is wrong with it, each."""

    def reject(self, item: ItemWire, problems: Sequence[str]) -> None:
        self.rejected.append(f"{' '.join(item.stem.split())[:200]} ({' '.join(problems)})")


async def write_quiz(writer: Writer, concept: Concept, context: AuthorContext) -> Quiz:
    """Raises:
    ModelAnswerInvalid: Too few of the questions hold.
    ModelFailure: A model did not write them, or could not be asked to solve them.
    """
    found = _Found()
    faulty = context.anew.faulty if context.anew else ()
    for round_number in range(_ROUNDS):
        first_call = round_number * (1 + _SOLVERS)
        told = found.rejected[:]
        prompt = prompts.quiz(
            concept,
            context,
            count=WANTED - len(found.kept),
            kept=[item.stem for item in found.kept],
            rejected=[*faulty, *told],
        )
        wire = await writer.ask(prompt, QuizWire, number=first_call, max_tokens=_QUIZ_TOKENS)
        well_made = _well_made(wire.items, found)
        solved = await _solved(writer, concept, context, well_made, first_call + 1)
        for item in well_made:
            if item.stem in solved:
                found.kept.append(item)
            else:
                found.reject(item, ["Who solves it blind comes to another answer than its key."])
        if len(found.kept) >= WANTED or len(found.rejected) == len(told):
            break
    if len(found.kept) < FEWEST:
        problems = [f"{len(found.kept)} questions hold, {FEWEST} are needed", *found.rejected]
        raise ModelAnswerInvalid(writer.model, problems)
    items = found.kept[:WANTED]
    return Quiz(
        language=context.language,
        items=tuple(_item(item, f"q{number}", "shown") for number, item in enumerate(items, start=1)),
    )


def _well_made(items: Sequence[ItemWire], found: _Found) -> list[ItemWire]:
    """Those that break no rule, as many as are still wanted; the others are rejected."""
    good: list[ItemWire] = []
    for item in items:
        if len(found.kept) + len(good) >= WANTED:
            break
        stems = [one.stem for one in (*found.kept, *good)]
        if problems := item_problems(item, others=stems):
            found.reject(item, problems)
        else:
            good.append(item)
    return good


async def _solved(
    writer: Writer, concept: Concept, context: AuthorContext, items: Sequence[ItemWire], first_call: int
) -> set[str]:
    """The stems of those whose key every solver finds. Each sees the options in another order."""
    if not items:
        return set()
    sheets = [
        [_item(item, f"q{number}", f"solver {solver}") for number, item in enumerate(items, start=1)]
        for solver in range(_SOLVERS)
    ]

    async def solve(solver: int) -> set[str]:
        prompt = prompts.solve(concept, context, sheets[solver])
        number = first_call + solver
        solution = await writer.ask(prompt, SolutionWire, number=number, max_tokens=_SOLVE_TOKENS)
        return set(_right(sheets[solver], solution))

    return set.intersection(*await together(solve, range(_SOLVERS), at_once=_SOLVERS))


def _right(sheet: Sequence[QuizItem], solution: SolutionWire) -> Iterator[str]:
    """The stems of the questions that were answered as their key says. Two answers to one question are none."""
    answers: dict[str, set[str]] = {}
    for answer in solution.answers:
        answers.setdefault(_label(answer.item), set()).add(_label(answer.option))
    for item in sheet:
        if answers.get(item.item_id) == set(item.right_option_ids):
            yield item.stem


def _label(text: str) -> str:
    """`q1` of what a model may write for it: `Q1.`, `(q1)`."""
    return text.strip(" .:()[]`'\"").lower()


def _item(item: ItemWire, item_id: str, order: str) -> QuizItem:
    """The question with its options in an order drawn from its words: the same each time, and even over places."""

    def draw(text: str) -> bytes:
        return hashlib.sha256(f"{order}/{item.stem}/{text}".encode()).digest()

    options = sorted(item.options, key=lambda option: draw(option.text))
    return QuizItem(
        item_id=item_id,
        stem=item.stem.strip(),
        options=tuple(
            QuizOption(option_id=letter, text=option.text.strip())
            for letter, option in zip(_LETTERS, options, strict=False)
        ),
        right_option_ids=tuple(
            letter for letter, option in zip(_LETTERS, options, strict=False) if option.correct
        ),
        explanation=item.explanation.strip(),
        outcome=item.outcome.strip(),
        level=item.level,
    )
