"""Words of strangers, made plain: no controls, no marks that turn the direction of a line, no endless lines."""

import re
import unicodedata

from milepost.domain.links import TITLE_LENGTH

#: Controls but line breaks and tabs, what is invisible or turns the direction of writing, lone surrogates, and what
#: is no character at all (U+FFFE, U+FFFF).
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


def without_controls(text: str) -> str:
    return _CONTROLS.sub("", text.replace("\r", "\n"))


def one_line(text: str, length: int = TITLE_LENGTH) -> str:
    """The text in one line of at most so many characters."""
    line = " ".join(without_controls(unicodedata.normalize("NFC", text[: length * 4])).split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
