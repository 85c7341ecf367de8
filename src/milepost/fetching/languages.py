"""Which language a page is written in, told from its text where that is plain and from its own word otherwise."""

import re

from milepost.domain.written_language import LANGUAGES_OF_COMMON_WORDS, by_common_words

_SAMPLE = 20_000
#: Scripts that name a language, by the share of letters above which they do.
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]"), 0.08),
    ("ko", re.compile("[\uac00-\ud7af]"), 0.2),
    ("zh", re.compile("[\u4e00-\u9fff]"), 0.2),
    ("el", re.compile("[\u0370-\u03ff]"), 0.4),
    ("he", re.compile("[\u0590-\u05ff]"), 0.4),
    ("th", re.compile("[\u0e00-\u0e7f]"), 0.4),
)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")
_FEWEST_LETTERS = 60


def language_of(text: str, declared: str | None) -> str | None:
    """The language, as in `en`, or None when nothing tells it.

    Templates declare `en` over whatever is written into them, so the text has the first word where it is plain.
    """
    sample = text[:_SAMPLE]
    said = primary(declared)
    letters = len(_LETTER.findall(sample))
    if letters >= _FEWEST_LETTERS:
        for language, script, share in _SCRIPTS:
            if len(script.findall(sample)) >= share * letters:
                return language
        said = said if _fits(sample, letters, said) else None
    return by_common_words(sample) or said


def _fits(sample: str, letters: int, said: str | None) -> bool:
    """Whether a page may be in the language it declares, by its script."""
    if any(said == language for language, _, _ in _SCRIPTS):
        return False  # Its script would have been found.
    is_latin = len(_LATIN.findall(sample)) >= letters / 2
    return is_latin or said not in LANGUAGES_OF_COMMON_WORDS


def primary(tag: str | None) -> str | None:
    """The language of a tag: `zh` of `zh-Hans-CN`."""
    if tag is None:
        return None
    language = re.split(r"[-_,;]", tag.strip().lower(), maxsplit=1)[0]
    return language if 2 <= len(language) <= 3 and language.isalpha() else None


def same_language(found: str | None, expected: str | None) -> bool | None:
    """Whether a page is in the expected language; None when nothing was expected or nothing tells."""
    if expected is None or found is None:
        return None
    return found == primary(expected)
