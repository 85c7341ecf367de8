"""From prose and data to a prompt. The prose is ours and is the system text; whatever comes from outside is data.

Data stands in the user text, each piece in marks that bear its name, and a text that holds such a mark itself cannot
end its own. Each prose has a version, which goes up with every change (a test holds that); its hash
is kept with every stored answer.
"""

import functools
import hashlib
from dataclasses import dataclass
from pathlib import Path

from milepost.agents.calls import Prompt
from milepost.agents.prompts.marks import in_marks

_PROSE = Path(__file__).parent / "prose"
#: Stands under the prose of every prompt.
_SHARED = "data-is-data"


@dataclass(frozen=True, slots=True)
class Prose:
    """What a prompt says whatever it is about."""

    prompt_id: str
    version: int
    text: str

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


@functools.cache
def prose(prompt_id: str, *, version: int) -> Prose:
    """The system text of a prompt: its own file, what all of them share, and the line that names it."""
    own, shared = (
        (_PROSE / f"{name}.md").read_text(encoding="utf-8").strip() for name in (prompt_id, _SHARED)
    )
    return Prose(prompt_id, version, f"{own}\n\n{shared}\n\nTask: {prompt_id}")


def render(of: Prose, *parts: str) -> Prompt:
    """The prompt with its data, in this order; parts that are empty are left out."""
    user = "\n\n".join(part for part in parts if part)
    return Prompt(prompt_id=of.prompt_id, version=of.version, hash=of.hash, system=of.text, user=user)


def data(name: str, value: object) -> str:
    """One piece of data in its marks; nothing where there is nothing to say."""
    text = "" if value is None else str(value).strip()
    if not text:
        return ""
    return in_marks(name, text)
