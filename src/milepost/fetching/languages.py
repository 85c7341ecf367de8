"""Which language a page is written in, told from its text where that is plain and from its own word otherwise."""

import re
from collections.abc import Mapping

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
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_LETTERS = 60
_FEWEST_WORDS = 40


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Words that every page of a language is full of, and that few others have.
_COMMON_WORDS: Mapping[str, frozenset[str]] = {
    "en": _set("the and of to is that for with this are you from be which it"),
    "de": _set("der die und das ist nicht mit ein eine den von zu auf für sich"),
    "fr": _set("le les et des est dans pour une qui pas que sur du avec sont"),
    "es": _set("el los y las es para una que por con del como se más en"),
    "pt": _set("os e as é para uma que por com do da não em um se"),
    "it": _set("il gli e le è per una che di del della con non sono si"),
    "nl": _set("het en van een dat niet op met voor zijn de te aan bij ook"),
}
_PLAIN_SHARE = 0.16
_LEAD = 1.6


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
    return _by_common_words(sample) or said


def _fits(sample: str, letters: int, said: str | None) -> bool:
    """Whether a page may be in the language it declares, by its script."""
    if any(said == language for language, _, _ in _SCRIPTS):
        return False  # Its script would have been found.
    is_latin = len(_LATIN.findall(sample)) >= letters / 2
    return is_latin or said not in _COMMON_WORDS


def _by_common_words(sample: str) -> str | None:
    words = [word.lower() for word in _WORD.findall(sample)]
    if len(words) < _FEWEST_WORDS:
        return None
    shares = sorted(
        (
            (sum(word in common for word in words) / len(words), name)
            for name, common in _COMMON_WORDS.items()
        ),
        reverse=True,
    )
    (best, language), (second, _) = shares[:2]
    return language if best >= _PLAIN_SHARE and best >= _LEAD * second else None


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
