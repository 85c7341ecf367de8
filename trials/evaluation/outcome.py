"""What became of a goal, in the form in which it is judged."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from milepost.domain.content import Quiz, Tutorial

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Content:
    """One concept's guide and quiz, or why there are none."""

    tutorial: Tutorial | None
    quiz: Quiz | None
    failures: tuple[str, ...] = ()
    """Slug and words of each failure."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A roadmap that waits for its review, or the reason why there is none."""

    planner: Literal["catalog", "model"]
    fields: Json
    """The request as it was sent."""
    refused: str | None = None
    """The slug of the refusal, before a task or in it."""
    said: str = ""
    roadmap: Json | None = None
    """As it is answered over HTTP."""
    questions: int = 0
    """How many were asked back."""
    content: Content | None = None

    @property
    def concepts(self) -> list[Json]:
        return [one for module in self.modules for one in module["concepts"]]

    @property
    def modules(self) -> list[Json]:
        return [one for stage in self.stages for one in stage["modules"]]

    @property
    def stages(self) -> list[Json]:
        return [] if self.roadmap is None else list(self.roadmap["stages"])

    @property
    def names(self) -> list[str]:
        return [str(part["name"]) for part in (*self.stages, *self.modules, *self.concepts)]

    def texts(self) -> Iterator[str]:
        """Everything that somebody wrote for this goal, but for the title, which may repeat it."""
        for part in (*self.stages, *self.modules, *self.concepts):
            yield from (part["name"], part["description"])
        for stage in self.stages:
            if stage["project"] is not None:
                yield from (str(one) for one in stage["project"].values() if one)
        if self.content is not None and self.content.tutorial is not None:
            yield from (self.content.tutorial.body, *self.content.tutorial.outcomes)
        if self.content is not None and self.content.quiz is not None:
            for item in self.content.quiz.items:
                yield from (item.stem, item.explanation, *(one.text for one in item.options))
