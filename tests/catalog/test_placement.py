"""The placement quiz: what it asks, what it concludes, and how often that is right."""

import random
from collections.abc import Sequence

import pytest

from milepost.catalog.author import quiz_of
from milepost.catalog.loading.pack_index import load_catalog
from milepost.catalog.placement.belief import Belief, States
from milepost.catalog.placement.quiz import CatalogPlacement
from milepost.catalog.placement.states import Ground, likely_states
from milepost.catalog.planning.plan import plan_roadmap
from milepost.domain.errors import PlacementAnswerRefused
from milepost.domain.goals import Language
from milepost.domain.placement import MOST_QUESTIONS, PlacementAnswer, PlacementResult, PlacementStep
from tests.support.factories import make_intent
from trials.placement import GUESSING, HONEST, Examination, Learners, outcomes, share_right

CATALOG = load_catalog()
SQL = make_intent(goals=["sql"])


@pytest.fixture(scope="module")
def placement() -> CatalogPlacement:
    return CatalogPlacement(CATALOG)


def answer_to(step: PlacementStep, *, right: bool) -> PlacementAnswer:
    asked = step.question
    assert asked is not None
    items = quiz_of(CATALOG.concepts[asked.concept_id], Language.EN).items
    item = next(one for one in items if one.item_id == asked.item_id)
    option = next(one for one in item.options if (one.option_id in item.right_option_ids) == right)
    return PlacementAnswer(concept_id=asked.concept_id, item_id=asked.item_id, option_id=option.option_id)


def taken(placement: CatalogPlacement, replies: Sequence[bool | None]) -> PlacementResult:
    """What the quiz about SQL concludes from these replies, the last one given on and on; None is "I do not know"."""
    answers: list[PlacementAnswer] = []
    while (step := placement.step(SQL, answers)).question is not None:
        reply = replies[min(len(answers), len(replies) - 1)]
        answer = answer_to(step, right=bool(reply))
        answers.append(answer if reply is not None else answer.model_copy(update={"option_id": None}))
    assert step.result is not None
    return step.result


def test_nine_in_ten_concepts_of_the_eight_goals_are_placed_right_in_at_most_twelve_questions() -> None:
    """A small, seeded part of the trial: learners who slip, and who guess always or half the time."""
    examination = Examination(CATALOG)
    by_goal = {
        goal_id: [
            one
            for habit in (GUESSING, HONEST)
            for _, one in outcomes(examination, goal_id, habit, learners=1, seed="test")
        ]
        for goal_id in CATALOG.goals
    }
    everybody = [one for of_goal in by_goal.values() for one in of_goal]
    assert len(by_goal) == 8
    assert max(one.questions for one in everybody) <= MOST_QUESTIONS
    assert share_right(everybody) >= 0.9
    assert min(share_right(of_goal) for of_goal in by_goal.values()) >= 0.8


def test_the_learners_of_the_trial_know_what_each_thing_they_know_requires() -> None:
    drawn = Learners(CATALOG, "backend", "test")
    for draw in drawn.stories.values():
        for _ in range(20):
            known = draw()
            assert all(set(CATALOG.requirements(one)) <= known for one in known)


def test_whoever_answers_everything_rightly_knows_it_all(placement: CatalogPlacement) -> None:
    result = taken(placement, [True])
    assert result.unknown_count == 0
    assert {one.why for one in result.known} <= {"answered", "implied", "likely"}


def test_whoever_says_they_do_not_know_is_taught_everything(placement: CatalogPlacement) -> None:
    result = taken(placement, [None])
    assert result.known == ()
    assert result.right_count == 0


def test_saying_one_does_not_know_is_believed_more_than_a_wrong_answer() -> None:
    ground = Ground(CATALOG, CATALOG.closure(["sql.inner-joins"]))
    belief = Belief(States(likely_states(ground, ["sql"], count=500, seed="test"), len(ground)))
    top = ground.number["sql.inner-joins"]
    assert belief.after(top, "unsure").known[top] < belief.after(top, "wrong").known[top] < belief.known[top]


@pytest.mark.parametrize("seed", range(6))
def test_what_is_known_holds_all_that_it_requires(placement: CatalogPlacement, seed: int) -> None:
    rng = random.Random(seed)
    result = taken(placement, [rng.choice([True, False, None]) for _ in range(MOST_QUESTIONS)])
    known = [one.concept_id for one in result.known]
    ground = CATALOG.closure([*CATALOG.goals["sql"].must, *CATALOG.goals["sql"].should])
    for place, one in enumerate(known):
        assert {before for before in CATALOG.requirements(one) if before in ground} <= set(known[:place])
    assert len(known) + result.unknown_count == len(ground)


