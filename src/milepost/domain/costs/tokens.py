"""How many tokens a text probably has.

No tokeniser is bundled: each model has its own, and the exact figure comes with the answer.
"""

#: From here on a sign is one that says a syllable or a word by itself: Chinese, Japanese, Korean.
_WIDE = "\u2e80"
_LETTERS_PER_TOKEN = 4


def likely_tokens(text: str) -> int:
    """A good guess: four letters of a Latin script to a token, one sign of a Chinese one."""
    wide = sum(1 for sign in text if sign >= _WIDE)
    return wide + -(-(len(text) - wide) // _LETTERS_PER_TOKEN)
