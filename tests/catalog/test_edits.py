from contextlib import suppress
from functools import cache
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.catalog.editing.edits import read_feedback
from milepost.catalog.graph import Catalog
from milepost.catalog.loading.pack_index import load_catalog
from milepost.catalog.planning.plan import plan_roadmap
from milepost.domain.checking.validation import validate
from milepost.domain.editing.edits import apply_operations
from milepost.domain.editing.operations import (
    Add,
    Merge,
    Move,
    Operation,
    Remove,
    Rename,
    SetBudget,
    SetHours,
    Split,
)
from milepost.domain.errors import FeedbackNotUnderstood
from milepost.domain.goals import Intent, Language
from milepost.domain.ports.planning import EditProposal
from milepost.domain.roadmaps import Roadmap
from milepost.domain.scheduling.planning_rules import plan_of
from tests.support.factories import START, make_intent


@cache
def core() -> Catalog:
    return load_catalog()


@cache
def intent_in(language: Language) -> Intent:
    return make_intent(goals=["python", "git-and-command-line"], language=language)


@cache
def roadmap_in(language: Language) -> Roadmap:
    return plan_roadmap(core(), intent_in(language))


def language_of(text: str) -> Language:
    return Language.ZH if any("\u4e00" <= character <= "\u9fff" for character in text) else Language.EN


def read(text: str) -> EditProposal:
    language = language_of(text)
    return read_feedback(core(), roadmap_in(language), text, language, today=START)


def refused(text: str) -> tuple[str, ...]:
    with pytest.raises(FeedbackNotUnderstood) as caught:
        read(text)
    return caught.value.not_understood


def in_short(operation: Operation) -> str:
    match operation:
        case Add(concept_id=concept_id):
            return f"add {short(concept_id or '')}"
        case SetBudget(hours_per_week=pace, deadline=deadline, no_deadline=none):
            return " ".join(str(one) for one in (pace, deadline, "no deadline" if none else None) if one)
        case Merge(target_id=target, with_ids=others):
            return f"merge {'+'.join(map(short, others))} into {short(target)}"
        case Split(target_id=target, parts=parts):
            return f"split {short(target)}: " + " + ".join(f"{one.name} {one.hours:g}" for one in parts)
        case SetHours(target_id=target, hours=hours):
            return f"{short(target)} {hours:g} h"
        case _:
            return moved_in_short(operation)


def moved_in_short(operation: Operation) -> str:
    match operation:
        case Remove(target_id=target, because=because):
            return f"{'know' if because == 'known' else 'drop'} {short(target)}"
        case Rename(target_id=target, name=name):
            return f"rename {short(target)} {name}"
        case Move(target_id=target):
            return f"move {short(target)}"
        case _:
            return operation.kind


def short(concept_id: str) -> str:
    return concept_id.removeprefix("python.")


REMOVALS = [
    ("drop regular expressions", "drop regular-expressions"),
    ("Please remove regex from the plan.", "drop regular-expressions"),
    ("skip type hints", "drop type-hints"),
    ("no sets", "drop sets"),
    ("I don't need dataclasses", "drop dataclasses"),
    ("we can leave out logging", "drop logging"),
    ("leave logging out", "drop logging"),
    ("get rid of the HTTP requests topic", "drop http-requests"),
    ("I'm not interested in code style", "drop code-style"),
    ("tuples can go", "drop tuples"),
    ("sets are not needed", "drop sets"),
    ("drop python.sets", "drop sets"),
    ("drop sets, tuples and the dictionaries", "drop sets / drop tuples / drop dictionaries"),
    ("drop sets and then remove logging", "drop sets / drop logging"),
    ("remove files and paths", "drop files-and-paths"),
    ("drop debuging", "drop debugging"),
    ("drop regular expresions", "drop regular-expressions"),
    ("drop the tuple stuff", "drop tuples"),
    ("skip logging because it is boring", "drop logging"),
    ("drop stage 2", "drop stage-2"),
    ("remove the last module", "drop module-16"),
    ("remove the second stage", "drop stage-2"),
    ("I already know loops", "know loops"),
    ("I know how to use lists very well", "know lists"),
    ("I've already done functions and scope", "know functions / know scope"),
    ("skip loops because I already know them", "know loops"),
    ("drop loops, I know it", "know loops"),
    ("loops and lists I already know", "know loops / know lists"),
    ("I'm familiar with exceptions", "know exceptions"),
    ("mark strings as known", "know strings"),
    ("去掉正则表达式", "drop regular-expressions"),
    ("请把数据类删掉", "drop dataclasses"),
    ("不要集合", "drop sets"),
    ("我不想学日志", "drop logging"),
    ("删除循环、列表和字典", "drop loops / drop lists / drop dictionaries"),
    ("把第二阶段去掉", "drop stage-2"),
    ("我已经会循环和列表了", "know loops / know lists"),
    ("跳过循环，因为我已经会了", "know loops"),
    ("循环我已经掌握了，列表也会", "know loops / know lists"),
]