def test_an_implied_concept_names_a_nearer_one_that_builds_on_it(placement: CatalogPlacement) -> None:
    for one in taken(placement, [True, False]).known:
        if one.why == "implied":
            assert one.because_id is not None
            assert one.concept_id in CATALOG.closure([one.because_id])
        else:
            assert one.because_id is None


def test_whoever_answers_true_to_what_they_know_is_not_taught_it(placement: CatalogPlacement) -> None:
    known = CATALOG.closure(["sql.inner-joins", "sql.grouping-and-aggregates"])
    answers: list[PlacementAnswer] = []
    while (step := placement.step(SQL, answers)).question is not None:
        answers.append(answer_to(step, right=step.question.concept_id in known))
    assert step.result is not None
    found = {one.concept_id for one in step.result.known}
    assert len(found ^ known) <= 2
    plan = plan_roadmap(CATALOG, make_intent(goals=["sql"], known=found))
    assert found.isdisjoint(one.concept_id for one in plan.concepts)
    assert {one.concept_id for one in plan.pruned if one.why == "known"} == found


def test_what_is_said_to_be_known_is_not_asked_about(placement: CatalogPlacement) -> None:
    known = CATALOG.closure(["sql.inner-joins"])
    step = placement.step(make_intent(goals=["sql"], known=known), [])
    assert step.question is not None
    assert step.question.concept_id not in known
    asked = PlacementAnswer(concept_id="sql.inner-joins", item_id="q1", option_id="a")
    with pytest.raises(PlacementAnswerRefused, match=r"asks nothing about 'sql\.inner-joins'"):
        placement.step(make_intent(goals=["sql"], known=known), [asked])


def test_a_goal_that_is_known_whole_has_no_question(placement: CatalogPlacement) -> None:
    step = placement.step(make_intent(goals=["sql"], known=CATALOG.concepts), [])
    assert step.question is None
    assert step.result == PlacementResult(known=(), unknown_count=0, right_count=0)


def test_the_same_answers_and_seed_give_the_same_step_in_another_process(placement: CatalogPlacement) -> None:
    first = placement.step(SQL, [], seed=7)
    answers = [answer_to(first, right=True)]
    assert CatalogPlacement(CATALOG).step(SQL, [], seed=7) == first
    assert CatalogPlacement(CATALOG).step(SQL, answers, seed=7) == placement.step(SQL, answers, seed=7)


def test_another_seed_asks_another_question_about_the_same_concept(placement: CatalogPlacement) -> None:
    asked = [placement.step(SQL, [], seed=seed).question for seed in range(8)]
    assert len({one.concept_id for one in asked if one}) == 1
    assert len({one.item_id for one in asked if one}) > 1


def test_finishing_early_gives_the_result_of_the_answers_so_far(placement: CatalogPlacement) -> None:
    step = placement.step(SQL, [answer_to(placement.step(SQL, []), right=True)], finish=True)
    assert (step.question, step.answered) == (None, 1)
    assert step.result is not None
    assert step.result.known


def test_a_question_comes_in_the_language_of_the_learner_or_says_that_it_does_not() -> None:
    step = CatalogPlacement(CATALOG).step(make_intent(goals=["python"], language=Language.ZH), [])
    assert step.question is not None
    concept = CATALOG.concepts[step.question.concept_id]
    assert step.question.concept_name == concept.names.zh
    assert step.question.language is quiz_of(concept, Language.ZH).language


WRONG_ANSWERS = {
    "of another goal": ({"concept_id": "python.loops"}, "/answers/0/concept_id"),
    "of no concept": ({"concept_id": "sql.nothing"}, "/answers/0/concept_id"),
    "no such question": ({"item_id": "q99"}, "/answers/0/item_id"),
    "no such option": ({"option_id": "z"}, "/answers/0/option_id"),
}


@pytest.mark.parametrize(("change", "pointer"), WRONG_ANSWERS.values(), ids=list(WRONG_ANSWERS))
def test_an_answer_that_does_not_belong_is_refused_at_its_place(
    placement: CatalogPlacement, change: dict[str, str], pointer: str
) -> None:
    answer = answer_to(placement.step(SQL, []), right=True).model_copy(update=change)
    with pytest.raises(PlacementAnswerRefused) as refused:
        placement.step(SQL, [answer])
    assert refused.value.extra()["errors"] == [{"pointer": pointer, "detail": refused.value.reason}]


def test_a_question_is_answered_once(placement: CatalogPlacement) -> None:
    answer = answer_to(placement.step(SQL, []), right=True)
    with pytest.raises(PlacementAnswerRefused, match=r"Answer 2: .* already"):
        placement.step(SQL, [answer, answer])
