"""Answers to what a planner asks back: which are possible, whether they change anything, and how prompts have them."""

from collections.abc import Mapping, Sequence

from milepost.domain.errors import ParameterRefused
from milepost.domain.goals import Question

MOST_QUESTIONS = 3


def answered(questions: Sequence[Question], answers: Mapping[str, str]) -> tuple[Question, ...]:
    """The questions with these answers in the place of those before; what is not named stays as it is.

    Raises:
        ParameterRefused: One answers no question, or is none of the options.
    """
    by_id = {question.question_id: question for question in questions}
    for question_id, value in answers.items():
        place = f"/answers/{question_id}"
        question = by_id.get(question_id)
        if question is None:
            asked = f"It has asked {', '.join(by_id)}." if by_id else "It has asked nothing so far."
            raise ParameterRefused(place, f"This task has no such question. {asked}")
        if question.options and value not in question.options:
            raise ParameterRefused(place, f"Answer with one of: {', '.join(question.options)}.")
        by_id[question_id] = question.model_copy(update={"answer": value})
    return tuple(by_id.values())


def plan_alike(before: Sequence[Question], after: Sequence[Question]) -> bool:
    """Whether the same is planned with both: an answer that says what was assumed changes nothing."""
    return [question.value for question in before] == [question.value for question in after]


def in_words(questions: Sequence[Question]) -> str:
    """What is settled about a goal beside what it says, a line for each question."""
    return "\n".join(f"{question.text} {question.value}" for question in questions)
