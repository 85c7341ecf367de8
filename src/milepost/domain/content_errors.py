"""Failures around what has been written that a caller can act on; they belong to the tree in `errors.py`."""

from milepost.domain.errors import Conflict, NotFound


class NoSuchVersion(NotFound):
    slug = "no-such-version"
    title = "No such version"

    def __init__(self, concept_id: str, kind: str, version: int, *, versions: int) -> None:
        """`versions` is how many there are."""
        there_are = f"It has {versions}" if versions else "It has none"
        super().__init__(f"The {kind} of {concept_id!r} has no version {version}. {there_are}.")


class NoSuchQuestion(NotFound):
    slug = "no-such-question"
    title = "No such question"

    def __init__(self, item_id: str, version: int) -> None:
        super().__init__(f"Version {version} of this quiz has no question {item_id!r}. Load the quiz again.")


class NoQuestionLeft(Conflict):
    slug = "no-question-left"
    title = "No question of this quiz is left"

    def __init__(self) -> None:
        super().__init__(
            "Every question of it was taken out as wrong. Take one back, or have the quiz written anew."
        )
