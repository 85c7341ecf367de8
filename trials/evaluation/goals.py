"""The goals as they are asked, and what can be said of them beforehand."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field

from milepost.domain.model import Value

_FILE = Path(__file__).parent / "goals.yaml"


class GoalCase(Value):
    """One wish. The file says what the fields mean."""

    id: str
    group: str
    request: Mapping[str, Any]
    words: tuple[str, ...] = ()
    catalog: bool = False
    nothing: bool = False
    refused: str | None = None
    canaries: tuple[str, ...] = Field(default=(), max_length=5)

    def fields(self, today: date) -> dict[str, Any]:
        """The request as it is sent on a day."""
        fields = dict(self.request)
        weeks = fields.pop("deadline_weeks", None)
        if weeks is not None:
            fields["deadline"] = today + timedelta(weeks=weeks)
        return fields

    def missing_in(self, text: str) -> Sequence[str]:
        """The words that do not come up in a text, of each the alternatives."""
        folded = text.casefold()
        return [
            words for words in self.words if not any(one in folded for one in words.casefold().split("|"))
        ]


def read_goals() -> list[GoalCase]:
    """All of them, in the order of the file."""
    found = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return [GoalCase.model_validate(one) for one in found]