RENAMES = [
    ("rename Loops to Doing it again", "rename loops Doing it again"),
    ("rename Loops to For, while and break", "rename loops For, while and break"),
    ('rename "Loops" to "For and while" and drop sets', "rename loops For and while / drop sets"),
    ("call dataclasses Records", "rename dataclasses Records"),
    ("把循环改名为重复执行", "rename loops 重复执行"),
    ("将集合重命名为“无重复的值”", "rename sets 无重复的值"),
]


SHAPES = [
    ("add decorators", "add decorators"),
    ("Please add decorators to the plan", "add decorators"),
    ("drop sets and add decorators", "drop sets / add decorators"),
    ("加上装饰器", "add decorators"),
    ("把装饰器加进来", "add decorators"),
    ("merge sets and tuples", "merge tuples into sets"),
    ("combine tuples with sets", "merge sets into tuples"),
    ("merge sets, tuples into lists", "merge sets+tuples into lists"),
    ("把集合和元组合并", "merge tuples into sets"),
    ("合并元组和集合", "merge tuples into sets"),
    ("把集合并入列表", "merge sets into lists"),
    ("split loops", "split loops: Loops, part 1 1.5 + Loops, part 2 1.5"),
    ("split loops into three", "split loops: Loops, part 1 1 + Loops, part 2 1 + Loops, part 3 1"),
    ("把循环拆成两部分", "split loops: 循环语句（1） 1.5 + 循环语句（2） 1.5"),
    ("拆分循环", "split loops: 循环语句（1） 1.5 + 循环语句（2） 1.5"),
    ("loops takes 5 hours", "loops 5 h"),
    ("change loops to 2.5 h", "loops 2.5 h"),
    ("plan half an hour for sets", "sets 0.5 h"),
    ("循环需要5小时", "loops 5 h"),
    ("把循环改成4小时", "loops 4 h"),
    ("8 hours a week", "8.0"),
    ("I can study 8 hours a week, finish by 1 March", "8.0 / 2027-03-01"),
    ("done by 1 March 2027", "2027-03-01"),
    ("no deadline", "no deadline"),
    ("每周学习8小时", "8.0"),
    ("在2027年3月1日前学完", "2027-03-01"),
    ("取消截止日期", "no deadline"),
]


@pytest.mark.parametrize(("text", "expected"), [*REMOVALS, *RENAMES, *SHAPES])
def test_changes_in_words_become_operations(text: str, expected: str) -> None:
    proposal = read(text)

    assert " / ".join(map(in_short, proposal.operations)) == expected
    assert proposal.not_understood == ()


def test_a_field_is_dropped_as_all_its_concepts() -> None:
    proposal = read("I already know git")

    assert {in_short(one).partition(".")[0] for one in proposal.operations} == {"know git"}
    assert len(proposal.operations) > 10


@pytest.mark.parametrize(
    "text",
    [
        "don't drop loops",
        "I don't know loops yet",
        "keep only loops",
        "drop loops if I have time",
        "never mind",
        "hello",
        "remove it",
        "I know it",
        "make it better",
        "drop the violin",
        "replace loops with recursion",
        "rename the violin to cello",
        "rename loops to ",
        "swap loops and functions",
        "I learned loops and lists at school",
        "不要删除循环",
        "我不会循环",
        "除了循环都去掉",
        "你好",
    ],
)
def test_what_is_not_understood_changes_nothing(text: str) -> None:
    assert refused(text) == (text.strip(),)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("add beekeeping", "the catalog has no concept of that name"),
        ("加上养蜂", "目录里没有这个名称"),
        ("add loops", "it is in the roadmap already"),
        ("加上循环", "已经在路线图中"),
        ("fewer hours", "say how many hours a week"),
        ("8 hours a week or else", "say how many hours a week"),
        ("每周少一点时间", "请只说每周几小时"),
        ("merge running Python code and loops", "something between them"),
        ("drop decorators", "“Decorators” is not in this roadmap"),
        ("去掉装饰器", "路线图中没有“装饰器”"),
        ("put functions before loops", "its order with “Loops” cannot be turned around"),
        ("teach values and variables first", "its order with “Running Python code” cannot be turned around"),
    ],
)
def test_what_cannot_be_done_is_answered_with_the_reason(text: str, why: str) -> None:
    (answer,) = refused(text)

    assert answer.startswith(text)
    assert why in answer


