"""Typed identifiers, so that one kind of id cannot stand where another is meant."""

import re
from typing import Annotated, NewType

from pydantic import StringConstraints

OwnerId = NewType("OwnerId", str)
TaskId = NewType("TaskId", str)
RoadmapId = NewType("RoadmapId", str)
ReviewId = NewType("ReviewId", str)
AttemptId = NewType("AttemptId", str)
StageId = NewType("StageId", str)
ModuleId = NewType("ModuleId", str)
ConceptId = NewType("ConceptId", str)

#: Until accounts exist there is one person; every owned row already names them.
LOCAL_OWNER = OwnerId("local")

TASK_PREFIX = "tsk"
ROADMAP_PREFIX = "rmp"
REVIEW_PREFIX = "rev"
ATTEMPT_PREFIX = "att"
PROVIDER_PREFIX = "prv"

#: Crockford's base32 in lower case: no letters that read like digits.
ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PUBLIC_ID = re.compile(rf"([a-z]{{3}})_[{ID_ALPHABET}]{{26}}")


def id_prefix(text: str) -> str | None:
    """The prefix of a well-formed public id (`tsk`, `rmp`, …), or None when the text is no such id."""
    match = _PUBLIC_ID.fullmatch(text)
    return match.group(1) if match else None


def encode_id(prefix: str, number: int) -> str:
    """A public id: the prefix and 128 bits as 26 base32 characters, most significant first, so ids sort by age."""
    digits = [ID_ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5)]
    return f"{prefix}_{''.join(digits)}"


#: Part ids inside a roadmap: catalog ids (`python.loops`) or ids derived by code, never free text.
PartIdText = Annotated[
    str, StringConstraints(min_length=1, max_length=120, pattern=r"^[a-z0-9][a-z0-9._:-]*$")
]

#: Ids of concepts that learners make themselves. They have no dot, so none is ever a catalog's.
OwnIdText = Annotated[str, StringConstraints(pattern=r"^own-[a-z0-9]{1,40}$")]
