"""Numbers as people write them in a goal: digits, English words and Chinese numerals."""

import re

_WORDS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
    "eight": 8.0, "nine": 9.0, "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "fifteen": 15.0, "sixteen": 16.0,
    "eighteen": 18.0, "twenty": 20.0, "twenty-five": 25.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0,
    "ninety": 90.0, "half": 0.5, "half a": 0.5, "half an": 0.5, "a half": 0.5, "a couple of": 2.0, "a couple": 2.0,
}  # fmt: skip
_DIGITS_ZH = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}

#: A number in English; longer words first so that `half an` is not read as `half`.
NUMBER = (
    r"(?:\d{1,4}(?:[.,]\d{1,2})?|"
    + "|".join(re.escape(word) for word in sorted(_WORDS, key=len, reverse=True))
    + r")(?:\s+and\s+a\s+half)?"
)
NUMBER_ZH = r"(?:\d{1,4}(?:\.\d{1,2})?|半|[零〇一二两三四五六七八九十百]{1,6})"


def number(text: str) -> float:
    """The value of a text that `NUMBER` or `NUMBER_ZH` matched."""
    word = " ".join(text.lower().split())
    if word.endswith(" and a half"):
        return number(word.removesuffix(" and a half")) + 0.5
    if word in _WORDS:
        return _WORDS[word]
    if word == "半":
        return 0.5
    if word[0] in _DIGITS_ZH or word[0] in "十百":
        return _chinese(word)
    return float(word.replace(",", "."))


def middle(low: str, high: str | None) -> float:
    """The number, or the middle of a range."""
    return number(low) if high is None else (number(low) + number(high)) / 2


def _chinese(word: str) -> float:
    digits = [_DIGITS_ZH[one] for one in word if one in _DIGITS_ZH]
    if len(digits) == len(word) == 2:  # 五六: five or six
        return sum(digits) / 2
    if len(digits) == len(word):
        return float("".join(map(str, digits)))
    total, pending = 0, 0
    for one in word:
        if one in _DIGITS_ZH:
            pending = _DIGITS_ZH[one]
        else:
            total += max(pending, 1 if not total else pending) * (10 if one == "十" else 100)
            pending = 0
    return float(total + pending)
