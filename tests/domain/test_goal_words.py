"""A goal needs a word in it; which word it is, no rule here knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.domain.goal_words import says_something

NOTHING = (
    ".....", "?!", "🙂🙂🙂", "👩‍🎤 🎸", "12345", "3.14", "2027-03-31", "½ ①", "asdf", "ASDF", "asdf qwer zxcv",
    "qwertyuiop", "lkjh", "aaaa", "xxx", "https://example.org/learn", "http://a.b www.c.d", "somebody@example.org",
    "- - -", "（）", "ftp://x y@z.org 7 🙂",
)  # fmt: skip
GOALS = (
    "Go", "C", "R", "SQL", "日语", "k8s", "3D", "C++", "F#", ".NET", "π", "π and e", "AI", "were", "pop", "学", "吉他",
    "고양이", "хор", "node.js", "Next.js", "https://example.org explain this page", "asdf version manager", "abc",
    "Qt", "x86", "play 7 songs", "ukulele 🎸", "D&D", "IELTS 7.5", "哈哈哈", "yyy grep",
)  # fmt: skip


@pytest.mark.parametrize("goal", NOTHING)
def test_what_has_no_word_says_nothing(goal: str) -> None:
    assert not says_something(goal)


@pytest.mark.parametrize("goal", GOALS)
def test_short_goals_are_goals(goal: str) -> None:
    assert says_something(goal)


@given(st.sampled_from(GOALS), st.sampled_from(NOTHING))
def test_a_word_among_signs_is_enough(goal: str, noise: str) -> None:
    assert says_something(f"{noise} {goal}")
    assert says_something(f"{goal} {noise}")


@given(st.text(alphabet=st.characters(exclude_categories=["L"])))
def test_without_letters_nothing_is_said(text: str) -> None:
    assert not says_something(text)
