"""A refusal as a person at a terminal needs it: what is wrong, and the next step in terms of the command."""

from collections.abc import Iterator, Mapping
from typing import Any

from milepost.client.problem import Problem

#: The next step where no Milepost answers.
NOBODY_THERE = "Start it with `milepost serve`, or name the right address with --server."
#: The option that sets a field of the request.
_OPTIONS = {
    "/goal": "the goal",
    "/hours_per_week": "--hours",
    "/deadline": "--deadline",
    "/level": "--level",
    "/language": "--language",
    "/known": "--known",
    "/background": "--background",
    "/goal_ids": "--goal-id",
    "/time_zone": "--time-zone",
    "/name": "--name",
    "/base_url": "--url",
    "/api_key": "the key",
    "/kind": "--kind",
}


def problem_lines(problem: Problem) -> list[str]:
    """The lines to show: the first says what is wrong, the rest what to do."""
    return [f"{problem.title}: {problem.detail}", *_LINES.get(problem.slug, _other)(problem.more, problem)]


def _not_covered(more: Mapping[str, Any], _problem: Problem) -> Iterator[str]:
    unmatched = more.get("unmatched") or []
    if unmatched:
        yield f"Not covered: {', '.join(map(str, unmatched))}"
    yield from _choices("Nearest", more.get("nearest") or [])


def _ambiguous(more: Mapping[str, Any], _problem: Problem) -> Iterator[str]:
    yield from _choices("It can mean", more.get("candidates") or [])


def _choices(title: str, goals: list[Mapping[str, Any]]) -> Iterator[str]:
    if goals:
        yield f"{title}:"
        yield from (f"  {goal['goal_id']} ({goal['name']})" for goal in goals)
        yield f"Choose one: repeat the command with --goal-id {goals[0]['goal_id']}"


def _not_understood(more: Mapping[str, Any], _problem: Problem) -> Iterator[str]:
    words = more.get("not_understood") or []
    if words:
        yield f"Not understood: {'; '.join(map(str, words))}"


def _blocked(more: Mapping[str, Any], _problem: Problem) -> Iterator[str]:
    yield from (f"  {issue.get('detail', issue.get('code', ''))}" for issue in more.get("issues") or [])


def _invalid(more: Mapping[str, Any], _problem: Problem) -> Iterator[str]:
    for fault in more.get("errors") or []:
        pointer = str(fault.get("pointer", ""))
        option = next(
            (name for path, name in _OPTIONS.items() if f"{pointer}/".startswith(f"{path}/")), pointer
        )
        yield f"  {option}: {fault.get('detail', '')}"


def _other(_more: Mapping[str, Any], problem: Problem) -> Iterator[str]:
    if problem.status >= 500:
        yield f"The server's log has it under {problem.request_id}. `milepost doctor` checks the machine."


_LINES = {
    "goal-not-covered": _not_covered,
    "goal-ambiguous": _ambiguous,
    "feedback-not-understood": _not_understood,
    "roadmap-blocked": _blocked,
    "invalid-request": _invalid,
}
