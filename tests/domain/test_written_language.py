"""What a model writes is in the language it was asked for: terms and quotations pass, another language does not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.domain.goals import Language
from milepost.domain.written_language import prose_problems, titles_problems

ENGLISH = (
    "Reading a wiring diagram", "Frets and strings", "Greetings", "Know what a loop is and use it in an exercise.",
    "The learner builds a small shelf from one board.", "Barre chords", "How a derailleur is set", "Tools",
)  # fmt: skip
CHINESE = (
    "看懂电路图", "品与弦", "问候语", "理解循环的含义，并在小练习中用上。", "学习者用一块木板做出小书架。", "横按和弦",
    "变速器的调整", "工具",
)  # fmt: skip
#: In both languages they stay as they are.
TERMS = ("Docker", "React Hooks", "TCP/IP", "useEffect", "k8s", "CSS Grid", "3D", "SQL")
MIXED = (
    "React Hooks 入门",
    "用 useEffect 处理副作用",
    "Docker Compose 编排",
    "SQL 的 JOIN",
    "在 Kubernetes 上部署服务",
)
NOWHERE = ("1984", "…", "🎸", "—", "")
GERMAN = (
    "Die Lernenden bauen ein kleines Regal und schleifen es mit der Hand.",
    "Das ist nicht schwer, wenn man die Schritte in der richtigen Reihenfolge geht.",
    "Am Ende steht ein Werkstück, das sich sehen lassen kann und das man gern benutzt.",
    "Zum Schluss wird geprüft, ob alle Verbindungen halten und die Flächen eben sind.",
)
JAPANESE = ("ギターの持ち方を学びます", "コードを押さえてみましょう", "はじめての練習", "リズムを保つ")


def is_in(texts: list[str], language: Language) -> bool:
    return titles_problems(texts, language) == []


chinese = st.lists(st.sampled_from(CHINESE), min_size=4, max_size=12)
english = st.lists(st.sampled_from(ENGLISH), min_size=4, max_size=12)


@settings(max_examples=60)
@given(chinese, st.lists(st.sampled_from(TERMS), max_size=5), st.lists(st.sampled_from(MIXED)), st.randoms())
def test_terms_within_a_language_pass_in_whatever_order(
    own: list[str], terms: list[str], mixed: list[str], lot: object
) -> None:
    texts = [*own, *terms[: len(own)], *mixed, *NOWHERE]
    lot.shuffle(texts)  # type: ignore[attr-defined]  # of hypothesis
    assert is_in(texts, Language.ZH)
    assert is_in([*ENGLISH, *terms], Language.EN)


@settings(max_examples=60)
@given(chinese, english, st.lists(st.sampled_from((*TERMS, *NOWHERE)), max_size=2))
def test_texts_in_the_other_language_never_pass(zh: list[str], en: list[str], others: list[str]) -> None:
    assert not is_in([*en, *others], Language.ZH)
    assert not is_in(zh, Language.EN)
    [said] = titles_problems([*en, *others], Language.ZH)
    assert "Chinese" in said


@settings(max_examples=100)
@given(st.lists(st.text(max_size=40), max_size=20), st.sampled_from(Language))
def test_any_texts_have_an_answer_and_at_most_one_problem(texts: list[str], language: Language) -> None:
    assert len(titles_problems(texts, language)) <= 1


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (
            [
                "Greetings: 你好 and 再见",
                "Asking the way: 请问",
                "Tones",
                "Read a menu in 汉字 without help.",
            ],
            Language.EN,
        ),
        (["Saying hello: Здравствуйте", "The alphabet", "Verbs of motion", "Order a meal."], Language.EN),
        ([*CHINESE, "五十音：あいうえお"], Language.ZH),
        ([*CHINESE[:4], "Divide and Conquer"], Language.ZH),
        (["Docker"], Language.ZH),
        ([], Language.ZH),
    ],
)
def test_a_lesson_on_a_language_may_quote_it_and_one_name_shows_nothing(
    texts: list[str], language: Language
) -> None:
    assert is_in(texts, language)


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (list(GERMAN), Language.EN),
        (list(JAPANESE), Language.ZH),
        (list(JAPANESE), Language.EN),
        (["Основы языка", "Первые шаги в программе", "Переменные и типы"], Language.EN),
        (["Chords", "Rhythm", "Strumming", "Fingers", "Songs"], Language.ZH),
        (["Maintain and repair your own bicycle"], Language.ZH),
        ([*CHINESE[:6], *ENGLISH[:3]], Language.ZH),
    ],
)
def test_another_language_is_noticed_whatever_its_script(texts: list[str], language: Language) -> None:
    assert not is_in(texts, language)


def test_prose_keeps_its_terms_and_is_in_one_language() -> None:
    en, zh = " ".join(ENGLISH * 4), "".join(CHINESE * 4)
    assert [
        *prose_problems(en, Language.EN),
        *prose_problems(zh + " React Hooks useEffect", Language.ZH),
    ] == []
    for text, language in ((en, Language.ZH), (zh, Language.EN), (" ".join(GERMAN), Language.EN)):
        assert [*prose_problems(text, language)] != []
    assert [*prose_problems("".join(JAPANESE * 3), Language.ZH)] != []
