"""A question that is wrong is taken out for everyone from then on, and may be put back; what was graded stays."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from milepost.domain.content import Quiz, QuizItem, QuizOption
from milepost.domain.content_errors import NoQuestionLeft, NoSuchQuestion
from milepost.domain.errors import ContentNotReady, RoadmapNotFound
from milepost.domain.goals import UnitKind
from milepost.domain.ids import LOCAL_OWNER, OwnerId
from milepost.domain.ports.planning import AuthorContext
from milepost.domain.roadmaps import Concept
from milepost.domain.tasks import TaskStatus
from milepost.workflow.quizzes import (
    AskedQuiz,
    Attempt,
    AttemptRequest,
    Removal,
    attempt_quiz,
    put_question_back,
    read_quiz,
    remove_question,
)
from milepost.workflow.rewrite_unit import RewriteRequest, rewrite_unit
from tests.support.fakes import StubAuthor
from tests.support.worlds import World, open_world

CONCEPT = "topic.c1"
RIGHT = {f"q{number}": ("a",) for number in (1, 2, 3)}


class AuthorOfThree(StubAuthor):
    """Writes quizzes of three questions."""

    async def quiz(self, concept: Concept, context: AuthorContext) -> Quiz:
        one = await super().quiz(concept, context)
        return Quiz(language=one.language, items=tuple(question(number) for number in (1, 2, 3)))


def question(number: int) -> QuizItem:
    options = (QuizOption(option_id="a", text="Yes"), QuizOption(option_id="b", text="No"))
    return QuizItem(
        item_id=f"q{number}", stem=f"Is {number} a number?", options=options, right_option_ids=("a",),
        explanation="It is.", outcome="Tell.", level="recall",
    )  # fmt: skip


@pytest.fixture
async def either_world(place: Path | str) -> AsyncIterator[World]:
    async with open_world(place, author=AuthorOfThree()) as opened:
        yield opened


@pytest.fixture
async def world(file: Path) -> AsyncIterator[World]:
    async with open_world(file, author=AuthorOfThree()) as opened:
        yield opened


async def written(world: World) -> str:
    await world.give_model()
    task_id = await world.ask(review=False)
    return (await world.until_status(task_id, TaskStatus.COMPLETED)).roadmap_id


async def remove(world: World, roadmap_id: str, item_id: str, reason: str | None = None) -> AskedQuiz:
    return await remove_question(
        world.services, LOCAL_OWNER, roadmap_id, CONCEPT, 1, item_id, Removal(reason=reason)
    )


async def put_back(world: World, roadmap_id: str, item_id: str) -> AskedQuiz:
    return await put_question_back(world.services, LOCAL_OWNER, roadmap_id, CONCEPT, 1, item_id)


async def read(world: World, roadmap_id: str, version: int | None = None) -> AskedQuiz:
    return await read_quiz(world.services, LOCAL_OWNER, roadmap_id, CONCEPT, version)


async def attempt(world: World, roadmap_id: str, **answers: tuple[str, ...]) -> Attempt:
    return await sent(world, roadmap_id, None, **answers)


async def sent(world: World, roadmap_id: str, key: str | None, /, **answers: tuple[str, ...]) -> Attempt:
    request = AttemptRequest(version=1, answers=answers)
    return await attempt_quiz(world.services, world.request(key), roadmap_id, CONCEPT, request)


def asked(quiz: AskedQuiz) -> list[str]:
    return [item.item_id for item in quiz.quiz.items]


async def test_a_question_that_is_wrong_is_asked_and_graded_no_more(either_world: World) -> None:
    world = either_world
    roadmap_id = await written(world)
    before = await attempt(world, roadmap_id, **RIGHT | {"q2": ("b",)})
    assert before.score == pytest.approx(2 / 3)

    after = await remove(world, roadmap_id, "q2", "Both are right")
    assert (asked(after), [item.reason for item in after.removed]) == (["q1", "q3"], ["Both are right"])
    assert await read(world, roadmap_id) == after
    # Who is in the midst of the quiz may still send what was answered of it.
    graded = await attempt(world, roadmap_id, **RIGHT | {"q2": ("b",)})
    assert (graded.score, [item.item_id for item in graded.items]) == (1, ["q1", "q3"])
    assert (await world.roadmap(roadmap_id)).scores == {CONCEPT: 1}


async def test_it_is_taken_out_once_and_put_back_as_it_was(either_world: World) -> None:
    world = either_world
    roadmap_id = await written(world)
    whole = await read(world, roadmap_id)
    answers = await asyncio.gather(*(remove(world, roadmap_id, "q1", f"For {n}") for n in range(3)))
    assert {len(answer.removed) for answer in answers} == {1}
    (kept,) = (await read(world, roadmap_id)).removed
    assert await remove(world, roadmap_id, "q1", "Later") == await read(world, roadmap_id)
    assert (await read(world, roadmap_id)).removed == [kept]
    assert await put_back(world, roadmap_id, "q1") == whole
    assert await put_back(world, roadmap_id, "q1") == whole


async def test_a_quiz_with_too_few_questions_says_so_and_one_without_any_is_not_graded(world: World) -> None:
    roadmap_id = await written(world)
    assert not (await read(world, roadmap_id)).is_too_short
    assert (await remove(world, roadmap_id, "q1")).is_too_short
    await remove(world, roadmap_id, "q2")
    last = await remove(world, roadmap_id, "q3")
    assert (asked(last), last.is_too_short) == ([], True)
    with pytest.raises(NoQuestionLeft, match="Take one back"):
        await attempt(world, roadmap_id, q1=("a",))
    assert asked(await put_back(world, roadmap_id, "q3")) == ["q3"]
    graded = await sent(world, roadmap_id, "one", q3=("a",))
    assert graded.passed
    await remove(world, roadmap_id, "q3")
    assert await sent(world, roadmap_id, "one", q3=("a",)) == graded  # sent again, not made again


async def test_the_next_version_is_told_and_begins_whole(world: World) -> None:
    roadmap_id = await written(world)
    await remove(world, roadmap_id, "q2", "Both are right")
    accepted = await rewrite_unit(
        world.services, world.request(), roadmap_id, CONCEPT, UnitKind.QUIZ, RewriteRequest()
    )
    await world.until_status(accepted.task_id, TaskStatus.COMPLETED)

    anew = world.author.told[f"{CONCEPT}:quiz"].anew
    assert anew is not None
    assert anew.faulty == ("Is 2 a number? (A learner found it wrong: Both are right)",)
    assert asked(await read(world, roadmap_id)) == ["q1", "q2", "q3"]
    assert asked(await read(world, roadmap_id, 1)) == ["q1", "q3"]


async def test_what_is_not_there_cannot_be_taken_out(world: World) -> None:
    roadmap_id = await written(world)
    with pytest.raises(NoSuchQuestion):
        await remove(world, roadmap_id, "q9")
    with pytest.raises(NoSuchQuestion):
        await put_back(world, roadmap_id, "q9")
    stranger, services = OwnerId("other"), world.services
    with pytest.raises(RoadmapNotFound):
        await remove_question(services, stranger, roadmap_id, CONCEPT, 1, "q1", Removal())
    with pytest.raises(ContentNotReady):
        await remove_question(services, LOCAL_OWNER, roadmap_id, CONCEPT, 2, "q1", Removal())
    with pytest.raises(ValueError, match="at most 500"):
        Removal(reason="x" * 501)
