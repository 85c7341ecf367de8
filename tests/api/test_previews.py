"""What a preview tells before anything is made: how much of the plan is not in the learner's language."""

import pytest

from tests.support.learner import Learner


@pytest.mark.parametrize(
    ("goal_id", "language", "falls_back"),
    [
        ("python", "zh", False),
        ("git-and-command-line", "zh", False),
        ("sql", "zh", True),
        ("sql", "en", False),
    ],
)
def test_a_preview_counts_the_concepts_that_come_in_english(
    learner: Learner, goal_id: str, language: str, falls_back: bool
) -> None:
    goal = {"goal": goal_id, "goal_ids": [goal_id], "language": language}
    answer = learner.http.post("/api/v1/roadmaps/preview", json=goal)
    preview = answer.json()["preview"]
    assert (preview["fallback_count"] > 0) is falls_back
    assert preview["fallback_count"] <= preview["concept_count"]
