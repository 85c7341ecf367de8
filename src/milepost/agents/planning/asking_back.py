"""What a model makes of a goal: in the learner's language, and what it would like to know as questions that can be put,
few, short, and each with a default."""

from collections.abc import Sequence

from milepost.agents.planning.frame import folded
from milepost.agents.planning.wire import IntentAnswer, ProposedQuestion
from milepost.domain.goals import MOST_OPTIONS, Language, Question
from milepost.domain.questions import MOST_QUESTIONS
from milepost.domain.written_language import titles_problems

_TEXT_LENGTH = 300
#: A choice is read at a glance; what is longer is no choice.
_OPTION_LENGTH = 120


def intent_problems(answer: IntentAnswer, language: Language) -> Sequence[str]:
    """What is wrong with an analysis of the right shape, in words for the model."""
    # The title alone stands above everything; among phrases it would count for little.
    return titles_problems([answer.title], language) or titles_problems(
        [*answer.skills, *answer.gaps], language
    )


def questions_of(proposed: Sequence[ProposedQuestion]) -> tuple[Question, ...]:
    """The questions that can be put, in their order, with ids.

    Left out are those without a text, those asked before, and those of which nothing can be assumed: nobody has to
    answer, so there is always something to go on with.
    """
    questions: list[Question] = []
    asked = set[str]()
    for one in proposed:
        text = _in_one_line(one.text)
        options = _options(one.options)
        default = _default(one.default, options)
        if not text or len(text) > _TEXT_LENGTH or folded(text) in asked or not default:
            continue
        asked.add(folded(text))
        questions.append(
            Question(
                question_id=f"q{len(questions) + 1}",
                text=text,
                why=_in_one_line(one.why)[:_TEXT_LENGTH],
                options=options,
                default=default,
            )
        )
        if len(questions) == MOST_QUESTIONS:
            break
    return tuple(questions)


def _options(proposed: Sequence[str]) -> tuple[str, ...]:
    """What can be chosen from; nothing where that is no choice."""
    by_name: dict[str, str] = {}
    for one in proposed:
        option = _in_one_line(one)
        if option and len(option) <= _OPTION_LENGTH:
            by_name.setdefault(folded(option), option)
    options = tuple(by_name.values())[:MOST_OPTIONS]
    return options if len(options) > 1 else ()


def _default(proposed: str, options: Sequence[str]) -> str:
    """What is assumed: what the model says, or where it says something else the first option; may be empty."""
    said = _in_one_line(proposed)
    if options:
        return next((one for one in options if folded(one) == folded(said)), options[0])
    return said if len(said) <= _OPTION_LENGTH else ""


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
