"""What the scripted model says when nothing goes wrong: sound roadmaps, guides and quizzes, at the pace it is given."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import httpx
import pytest
from markdown_it import MarkdownIt
from pydantic import BaseModel, Field

from milepost.domain.editing.operations import Operation
from tests.support.model_server import Pace, count_tokens
from tests.support.model_server.requests import Asked, Turn
from tests.support.model_server.script.quizzes import quiz_items
from tests.support.model_server.script.roadmaps import (
    ScriptedGoal,
    derived_concepts,
    derived_goal,
    unknown_concept,
    written_goals,
)
from tests.support.model_server.script.schema_filling import SchemaFiller
from tests.support.model_server.script.script import Script
from tests.support.model_server.script.tutorials import tutorial_markdown
from tests.support.model_server.tokens import pieces

DERIVED = (derived_goal("beekeeping"), derived_goal("养蜂", concepts=48))
GOALS = (*written_goals(), *DERIVED)


class Hours(BaseModel):
    min: float
    typical: float = Field(gt=0)
    max: float


class Needed(BaseModel):
    label: str
    why: str


class PlannedConcept(BaseModel):
    """Names as a planner may have them, which are not those of the script."""

    concept_label: str
    module: str
    title: str
    description: str
    estimated_hours: Hours
    difficulty: int = Field(ge=1, le=5)
    prerequisites: list[Needed] = []
    catalog_id: str | None = None


class PlannedStage(BaseModel):
    concepts: list[PlannedConcept]


class PlannedEdge(BaseModel):
    source: str
    target: str
    reason: str


class PlannedEdges(BaseModel):
    cross_edges: list[PlannedEdge]


class Clarification(BaseModel):
    question: str
    choices: list[str] = Field(min_length=2)
    default: str


class UnderstoodGoal(BaseModel):
    title: str
    level: Literal["beginner", "intermediate", "advanced"]
    language: Literal["en", "zh"]
    clarifications: list[Clarification] = Field(max_length=3)


class Edited(BaseModel):
    operations: list[Operation]
    not_understood: list[str]


class Solved(BaseModel):
    item_id: str
    option_ids: list[str]


class SolvedQuiz(BaseModel):
    answers: list[Solved]


class WrittenOption(BaseModel):
    option_id: str
    text: str


class WrittenItem(BaseModel):
    item_id: str
    stem: str
    options: list[WrittenOption] = Field(min_length=4, max_length=4)
    right_option_ids: list[str] = Field(min_length=1, max_length=1)
    explanation: str
    level: Literal["recall", "apply", "analyse"]


class WrittenQuiz(BaseModel):
    items: list[WrittenItem] = Field(min_length=5)


def said(task: str, user: str, shape: type[BaseModel], *, script: Script | None = None) -> Any:
    schema = shape.model_json_schema()
    asked = Asked("scripted", f"You plan.\nTask: {task}", (Turn("user", user),), "json", schema=schema)
    return shape.model_validate(SchemaFiller(schema).fill((script or Script()).node(asked)))


@pytest.fixture(params=GOALS, ids=lambda goal: goal.goal_id)
def goal(request: pytest.FixtureRequest) -> ScriptedGoal:
    given: ScriptedGoal = request.param
    return given


def test_there_are_six_written_goals_and_one_is_chinese() -> None:
    assert [goal.goal_id for goal in written_goals()] == [
        "bicycle", "calligraphy", "guitar", "pygame", "spanish", "statistics",
    ]  # fmt: skip
    assert [goal.goal_id for goal in written_goals() if goal.language == "zh"] == ["calligraphy"]


def test_a_roadmap_is_in_order_and_has_no_name_twice(goal: ScriptedGoal) -> None:
    concepts = list(goal.concepts)
    place = {concept.label: index for index, concept in enumerate(concepts)}

    assert 8 <= len(concepts) <= 48
    assert len({concept.name for concept in concepts}) == len(place) == len(concepts)
    assert all(place[label] < place[one.label] for one in concepts for label in one.requires)
    assert all(place[edge.before] < place[edge.after] for edge in goal.edges)
    assert all(question.default in question.options for question in goal.questions)
    assert len(goal.questions) <= 3


def test_a_guide_has_its_length_and_its_fences_are_closed(goal: ScriptedGoal) -> None:
    for concept in goal.concepts:
        guide = tutorial_markdown(concept, goal)
        length = len(guide) // 2 if goal.language == "zh" else len(guide.split())
        tokens = MarkdownIt("commonmark").parse(guide)

        assert 250 <= length <= 500, concept.name
        assert guide.count("```") % 2 == 0
        assert not [token for token in tokens if token.type == "html_block"]
        assert next(token.info for token in tokens if token.type == "fence") == "mermaid"


def test_a_quiz_has_five_items_with_one_right_option_each(goal: ScriptedGoal) -> None:
    for concept in goal.concepts:
        items = quiz_items(concept)

        assert len(items) >= 5, concept.name
        assert all(len(set(item.options)) == 4 for item in items)
        assert len({item.stem for item in items}) == len(items)
        assert all(0 <= item.right < 4 for item in items)


def test_the_size_of_a_derived_roadmap_is_that_of_its_subject_or_as_it_is_told() -> None:
    sizes = {len(list(derived_goal(f"subject {number}").concepts)) for number in range(40)}

    assert 8 <= min(sizes) < 15
    assert 40 < max(sizes) <= 48
    assert len(list(derived_goal("beekeeping", concepts=40).concepts)) == 40


@pytest.mark.parametrize(
    ("words", "goal_id"),
    [
        ("Goal: I want to play songs on my guitar", "guitar"),
        ("<goal>Speak Spanish in Madrid</goal>", "spanish"),
        ('{"goal": "understand p-values and statistics"}', "statistics"),
        ("Goal: write a small game in Python with pygame\nKnown: guitar", "pygame"),
        ("目标:我想学毛笔书法", "calligraphy"),
        ("Concept: Truing a wheel", "bicycle"),
    ],
)
def test_a_goal_is_known_by_its_words(words: str, goal_id: str) -> None:
    understood = said("intent", words, UnderstoodGoal)

    assert understood.title == next(goal.title for goal in written_goals() if goal.goal_id == goal_id)
    assert understood.clarifications


def test_the_stages_of_a_plan_fit_together_over_all_its_requests() -> None:
    script = Script(concepts=40)
    goal = derived_goal("beekeeping", concepts=40)
    user = "Goal: I want to learn beekeeping within a year\nOutline:\n"
    user += "".join(f"{label}: {stage.name}\n" for label, stage in zip("abcdef", goal.stages, strict=False))
    drafted = [
        said("concepts", f"{user}Stage: {stage.name}", PlannedStage, script=script) for stage in goal.stages
    ]
    labels = [concept.concept_label for stage in drafted for concept in stage.concepts]
    listed = "".join(f"- {label} {one.name}\n" for label, one in zip(labels, goal.concepts, strict=True))
    edges = said("edges", user + listed, PlannedEdges, script=script)

    assert len(set(labels)) == 40
    for stage in drafted:
        own = {concept.concept_label for concept in stage.concepts}
        assert all(needed.label in own for concept in stage.concepts for needed in concept.prerequisites)
    assert len(edges.cross_edges) == len(goal.stages) - 1
    assert all({edge.source, edge.target} <= set(labels) for edge in edges.cross_edges)


def test_parts_are_called_as_the_prompt_calls_them() -> None:
    user = (
        "Goal: a game in Python with pygame\nCatalog:\n- python.lists: Lists\n- python.loops: Loops\n"
        "Modules:\nm7 Control flow\nm8 Structure\nStage: s1"
    )
    drafted = said("concepts", user, PlannedStage)

    by_name = {concept.title: concept for concept in drafted.concepts}
    assert by_name["Lists"].catalog_id == "python.lists"
    assert by_name["Loops"].catalog_id == "python.loops"
    assert by_name["Classes"].catalog_id is None
    assert {concept.module for concept in drafted.concepts} == {"m7", "m8"}


def test_feedback_becomes_operations_on_the_parts_it_names() -> None:
    user = (
        "Goal: play the guitar\nown.barre Barre chords (6 h)\nown.capo Using a capo (1 h)\n"
        "own.sing Singing while playing\n"
        "Feedback: Please remove the barre chords. I already know using a capo. "
        'Rename "Singing while playing" to "Singing". I only have 3 hours per week. Make it purple.'
    )
    edited = said("edit", user, Edited)

    assert [
        operation.model_dump(exclude_defaults=True, exclude_none=True) for operation in edited.operations
    ] == [
        {"target_id": "own.barre"},
        {"target_id": "own.capo", "because": "known"},
        {"target_id": "own.sing", "name": "Singing"},
        {"hours_per_week": 3.0},
    ]
    assert edited.not_understood == ["Make it purple"]


@pytest.mark.parametrize("name", ["Barre chords", "横画", "Beekeeping: keeping notes", "Zymurgy"])
@pytest.mark.parametrize("written_as", ["lines", "json", "one line"])
def test_a_quiz_is_solved_from_its_words_alone(name: str, written_as: str) -> None:
    quiz = said("quiz", f"Concept: {name}", WrittenQuiz)
    solved = said("solve", as_prompt(quiz, written_as), SolvedQuiz)

    assert [answer.option_ids for answer in solved.answers] == [item.right_option_ids for item in quiz.items]
    if written_as == "lines":
        assert [answer.item_id for answer in solved.answers] == [item.item_id for item in quiz.items]


def as_prompt(quiz: Any, written_as: str) -> str:
    # The key is left out: to solve blind is the point.
    items = [item.model_dump(exclude={"right_option_ids", "explanation"}) for item in quiz.items]
    if written_as == "lines":
        return "\n".join(
            f"{item['item_id']}: {item['stem']}\n"
            + "\n".join(f"  {option['option_id']}) {option['text']}" for option in item["options"])
            for item in items
        )
    return json.dumps(items, ensure_ascii=False, indent=2 if written_as == "json" else None)


def test_a_schema_without_a_prompt_of_ours_is_filled_all_the_same() -> None:
    schema = {
        "$defs": {"Colour": {"enum": ["red", "green"]}},
        "type": "object",
        "properties": {
            "ok": {"type": "boolean"},
            "word": {"type": "string", "maxLength": 5},
            "colour": {"$ref": "#/$defs/Colour"},
            "count": {"type": "integer", "minimum": 3},
            "maybe": {"anyOf": [{"type": "object", "properties": {"x": {"type": "null"}}}, {"type": "null"}]},
        },
        "required": ["ok", "word", "colour", "count", "maybe"],
    }
    asked = Asked("scripted", "", (Turn("user", "Say ok."),), "json", schema=schema)
    filled: Mapping[str, Any] = SchemaFiller(schema).fill(Script().node(asked))

    assert filled["ok"] is True
    assert (filled["colour"], filled["count"]) == ("red", 3)
    assert len(filled["word"]) <= 5
    assert set(filled) == set(schema["properties"])


@pytest.mark.parametrize(
    "text", ["", "Two words,  three!", '{"a": [1, 20000]}', "横画\n竖画", "a\u202e\x00b"]
)
def test_tokens_are_the_text_cut_up(text: str) -> None:
    assert "".join(pieces(text)) == text
    assert count_tokens(text) == len(pieces(text))


@pytest.mark.parametrize("per_chunk", [None, 1, 7])
async def test_the_pace_is_kept_over_a_whole_answer(per_chunk: int | None) -> None:
    clock = [0.0]

    async def sleep(seconds: float) -> None:
        clock[0] += seconds

    pace = Pace(
        tokens_per_second=600,
        first_token_seconds=0.5,
        tokens_per_chunk=per_chunk,
        now=lambda: clock[0],
        sleep=sleep,
    )
    text = "word " * 600
    made, times = 0, list[float]()
    for chunk in pace.chunks(text):
        made += count_tokens(chunk)
        await pace.until(made, since=0.0)
        times.append(clock[0])

    assert times[0] == pytest.approx(0.5)
    assert times[-1] == pytest.approx(0.5 + (count_tokens(text) - 1) / 600)
    assert "".join(pace.chunks(text)) == text
    assert len(times) <= 60 or per_chunk is not None


def test_nothing_known_of_a_concept_still_makes_a_guide() -> None:
    concept = unknown_concept("Zymurgy")

    assert "Zymurgy" in tutorial_markdown(concept, DERIVED[0])
    assert len({one.label for one in derived_concepts("x")}) == 48


@pytest.fixture
def demo() -> Iterator[tuple[Sequence[str], str]]:
    """The lines that the command prints, and the address it says."""
    command = [sys.executable, "-m", "tests.support.model_server", "--tokens-per-second", "2000"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(8)]
        found = re.search(r"http://127\.0\.0\.1:\d+/v1", lines[0])
        yield lines, found[0] if found else ""
        process.terminate()


def test_the_command_says_how_to_point_milepost_to_it(demo: tuple[Sequence[str], str]) -> None:
    lines, url = demo
    listed = httpx.get(f"{url}/models").json()

    assert f"base URL  {url}" in "".join(lines)
    assert "scripted" in {model["id"] for model in listed["data"]}
