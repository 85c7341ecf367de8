"""Typed edits of a roadmap. Every change, by person or planner, is a list of these."""

from typing import Annotated, Literal

from pydantic import Field

from milepost.domain.goals import ShortText
from milepost.domain.ids import PartIdText
from milepost.domain.model import Value


class Rename(Value):
    """Give a stage, module or concept another name."""

    kind: Literal["rename"] = "rename"
    target_id: PartIdText
    name: ShortText


class Remove(Value):
    """Take a stage, module or concept out. What still needs it loses the edge; ids and progress of others stay."""

    kind: Literal["remove"] = "remove"
    target_id: PartIdText
    because: Literal["known", "not_wanted"] = "not_wanted"


class Move(Value):
    """Put a part elsewhere: a concept into a module, a module into a stage, a stage (`into_id` None) in the roadmap."""

    kind: Literal["move"] = "move"
    target_id: PartIdText
    into_id: PartIdText | None = None
    position: int = Field(ge=0, le=1000, strict=True)
    """The index it has afterwards, counted without itself."""


Operation = Annotated[Rename | Remove | Move, Field(discriminator="kind")]
MAX_OPERATIONS = 200
