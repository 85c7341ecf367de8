"""Whether a goal says anything at all, before anybody is asked to plan it.

Nothing here knows words of any field: `Go`, `C`, `日语`, `k8s` and `3D` are goals. Refused is only what no planner
could read as one: signs, faces, digits, an address, a run along the keyboard.
"""

import re

_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)\S+|[^\s@]+@[^\s@]+\.[^\s@]+", re.IGNORECASE)
_WORD = re.compile(r"\w+")
#: The rows of keyboards in Latin letters, to be read in both directions.
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn")
#: Shorter runs are words: `were`, `pop`.
_SHORTEST_RUN = 4
#: One letter said over and over; of Chinese signs some words are made so.
_ONE_LETTER = re.compile(r"([a-z])\1{2,}", re.IGNORECASE)


def says_something(goal: str) -> bool:
    """Whether there is a word in a goal that somebody may have meant."""
    left = _ADDRESS.sub(" ", goal)
    words = [word for word in _WORD.findall(left) if any(sign.isalpha() for sign in word)]
    return any(not _is_mash(word.lower()) for word in words)


def _is_mash(word: str) -> bool:
    """Whether a word was typed by running along a row of keys, or by holding one."""
    if _ONE_LETTER.fullmatch(word):
        return True
    return len(word) >= _SHORTEST_RUN and any(word in row or word in row[::-1] for row in _ROWS)
