"""One trial: a life that is killed at one place, the lives after it, and whether all came out as undisturbed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tests.support.fork_server import ForkServer
from tests.support.server_log import NEVER
from trials.crash_points.places import Place
from trials.crash_points.script import report_of

LIVE = "trials.crash_points.script:live"
LIFE_SECONDS = 60.0
#: How often a place is tried for that the changing moment of things did not lead to.
TRIES = 4
_TERMINAL = {"completed", "failed", "partial_failure", "cancelled"}


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """What comes out when nobody is killed."""

    places: tuple[str, ...]
    """Where a life can be killed, in the order in which they were reached."""
    roadmap: str
    contents: Mapping[str, str]
    """What was written, by unit."""
    log: tuple[str, ...]
    """What the event log tells, without what repeating may add."""


@dataclass(frozen=True, slots=True)
class Outcome:
    place: str
    fault: str | None
    """What is not as undisturbed; None when all is."""


def undisturbed(forks: ForkServer, place: Place, directory: Path) -> Undisturbed:
    """The counting pass, made twice: what differs between the two is not ours to judge by.

    Raises:
        RuntimeError: Even so it did not come to its end, or not to the same one.
    """
    first = _count(forks, place, directory / "first")
    second = _count(forks, place, directory / "second")
    if replace(first, places=()) != replace(second, places=()):
        raise RuntimeError("Two undisturbed lives do not come to the same end.")
    # A beat or a look at the queue more or less is a matter of the moment; nobody could be sent there for sure.
    both = set(second.places)
    return replace(first, places=tuple(name for name in first.places if name in both))


def _count(forks: ForkServer, place: Place, directory: Path) -> Undisturbed:
    directory.mkdir(parents=True)
    with place.fresh(directory) as environment:
        status = _live(forks, directory, environment, kill_at=None)
        if status != 0:
            raise RuntimeError(f"The undisturbed life ended with {status}: {_log_of(directory)[-3000:]}")
        report = report_of(directory / "report.json")
        return Undisturbed(
            places=tuple(report["reached"]),
            roadmap=report["roadmap"],
            contents=_contents(place, environment),
            log=_told(_events(place, environment)),
        )


def try_place(
    forks: ForkServer, place: Place, directory: Path, kill_at: str, expected: Undisturbed
) -> Outcome:
    """Kill a life at a place, live on until the task has ended, and compare."""
    for number in range(TRIES):
        own = directory / str(number)
        own.mkdir(parents=True)
        with place.fresh(own) as environment:
            status = _live(forks, own, environment, kill_at=kill_at)
            if status == 0:
                continue  # another interleaving this time, which does not lead there
            if status != -9:
                return Outcome(kill_at, f"The first life ended with {status}: {_log_of(own)[-2000:]}")
            place.let_time_pass(environment)
            status = _live(forks, own, environment, kill_at=None)
            if status != 0:
                return Outcome(kill_at, f"The second life ended with {status}: {_log_of(own)[-2000:]}")
            return Outcome(kill_at, _difference(place, environment, own, expected))
    return Outcome(kill_at, f"It was not reached in {TRIES} lives.")


def _difference(
    place: Place, environment: Mapping[str, str], directory: Path, expected: Undisturbed
) -> str | None:
    if report_of(directory / "report.json")["roadmap"] != expected.roadmap:
        return "The roadmap is another one."
    if _contents(place, environment) != expected.contents:
        return "The content is not the same."
    events = _events(place, environment)
    if [seq for seq, _, _ in events] != list(range(1, len(events) + 1)):
        return "The event log has gaps."
    if (told := _told(events)) != expected.log:
        return f"The event log tells something else: {set(told) ^ set(expected.log) or 'in another order'}."
    if [type_ for _, type_, _ in events if type_ in _TERMINAL] != ["completed"] or events[-1][
        1
    ] != "completed":
        return "The event log does not end as it should."
    if faults := [line for line in _log_of(directory).splitlines() if NEVER.search(line)]:
        return f"It was logged: {faults[0]}"
    return None


def _live(forks: ForkServer, directory: Path, environment: Mapping[str, str], *, kill_at: str | None) -> int:
    """One life; how it ended, below zero by a signal."""
    arguments = [kill_at, str(directory / "report.json")]
    process = forks.fork(LIVE, environment=environment, log=directory / "log", arguments=arguments)
    try:
        return process.wait(LIFE_SECONDS)
    finally:
        process.kill()


def _log_of(directory: Path) -> str:
    return (directory / "log").read_text(errors="replace")


def _contents(place: Place, environment: Mapping[str, str]) -> dict[str, str]:
    rows = place.rows(environment, "SELECT concept_id, kind, version, content, author FROM unit_content")
    return {
        f"{concept}:{kind}@{version} by {author}": str(text) for concept, kind, version, text, author in rows
    }


def _events(place: Place, environment: Mapping[str, str]) -> list[tuple[int, str, str]]:
    rows = place.rows(environment, "SELECT seq, type, payload FROM task_event ORDER BY seq")
    return [(int(str(seq)), str(type_), str(payload)) for seq, type_, payload in rows]


def _told(events: list[tuple[int, str, str]]) -> tuple[str, ...]:
    """What the log says happened, in order, without what a kill may add: second attempts, and counting them.

    Several units are written at once, so theirs are in the order of their names.
    """
    told: dict[str, None] = {}
    for _, type_, payload in events:
        if type_ in {"task_recovering", "draft_reset", "concept_start"}:
            continue
        data = json.loads(payload)["data"]
        own = {"attempt", "review_id"} | ({"done"} if type_ == "concept_complete" else set())
        line = f"{type_} {json.dumps({name: data[name] for name in sorted(data.keys() - own)})}"
        # A draft that was made again tells the same again; whatever else comes twice is a fault.
        told[line if type_.endswith("_drafted") else f"{line}{' again' * (line in told)}"] = None
    lines = list(told)
    units = [number for number, line in enumerate(lines) if line.startswith("concept_complete")]
    for number, line in zip(units, sorted(lines[number] for number in units), strict=True):
        lines[number] = line
    return tuple(lines)
