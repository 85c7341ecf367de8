"""What the catalog author writes: from the pack alone, in the language it exists in, the same every time."""

from collections import Counter
from pathlib import Path

import pytest

from milepost.catalog.author import CatalogAuthor
from milepost.catalog.graph import Catalog
from milepost.catalog.loading.pack_index import load_catalog
from milepost.domain.content import Quiz, grade
from milepost.domain.errors import ConceptNotInCatalog
from milepost.domain.goals import Language
from milepost.domain.ports.planning import AuthorContext
from tests.support.factories import OCCASION, make_concept
from tests.support.small_packs import CHINESE_GUIDE, SmallPack

CORE = load_catalog()
ENGLISH = AuthorContext(occasion=OCCASION, language=Language.EN, title="A roadmap")
CHINESE = AuthorContext(occasion=OCCASION, language=Language.ZH, title="路线图")
FLOUR = make_concept("dough.flour")


def author_of(directory: Path, pack: SmallPack) -> CatalogAuthor:
    return CatalogAuthor(load_catalog(pack.write(directory)))


async def test_a_tutorial_holds_guide_outcomes_and_practice(tmp_path: Path) -> None:
    pack = SmallPack()
    tutorial = await author_of(tmp_path, pack).tutorial(FLOUR, ENGLISH)
    assert tutorial.body == pack.guides["dough.flour"]
    assert tutorial.outcomes == ("Weigh flour to the gram.", "Judge dough by touch.")
    assert tutorial.practice is not None
    assert (tutorial.practice.task, tutorial.practice.minutes) == ("Bake a loaf.", 30)


async def test_what_is_not_written_in_chinese_comes_in_english_and_says_so(tmp_path: Path) -> None:
    author = author_of(tmp_path, SmallPack())
    assert (await author.tutorial(FLOUR, CHINESE)).language is Language.EN
    assert (await author.quiz(FLOUR, CHINESE)).language is Language.EN


async def test_what_is_written_in_chinese_comes_in_chinese(tmp_path: Path) -> None:
    pack = SmallPack()
    pack.translate("dough.flour")
    author = author_of(tmp_path, pack)
    tutorial, quiz = await author.tutorial(FLOUR, CHINESE), await author.quiz(FLOUR, CHINESE)
    assert (tutorial.language, tutorial.body) == (Language.ZH, CHINESE_GUIDE)
    assert tutorial.outcomes == ("学会第 1 项。", "学会第 2 项。")
    assert quiz.language is Language.ZH
    assert all(option.text.startswith("答案") for item in quiz.items for option in item.options)


async def test_the_same_option_is_right_in_both_languages(tmp_path: Path) -> None:
    pack = SmallPack()
    pack.translate("dough.flour")
    author = author_of(tmp_path, pack)
    english, chinese = await author.quiz(FLOUR, ENGLISH), await author.quiz(FLOUR, CHINESE)
    keys = [[item.right_option_ids for item in quiz.items] for quiz in (english, chinese)]
    assert keys[0] == keys[1]


async def test_a_quiz_that_is_chinese_in_part_only_is_not_mixed(tmp_path: Path) -> None:
    pack = SmallPack()
    question = pack.concept("dough.flour")["quiz"][0]
    question["stem"] = {"en": question["stem"], "zh": "问题？"}
    quiz = await author_of(tmp_path, pack).quiz(FLOUR, CHINESE)
    assert quiz.language is Language.EN
    assert "问题？" not in [item.stem for item in quiz.items]


async def test_a_link_nobody_fetched_is_not_checked(tmp_path: Path) -> None:
    pack = SmallPack()
    fetched = {
        **pack.concept("dough.flour")["resources"][0],
        "url": "https://b.example.org/",
        "checked_at": "2026-11-01",
    }
    pack.concept("dough.flour")["resources"].append(fetched)
    resources = (await author_of(tmp_path, pack).resources(FLOUR, ENGLISH)).resources
    assert [(one.check, one.checked_at is None) for one in resources] == [
        ("not_checked", True),
        ("ok", False),
    ]


async def test_links_in_the_language_of_the_learner_come_first(tmp_path: Path) -> None:
    pack = SmallPack()
    chinese = {**pack.concept("dough.flour")["resources"][0], "url": "https://zh.example.org/", "lang": "zh"}
    pack.concept("dough.flour")["resources"].append(chinese)
    author = author_of(tmp_path, pack)
    assert [one.language for one in (await author.resources(FLOUR, CHINESE)).resources] == ["zh", "en"]
    assert [one.language for one in (await author.resources(FLOUR, ENGLISH)).resources] == ["en", "zh"]


async def test_a_concept_the_catalog_lacks_is_refused_by_name() -> None:
    author = CatalogAuthor(CORE)
    for write in (author.tutorial, author.resources, author.quiz):
        with pytest.raises(ConceptNotInCatalog, match=r"music\.scales"):
            await write(make_concept("music.scales"), ENGLISH)


async def quizzes(catalog: Catalog) -> list[Quiz]:
    author = CatalogAuthor(catalog)
    return [await author.quiz(make_concept(concept_id), ENGLISH) for concept_id in catalog.concepts]


async def test_options_keep_their_order_from_one_time_to_the_next() -> None:
    assert await quizzes(CORE) == await quizzes(load_catalog())


async def test_right_answers_are_spread_over_the_places() -> None:
    places = Counter(
        item.right_option_ids for quiz in await quizzes(CORE) for item in quiz.items if len(item.options) == 4
    )
    assert len(places) == 4
    assert max(places.values()) < 0.33 * places.total()


async def test_every_quiz_can_be_passed_with_its_own_key() -> None:
    for quiz in await quizzes(CORE):
        assert [item.item_id for item in quiz.items] == [
            f"q{number}" for number in range(1, len(quiz.items) + 1)
        ]
        assert all(item.right_option_ids for item in quiz.items)
        assert grade(quiz, {item.item_id: item.right_option_ids for item in quiz.items}).score == 1
