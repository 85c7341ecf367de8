"""Where output goes: results to standard output, everything else to standard error; plain where nobody looks."""

import contextlib
import os
import re
import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TextIO

from rich.console import Console
from rich.text import Text

#: Wide enough that nothing is cut off in a file or a pipe.
_PIPE_WIDTH = 240
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Mark(StrEnum):
    """How a line begins that says whether something is right."""

    OK = "✓"
    WARNING = "!"
    BAD = "✗"
    SKIPPED = "–"


_STYLE = {Mark.OK: "green", Mark.WARNING: "yellow", Mark.BAD: "bold red", Mark.SKIPPED: "dim"}
_ASCII = {Mark.OK: "ok  ", Mark.WARNING: "!   ", Mark.BAD: "FAIL", Mark.SKIPPED: "-   "}


@dataclass(frozen=True, slots=True)
class Screen:
    """Both streams, and what may be done with them."""

    out: Console
    err: Console
    is_live: bool
    """Whether lines on standard error may move."""

    @classmethod
    def of_process(cls) -> "Screen":
        """The streams of this process, as they are now."""
        is_live = sys.stderr.isatty() and os.environ.get("TERM") not in {"dumb", "unknown"}
        return cls(out=_console(sys.stdout), err=_console(sys.stderr), is_live=is_live)

    def waiting(self, text: str) -> contextlib.AbstractContextManager[object]:
        """Show that something takes its time, where somebody looks, until the block ends."""
        return self.err.status(plain(text)) if self.is_live else contextlib.nullcontext()


def marked(mark: Mark, text: str, *, next_step: str | None = None, console: Console) -> None:
    """Print a line that begins with its mark, and below it what to do."""
    sign = mark.value if _can_show(console, mark.value) else _ASCII[mark]
    console.print(Text.assemble((sign, _STYLE[mark]), " ", plain(text)), soft_wrap=True)
    if next_step:
        arrow = "→" if _can_show(console, "→") else "->"
        console.print(Text(f"  {arrow} {plain(next_step)}"), soft_wrap=True)


def plain(text: str) -> str:
    """A text from elsewhere without what would move the cursor or turn the reading direction."""
    return _CONTROL.sub("", text)


def _console(stream: TextIO) -> Console:
    # NO_COLOR and FORCE_COLOR are honoured by the library.
    width = None if stream.isatty() or "COLUMNS" in os.environ else _PIPE_WIDTH
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False)


def _can_show(console: Console, text: str) -> bool:
    try:
        text.encode(console.encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
