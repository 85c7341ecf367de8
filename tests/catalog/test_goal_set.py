"""The examination of the goal matcher keeps the make-up it was written with, and does not change unseen."""

import hashlib
from collections import Counter

from tests.support.goal_set import GOAL_SET, GOALS

#: Over every field of every case. A label mended for cause changes it; nothing else may.
FROZEN = "0b530127e0b0ff6157c46a2dead629f58af0f52072794423dc34dc094ca6dcb1"


def test_the_goal_set_is_frozen() -> None:
    lines = (
        "|".join(
            (
                case.sentence,
                case.kind,
                case.language,
                case.half,
                *(" ".join(sorted(goals)) for goals in (case.goals, *case.also)),
            )
        )
        for case in GOAL_SET
    )

    assert hashlib.sha256("\n".join(lines).encode()).hexdigest() == FROZEN


def test_every_sentence_is_asked_once() -> None:
    sentences = Counter(case.sentence.casefold() for case in GOAL_SET)

    assert [sentence for sentence, times in sentences.items() if times > 1] == []


def test_a_third_is_chinese_and_a_third_is_out_of_scope() -> None:
    foreign = [case for case in GOAL_SET if case.kind == "foreign"]

    assert len(GOAL_SET) >= 270
    assert sum(case.language == "zh" for case in GOAL_SET) >= len(GOAL_SET) / 3
    assert len(foreign) >= 90
    assert sum(case.language == "zh" for case in foreign) >= len(foreign) / 3
    assert all((case.kind == "foreign") == (not case.goals) for case in GOAL_SET)


def test_both_halves_hold_as_much_of_each_kind_and_language() -> None:
    halves = {
        half: Counter((case.kind, case.language) for case in GOAL_SET if case.half == half)
        for half in ("tuning", "reported")
    }

    assert halves["tuning"] == halves["reported"]


def test_both_halves_ask_for_every_goal_in_both_languages() -> None:
    asked = {(goal, case.language, case.half) for case in GOAL_SET for goal in case.goals}

    assert len(asked) == len(GOALS) * 2 * 2
