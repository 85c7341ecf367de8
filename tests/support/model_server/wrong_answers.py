"""Answers as the script has them, and as models spoil them."""

import copy
import itertools
import json
from collections.abc import Callable, Iterator
from typing import Any

from tests.support.model_server.answers import Answer
from tests.support.model_server.faults import FaultKind
from tests.support.model_server.hostile_markdown import HOSTILE_MARKDOWN, INJECTION
from tests.support.model_server.requests import Asked
from tests.support.model_server.script.roadmaps import language_of
from tests.support.model_server.script.schema_filling import Raw, SchemaFiller
from tests.support.model_server.script.script import Script
from tests.support.model_server.tokens import count_tokens

HUGE_BYTES = 3_000_000
REFUSAL = "I'm sorry, but I can't help with that request."
NO_SUCH_CONCEPT = "no-such-concept"
NO_SUCH_TOOL = "browse_the_web"
INVENTED_URL = "http://invented.example/the-best-page"
ABSURD_HOURS = (0, -3, 100_000, 1e12)
IN_ENGLISH, IN_CHINESE = "The part number {} of this answer", "这个回答的第{}部分"
NUL_AND_BIDI = "\x00\u202e"


def answer_of(script: Script, asked: Asked, fault: FaultKind | None) -> Answer:
    """What is answered to the request, spoilt if the fault is one of those."""
    match fault:
        case "no_choices":
            return Answer("nothing")
        case "refusal":
            return Answer("refusal", REFUSAL, finish="refusal")
        case "unknown_tool":
            return Answer("call", json.dumps({"query": "the answer"}), NO_SUCH_TOOL, "call")
    body = _prose(script, asked, fault) if asked.schema is None else _json(script, asked, fault)
    if fault == "truncated_json":
        body = body[: len(body) * 3 // 5]
    if fault in {"fenced", "prose_around"} and asked.schema is not None:
        fenced = f"```json\n{body}\n```"
        around = (
            f"Certainly! Here is what you asked for:\n\n{body}\n\nLet me know if you would like any changes."
        )
        return Answer("text", fenced if fault == "fenced" else around)
    answer = Answer("text", body)
    if asked.form == "call":
        tool = next(tool for tool in asked.tools if tool.schema is asked.schema)
        answer = Answer("call", body, tool.name, "call")
    return answer.cut_to(count_tokens(body) // 2) if fault == "length" else answer


def _prose(script: Script, asked: Asked, fault: FaultKind | None) -> str:
    text = script.prose(asked)
    match fault:
        case "hostile_markdown":
            return text + "\n\n" + "\n\n".join(HOSTILE_MARKDOWN)
        case "injection":
            return f"{text}\n\n{INJECTION} {INVENTED_URL}"
        case "nul_and_bidi":
            return f"{text[:40]}{NUL_AND_BIDI}{text[40:]}"
        case "huge":
            return text + "All of this once more. " * (HUGE_BYTES // 23)
        case _:
            return text


def _json(script: Script, asked: Asked, fault: FaultKind | None) -> str:
    assert asked.schema is not None
    node = copy.deepcopy(script.node(asked))
    if fault in _NODE_FAULTS:
        _NODE_FAULTS[fault](node)
    value = SchemaFiller(asked.schema).fill(node)
    if fault in _VALUE_FAULTS:
        value = _VALUE_FAULTS[fault](value)
    return json.dumps(value, ensure_ascii=False)


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every node of a tree, itself included."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner)


def _concept_lists(node: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The lists of the modules before that of their stage, which is made of the same concepts and has the last word."""
    lists: list[list[dict[str, Any]]] = [one["concepts"] for one in _nodes(node) if one.get("concepts")]
    return lists[::-1]


def _reference(concept: dict[str, Any]) -> dict[str, Any]:
    return {"label": concept["label"], "name": concept["name"], "why": "It is needed."}


def _make_cycles(node: dict[str, Any]) -> None:
    for concepts in _concept_lists(node):
        first, last = concepts[0], concepts[-1]
        # A concept alone in its list needs itself.
        first["requires"] = [_reference(last)]
        last["requires"] = (
            [*last["requires"], _reference(first)] if last is not first else [_reference(first)]
        )
    if edges := node.get("edges"):
        node["edges"] = [
            *edges,
            *({**edge, "before": edge["after"], "after": edge["before"]} for edge in edges),
        ]


def _let_dangle(node: dict[str, Any]) -> None:
    missing = {"label": NO_SUCH_CONCEPT, "name": "A concept that does not exist", "why": "It is needed."}
    for concepts in _concept_lists(node):
        concepts[-1]["requires"] = [*concepts[-1]["requires"], missing]
    if edges := node.get("edges"):
        node["edges"] = [*edges, {**edges[0], "before": missing}]


def _duplicate(node: dict[str, Any]) -> None:
    for concepts in _concept_lists(node):
        concepts.append(copy.deepcopy(concepts[0]))
    for name in ("edges", "items", "stages"):
        if node.get(name):
            node[name] = [*node[name], copy.deepcopy(node[name][0])]


def _give_absurd_hours(node: dict[str, Any]) -> None:
    absurd = itertools.cycle(ABSURD_HOURS)
    for one in list(_nodes(node)):
        for name in {
            "hours",
            "min",
            "max",
            "hours_min",
            "hours_max",
            "hours_per_week",
            "minutes",
        } & one.keys():
            one[name] = Raw(next(absurd))


def _make_hostile(node: dict[str, Any]) -> None:
    """Something hostile in every text, and all of it in a guide."""
    payloads = itertools.cycle(HOSTILE_MARKDOWN)
    for one in list(_nodes(node)):
        for name in {"name", "summary", "why", "text", "task", "stem", "explanation"} & one.keys():
            if isinstance(one[name], str):
                one[name] = f"{one[name]} {next(payloads)}"
                one.pop("plain", None)
    if "body" in node:
        node["body"] += "\n\n" + "\n\n".join(HOSTILE_MARKDOWN)


def _obey(node: dict[str, Any]) -> None:
    """What a model answers that took the words of a page for orders: a choice that was not offered, an address of its
    own, and the orders passed on."""
    for one in list(_nodes(node)):
        if "summary" in one:
            one["summary"] = f"{one['summary']} {INJECTION}"
    node["ranking"] = [
        {"plain": INVENTED_URL, "number": Raw(99), "label": "99", "why": INJECTION, "url": INVENTED_URL}
    ]
    node["operations"] = [{"kind": "remove", "target": "s1", "because": "not_wanted", "why": INJECTION}]
    if "body" in node:
        node["body"] += f"\n\n{INJECTION} [Read this first]({INVENTED_URL})\n"


def _give_wrong_key(node: dict[str, Any]) -> None:
    for item in node.get("items", ())[:1]:
        if "options" in item:
            key = (item["right"][0]["number"] + 1) % len(item["options"])
            for index, option in enumerate(item["options"]):
                option["correct"] = index == key
            option = item["options"][key]
            item["right"] = [{**option, "plain": option["label"], "number": key}]


def _with_wrong_types(value: Any) -> Any:
    """Texts become objects, lists texts, numbers words."""
    match value:
        case dict():
            return {name: _wrong(inner) for name, inner in value.items()}
        case _:
            return {"unexpected": value}


def _wrong(value: Any) -> Any:
    match value:
        case bool() | int() | float():
            return "several"
        case str():
            return {"value": [value]}
        case list():
            return "a list of things"
        case _:
            return [[]]


def _with_control_characters(value: Any) -> Any:
    match value:
        case str():
            return f"{value[:3]}{NUL_AND_BIDI}{value[3:]}"
        case dict():
            return {name: _with_control_characters(inner) for name, inner in value.items()}
        case list():
            return [_with_control_characters(inner) for inner in value]
        case _:
            return value


def _made_huge(value: Any) -> Any:
    """The first text of some length takes three megabytes."""
    done = False

    def grown(inner: Any) -> Any:
        nonlocal done
        if isinstance(inner, str) and not done and len(inner) > 20:
            done = True
            return inner + " and so on" * (HUGE_BYTES // 10)
        if isinstance(inner, dict):
            return {name: grown(one) for name, one in inner.items()}
        return [grown(one) for one in inner] if isinstance(inner, list) else inner

    huge = grown(value)
    return huge if done else {**(huge if isinstance(huge, dict) else {}), "padding": "x" * HUGE_BYTES}


def _change_language(node: dict[str, Any]) -> None:
    """Everything in Chinese where it would be in English, and the other way round; labels stay."""
    words = IN_ENGLISH if language_of(str(node.get("title", ""))) == "zh" else IN_CHINESE
    numbers = itertools.count(1)
    for one in list(_nodes(node)):
        for name in {"title", "name", "summary", "why", "text", "task", "done_when"} & one.keys():
            if isinstance(one[name], str):
                one[name] = words.format(next(numbers))
                one.pop("plain", None)
        for name in {"skills", "gaps"} & one.keys():
            one[name] = [words.format(next(numbers)) for _ in one[name]]


_NODE_FAULTS: dict[FaultKind, Callable[[dict[str, Any]], None]] = {
    "cycles": _make_cycles,
    "dangling": _let_dangle,
    "duplicates": _duplicate,
    "absurd_hours": _give_absurd_hours,
    "hostile_markdown": _make_hostile,
    "injection": _obey,
    "wrong_key": _give_wrong_key,
    "wrong_language": _change_language,
}
_VALUE_FAULTS: dict[FaultKind, Callable[[Any], Any]] = {
    "wrong_types": _with_wrong_types,
    "nul_and_bidi": _with_control_characters,
    "huge": _made_huge,
}
