"""Whether what a model has written is in the language it was asked for: the same rule for guides and for plans.

Texts of a field are never in one language alone. A Chinese title is full of terms in Latin letters, an English lesson
on Chinese of Chinese signs. So prose is judged by its shares, and a list of titles by how many of them are plainly in
another language; a term by itself is in none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from milepost.domain.goals import Language

_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
#: Kana: what is written between such signs is Japanese, whatever Chinese ones stand there.
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_LATIN_WORD = re.compile("[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z\u00c0-\u024f]+)?")
_WORD = re.compile(r"[^\W\d_]+")
#: Two Chinese signs say about as much as a word.
_SIGNS_PER_WORD = 2
#: So many words of Latin letters are a term or a name, and no sentence.
_MOST_WORDS_OF_A_TERM = 3
#: Of all texts that tell something so many may be in another language: a quotation, a title that is a name.
_MOST_OTHERS = 0.2
#: Of so many texts or more a share has to be in the language that is wanted, where the others are terms.
_FEWEST_TOLD, _LEAST_RIGHT = 4, 0.4
_FEWEST_WORDS = 40
_PLAIN_SHARE, _LEAD = 0.16, 1.6


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
#: Words that join others to a phrase, hardly ever to a term.
_JOINING = _set(
    "a an and are as at by for from how in into is it its of on or that the their this to what when where which with "
    "without you your der die das und ist mit ein eine für zu von les des est dans pour une sur avec los las para "
    "con del como una"
)
LANGUAGES_OF_COMMON_WORDS = frozenset(_COMMON_WORDS)

_NAMES = {Language.EN: "English", Language.ZH: "Chinese (simplified)"}


def by_common_words(text: str) -> str | None:
    """The language whose most common words stand in a text, as in `en`; None where that is not plain."""
    words = [word.lower() for word in _WORD.findall(text)]
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


def prose_problems(text: str, language: Language) -> Iterator[str]:
    """What is wrong with the language of a text of some length, in words for the model."""
    chinese, kana = len(_CHINESE.findall(text)), len(_KANA.findall(text))
    others = len("".join(_WORD.findall(_CHINESE.sub(" ", text))))
    # Terms of a field stay as they are: a Chinese text on programs has many Latin letters.
    if language is Language.ZH and (chinese < 0.5 * others or kana > chinese):
        yield "It is not in Chinese. Write it in Chinese (simplified)."
    if language is Language.EN and (chinese > 0.2 * others or _is_of_another_latin_language(text)):
        yield "It is not in English. Write it in English."


def titles_problems(texts: Sequence[str], language: Language) -> Sequence[str]:
    """What is wrong with the language of titles and sentences that belong together, in words for the model.

    Terms and quotations are passed over as long as the others show the language that is wanted; where everything is a
    term, nothing shows it, and that is asked again as well.
    """
    told = [(text, found) for text in texts if (found := _told(text, language)) is not None]
    others = [text for text, found in told if found == "other"]
    right = sum(found == "right" for _, found in told)
    is_right = len(others) <= _MOST_OTHERS * len(told) and (
        len(told) < _FEWEST_TOLD or right >= _LEAST_RIGHT * len(told)
    )
    if is_right and not (language is Language.EN and _is_of_another_latin_language(" ".join(texts))):
        return []
    name = _NAMES[language]
    example = next(iter(others), "") or next((text for text, found in told if found != "right"), "")
    shown = f" {_shown(example)} is not." if example else ""
    return [f"It is not in {name}, which <language> names.{shown} Write every name and sentence in {name}."]


def _told(text: str, language: Language) -> Literal["right", "other", "term"] | None:
    """What a single text shows of its language; None where it has no letters."""
    if _WORD.search(text) is None:
        return None
    latin = _LATIN_WORD.findall(text)
    chinese, kana = len(_CHINESE.findall(text)), len(_KANA.findall(text))
    if language is Language.ZH:
        return _told_of_chinese(text, latin, chinese=chinese, kana=kana)
    others = (chinese + kana) / _SIGNS_PER_WORD + _words_of_other_scripts(text)
    if not latin:
        return "other"
    # A lesson on another language quotes it: `Greetings: 你好 and 再见`.
    return "other" if others > 1.5 * len(latin) else "right"


def _told_of_chinese(
    text: str, latin: Sequence[str], *, chinese: int, kana: int
) -> Literal["right", "other", "term"]:
    words = len(latin) + _words_of_other_scripts(text)
    if kana > chinese:
        return "other"
    if chinese:
        # A sentence that quotes one sign is none in Chinese.
        return "other" if words > 2 * chinese + _MOST_WORDS_OF_A_TERM else "right"
    is_phrase = words > _MOST_WORDS_OF_A_TERM or any(word.lower() in _JOINING for word in latin)
    return "other" if is_phrase or not latin else "term"


def _is_of_another_latin_language(text: str) -> bool:
    return by_common_words(text) not in {"en", None}


def _words_of_other_scripts(text: str) -> int:
    """Words in Cyrillic, Greek, Arabic, Hangul and others that are neither Latin nor Chinese nor kana."""
    plain = _KANA.sub(" ", _CHINESE.sub(" ", _LATIN_WORD.sub(" ", text)))
    return len(_WORD.findall(plain))


def _shown(text: str) -> str:
    return repr(" ".join(text.split())[:60])
