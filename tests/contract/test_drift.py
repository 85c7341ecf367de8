"""Renames what the page relies on, one thing at a time, on the server only; the checks must notice each.

Two checks stand between a rename and a broken page: the exported contract no longer equals the committed one,
and, once it is generated anew, the web app no longer compiles. The first is run for every mutation, the second
for those that the page's own code names.
"""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.mutated_contract import PACKAGE, ROOT, Export, export_all


@dataclass(frozen=True, slots=True)
class Mutation:
    what: str
    file: str
    old: str
    new: str
    page_names_it: bool = False
    """Whether the web app's source must fail to compile against the mutated contract."""


# ruff: noqa: E501  one mutation a line
MUTATIONS = (
    Mutation("generate route", "api/roadmaps/routes.py", '"/generate"', '"/create"', True),
    Mutation("preview route", "api/roadmaps/routes.py", '"/preview"', '"/look"', True),
    Mutation("status route", "api/roadmaps/routes.py", '"/{task_id}/status"', '"/{task_id}/state"'),
    Mutation("approve route", "api/roadmaps/routes.py", '"/{task_id}/approve"', '"/{task_id}/decide"', True),
    Mutation("cancel route", "api/tasks/routes.py", '"/{task_id}/cancel"', '"/{task_id}/stop"', True),
    Mutation("progress route", "api/study/routes.py", '"/progress"', '"/state"', True),
    Mutation("roadmaps prefix", "api/roadmaps/routes.py", '"/api/v1/roadmaps"', '"/api/v1/maps"', True),
    Mutation("API version", "api/tasks/routes.py", '"/api/v1/tasks"', '"/api/v2/tasks"'),
    Mutation("socket path", "app.py", '"/api/v1/ws/{task_id}"', '"/api/v1/channel/{task_id}"'),
    Mutation("socket prefix", "app.py", '"/api/v1/ws/{task_id}"', '"/ws/{task_id}"'),
    Mutation("events path", "app.py", '"/api/v1/tasks/{task_id}/events"', '"/api/v1/tasks/{task_id}/log"'),
    Mutation("history parameter", "contract.py", '"include_history": {', '"history": {', True),
    Mutation("cursor parameter", "contract.py", '"last_event_id": {', '"cursor": {', True),
    Mutation("list limit", "api/deps.py", "Query(ge=1, le=100)", "Query(ge=1, le=10)"),
    Mutation("connected frame", "realtime/frames.py", 'Literal["connected"] = "connected"', 'Literal["hello"] = "hello"', True),
    Mutation("live frame", "realtime/frames.py", 'Literal["live"] = "live"', 'Literal["now"] = "now"', True),
    Mutation("heartbeat frame", "realtime/frames.py", 'Literal["hb"] = "hb"', 'Literal["beat"] = "beat"', True),
    Mutation("frame field", "realtime/frames.py", "    as_of: int\n", "    at: int\n"),
    Mutation("close code", "realtime/frames.py", "NOT_FOUND = 4404", "NOT_FOUND = 4405"),
    Mutation("event type", "domain/events.py", 'Literal["stage_drafted"] = "stage_drafted"', 'Literal["stage"] = "stage"', True),
    Mutation("terminal type", "domain/events.py", 'Literal["partial_failure"] = "partial_failure"', 'Literal["partial"] = "partial"', True),
    Mutation("event field", "domain/events.py", "    concept_id: str\n    name: str\n    hours: float\n", "    concept_id: str\n    name: str\n    length: float\n", True),
    Mutation("unit field", "domain/events.py", "    unit: str\n", "    part: str\n", True),
    Mutation("task status", "domain/tasks.py", 'HUMAN_REVIEW_PENDING = "human_review_pending"', 'HUMAN_REVIEW_PENDING = "review_pending"', True),
    Mutation("task step", "domain/tasks.py", 'CONTENT_GENERATION = "content_generation"', 'CONTENT_GENERATION = "writing"', True),
    Mutation("unit status", "domain/tasks.py", 'SKIPPED = "skipped"', 'SKIPPED = "left_out"', True),
    Mutation("status field", "api/task_status_view.py", "    last_seq: int\n    epoch: str\n    terminal: bool\n    created_at", "    last_seq: int\n    epoch: str\n    ended: bool\n    created_at"),
    Mutation("roadmap field", "api/roadmaps/schemas.py", "    estimated_hours: float\n", "    hours_typical: float\n", True),
    Mutation("request field", "domain/goals.py", "    hours_per_week: HoursPerWeek | None = None\n    deadline: Day | None = None\n    background", "    weekly_hours: HoursPerWeek | None = None\n    deadline: Day | None = None\n    background", True),
    Mutation("decision field", "workflow/decide_review.py", "    approved: StrictBool\n", "    accepted: StrictBool\n", True),
    Mutation("grade field", "domain/content.py", "    right_option_ids: tuple[PartIdText, ...]\n    explanation: str\n\n\nclass Grade", "    key: tuple[PartIdText, ...]\n    explanation: str\n\n\nclass Grade", True),
)  # fmt: skip


@pytest.fixture(scope="module")
def contracts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path | None]:
    """The contract of each mutated server, by what was mutated; None where the server no longer starts."""
    place = tmp_path_factory.mktemp("contracts")
    folders = {
        what: place / what.replace(" ", "-") for what in ("unchanged", *(one.what for one in MUTATIONS))
    }
    exports = [Export(str(folders["unchanged"]))]
    exports += [Export(str(folders[one.what]), one.file, one.old, one.new) for one in MUTATIONS]
    written = export_all(exports)
    return {what: folder if written[str(folder)] else None for what, folder in folders.items()}


def test_every_mutation_still_applies() -> None:
    stale = [one.what for one in MUTATIONS if one.old not in (PACKAGE / one.file).read_text()]
    assert stale == []


def test_every_rename_on_the_server_changes_the_contract(contracts: dict[str, Path | None]) -> None:
    committed = _read(ROOT / "contract")
    unchanged = contracts["unchanged"]
    assert unchanged is not None
    assert _read(unchanged) == committed, "make contract has not been run"
    missed = [one.what for one in MUTATIONS if (found := contracts[one.what]) and _read(found) == committed]
    assert missed == []


@pytest.mark.timeout(300)
def test_the_page_does_not_compile_against_a_rename_of_what_it_names(
    contracts: dict[str, Path | None],
) -> None:
    named = ["unchanged", *(one.what for one in MUTATIONS if one.page_names_it)]
    errors = _compile_errors({what: folder for what in named if (folder := contracts[what])})
    assert errors.pop("unchanged") is None, "the page does not compile as it is"
    assert [what for what, error in errors.items() if error is None] == []


def _read(contract: Path) -> dict[str, object]:
    return {name: json.loads((contract / name).read_text()) for name in ("openapi.json", "asyncapi.json")}


def _compile_errors(contracts: dict[str, Path]) -> dict[str, str | None]:
    """The first error of the web app compiled against the client generated from each contract, by the same keys."""
    script = Path(__file__).with_name("compile-page.mjs")
    command = ["node", *map(str, (script, ROOT / "web", *contracts.values()))]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    errors = json.loads(ran.stdout)
    return {what: errors[str(folder)] for what, folder in contracts.items()}