def test_what_was_understood_is_kept_and_the_rest_is_returned() -> None:
    proposal = read("drop regex; paint it blue; move logging earlier; add astronomy")

    assert [in_short(one) for one in proposal.operations] == ["drop regular-expressions", "move logging"]
    assert [one.partition(" (")[0] for one in proposal.not_understood] == ["paint it blue", "add astronomy"]


MOVES = [
    ("move type hints earlier", "type-hints", -1),
    ("teach regular expressions sooner", "regular-expressions", -1),
    ("logging later", "logging", 1),
    ("postpone http requests", "http-requests", 1),
    ("teach regular expressions first", "regular-expressions", -1),
    ("start with classes", "classes", -1),
    ("sets at the end", "sets", 1),
    ("put scope after sets", "scope", 1),
    ("把类型提示提前", "type-hints", -1),
    ("日志推迟一点", "logging", 1),
    ("先学正则表达式", "regular-expressions", -1),
    ("集合晚点学", "sets", 1),
    ("把作用域放到集合之后", "scope", 1),
]


@pytest.mark.parametrize(("text", "concept", "direction"), MOVES)
def test_a_concept_moves_as_far_as_prerequisites_allow(text: str, concept: str, direction: int) -> None:
    roadmap = roadmap_in(language_of(text))

    changed = apply_operations(roadmap, read(text).operations)

    before = [one.concept_id for one in roadmap.concepts].index(f"python.{concept}")
    after = [one.concept_id for one in changed.concepts].index(f"python.{concept}")
    assert (after - before) * direction > 0
    assert validate(plan_of(changed, intent_in(language_of(text)))).issues == ()


def test_a_concept_is_put_right_beside_another() -> None:
    changed = apply_operations(roadmap_in(Language.EN), read("put scope after sets").operations)

    order = [one.concept_id for one in changed.concepts]
    assert order.index("python.scope") == order.index("python.sets") + 1


def test_clauses_build_on_each_other() -> None:
    proposal = read("drop module 2, rename loops to Repetition, and drop stage 1")

    assert [in_short(one) for one in proposal.operations] == [
        "drop module-2", "rename loops Repetition", "drop stage-1",
    ]  # fmt: skip
    assert apply_operations(roadmap_in(Language.EN), proposal.operations).stages


def test_a_renamed_concept_is_found_by_its_new_name() -> None:
    renamed = apply_operations(
        roadmap_in(Language.EN), [Rename(target_id="python.loops", name="Ground and round")]
    )

    proposal = read_feedback(core(), renamed, "drop ground and round", Language.EN)

    assert proposal.operations == (Remove(target_id="python.loops"),)


ENGLISH_PIECES = (
    "drop skip remove move rename loops lists sets stage 2 module first last before after to know I already"
)
CHINESE_PIECES = "去掉 把 提前 我 会 循环 列表 改名为 之前 第一 阶段"
OTHER_PIECES = "don't because , . ; and \" “ ” 、 earlier with git hours"
pieces = st.sampled_from(f"{ENGLISH_PIECES} {CHINESE_PIECES} {OTHER_PIECES}".split())


@settings(max_examples=60)
@given(
    st.lists(pieces, max_size=12).map(" ".join)
    | st.lists(pieces, max_size=8).map("".join)
    | st.text(max_size=40)
)
def test_no_text_breaks_it_and_what_it_proposes_can_be_applied(text: str) -> None:
    try:
        proposal = read_feedback(core(), roadmap_in(Language.EN), text, Language.EN)
    except FeedbackNotUnderstood:
        return
    assert proposal.operations
    changed = apply_operations(roadmap_in(Language.EN), proposal.operations)
    assert {issue.code for issue in validate(plan_of(changed, intent_in(Language.EN))).issues} <= {
        "duplicate_name", "no_stages",
    }  # fmt: skip


@pytest.mark.parametrize(
    "piece",
    [
        "drop ", ", ", "loops and ", "\n", "已", "我已经会", "drop loops, ", "x", "rename loops to a, ", "“",
        "move sets later ", "move sets later. ",
    ],
)  # fmt: skip
def test_a_long_text_is_answered_in_good_time(piece: str) -> None:
    begun = perf_counter()
    with suppress(FeedbackNotUnderstood):
        read(piece * (10_000 // len(piece)))
    assert perf_counter() - begun < 5
