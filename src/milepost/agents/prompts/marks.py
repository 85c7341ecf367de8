"""Data in marks that it cannot end, however it spells them.

A model reads a text as a person does: it may take `＜／goal＞`, `</gоal>` with a Cyrillic letter or `&lt;/goal&gt;` for
the end of the data. So a text is compared as it looks, not as it is written, and whatever looks like its own mark loses
its bracket. What nobody sees, and a model does, is taken out.
"""

import functools
import re
import unicodedata
from collections.abc import Sequence

#: Controls but line breaks and tabs, signs that turn the direction of writing, and the invisible copies of ASCII.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
_BRACKETS = "<＜﹤‹〈⟨《«ᐸ˂❮⟪❰⧼≺ᑉ〈"
_SLASHES = "/∕⁄╱⧸⟋\\"
_BETWEEN = "_-"
#: Other ways to write a bracket that a model knows: entities, escapes, percent signs.
_SPELT = r"&(?:lt|#0*60|#x0*3c);?|\\u003c|\\x3c|%3c"
_ANY_BRACKET = re.compile(f"[{_BRACKETS}]|{_SPELT}", re.IGNORECASE)
#: Letters of other scripts, and digits, that look like the letters of marks.
_LOOKS_LIKE = {
    look: letter
    for letter, looks in {
        "a": "аαɑ", "b": "ЬƄ", "c": "сϲ", "d": "ԁ", "e": "еє3", "g": "ɡ", "h": "һ", "i": "іιı1|", "j": "ј",
        "k": "κк", "l": "ӏ", "m": "м", "n": "ոη", "o": "оοо0օ", "p": "рρ", "q": "ԛ", "r": "г", "s": "ѕ5",
        "t": "τт", "u": "υսц", "v": "νѵ", "w": "ԝω", "x": "хχ", "y": "уγ",
    }.items()
    for look in looks
}  # fmt: skip


def in_marks(name: str, text: str) -> str:
    """The text between marks of this name, of which it holds none itself."""
    seen = _UNSEEN.sub("", text)
    return f"<{name}>\n{_without_mark(name, seen)}\n</{name}>"


def _without_mark(name: str, text: str) -> str:
    letters = [letter for letter in name.casefold() if letter.isalnum()]
    return _ANY_BRACKET.sub(lambda found: "(" if _names(text, found.end(), letters) else found[0], text)


def _names(text: str, begin: int, letters: Sequence[str]) -> bool:
    """Whether what follows a bracket looks like this name, with or without a slash before it."""
    found = 0
    for at in range(begin, len(text)):
        for look in _look(text[at]):
            if found == len(letters):
                return not look.isalnum()
            if look.isspace() or look in _BETWEEN or (look == "/" and found == 0):
                continue
            # To the eye l and i are one letter.
            if look != letters[found] and not {look, letters[found]} <= {"i", "l"}:
                return False
            found += 1
    return found == len(letters)


@functools.lru_cache(maxsize=4096)
def _look(sign: str) -> str:
    """What a sign looks like; nothing for what is invisible or an accent."""
    plain = unicodedata.normalize("NFKD", sign).casefold()
    return "".join(
        "/" if one in _SLASHES else _LOOKS_LIKE.get(one, one)
        for one in plain
        if unicodedata.category(one) not in {"Cf", "Mn", "Me"}
    )
