"""Questions that a model would like to ask, as far as they can be put; what a critic says, as far as it can be read."""

from typing import Any

import pytest

from milepost.agents.planning.asking_back import questions_of
from milepost.agents.planning.editing import findings_of, label_parts
from milepost.agents.planning.wire import CritiqueAnswer, IntentAnswer
from milepost.domain.editing.operations import SetHours
from milepost.domain.goals import Question
from tests.support.factories import roadmap_of
from tests.support.fakes import small_concepts


def asked(*proposed: dict[str, Any]) -> tuple[Question, ...]:
    answer = IntentAnswer.model_validate({"title": "A goal", "questions": list(proposed)})
    return questions_of(answer.questions)


def test_three_at_most_are_asked_in_their_order_each_once() -> None:
    proposed = [{"text": f"Question {number}?", "default": "yes"} for number in (1, 1, 2, 3, 4)]

    questions = asked(*proposed)

    assert [(one.question_id, one.text) for one in questions] == [
        ("q1", "Question 1?"),
        ("q2", "Question 2?"),
        ("q3", "Question 3?"),
    ]


@pytest.mark.parametrize(
    ("options", "default", "kept", "assumed"),
    [
        (["rim", "disc"], "disc", ("rim", "disc"), "disc"),
        (["rim", "disc"], "DISC.", ("rim", "disc"), "disc"),
        (["rim", "disc"], "wood", ("rim", "disc"), "rim"),
        (["rim", " Rim ", "disc", ""], "", ("rim", "disc"), "rim"),
        (["rim"], "in town", (), "in town"),
        ([], " in\n town ", (), "in town"),
        (list("abcdefgh"), "b", tuple("abcdef"), "b"),
    ],
)
def test_something_is_always_assumed(
    options: list[str], default: str, kept: tuple[str, ...], assumed: str
) -> None:
    [question] = asked({"text": "Which?", "options": options, "default": default})

    assert (question.options, question.default, question.answer) == (kept, assumed, None)


@pytest.mark.parametrize(
    "proposed",
    [
        {"text": "", "default": "yes"},
        {"text": "x" * 301, "default": "yes"},
        {"text": "Which?", "default": ""},
        {"text": "Which?", "default": "x" * 121},
        {"text": "Which?", "options": ["only"], "default": ""},
        {},
    ],
)
def test_what_cannot_be_asked_is_left_out_and_the_rest_is_asked(proposed: dict[str, Any]) -> None:
    assert [one.text for one in asked(proposed, {"text": "And?", "default": "no"})] == ["And?"]


def said(*findings: dict[str, Any]) -> list[tuple[str | None, int, str | None]]:
    parts = label_parts(roadmap_of(*small_concepts(3)), with_needs=True)
    answer = CritiqueAnswer.model_validate({"findings": list(findings)})
    return [(one.part_id, len(one.operations), one.unreadable) for one in findings_of(answer, parts)]


def test_a_critic_sees_what_each_concept_needs_and_names_parts_by_label() -> None:
    parts = label_parts(roadmap_of(*small_concepts(3)), with_needs=True)
    change = {"kind": "set_hours", "target": "c3", "hours": 4}
    answer = CritiqueAnswer.model_validate(
        {"findings": [{"target": "c2", "text": "Longer.", "operations": [change]}]}
    )

    [finding] = findings_of(answer, parts)

    assert "c3 About topic.c3 (2 h), needs c2" in parts.text
    assert finding.part_id == "topic.c2"
    assert finding.operations == (SetHours(target_id="topic.c3", hours=4),)


def test_what_a_critic_says_counts_where_its_changes_cannot_be_read() -> None:
    budget = {"kind": "set_budget", "hours_per_week": 9}
    nowhere = {"kind": "remove", "target": "c9"}

    assert said(
        {"target": "c9", "text": "It is not there."},
        {"text": "More time.", "operations": [budget]},
        {"text": "Out.", "operations": [nowhere]},
        {"text": "All of it.", "operations": [{"kind": "rename", "target": "c1", "name": "n"}] * 13},
        {"text": ""},
    ) == [
        (None, 0, None),
        (None, 0, "How much time there is, only the learner can say."),
        (None, 0, "there is no part 'c9'."),
        (None, 0, "It has 13 changes, and at most 12 are made at once."),
    ]
