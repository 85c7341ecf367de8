"""Renames what the page relies on, one thing at a time, on the server only; the checks must notice each.

Two checks stand between a rename and a broken page: the exported contract no longer equals the committed one,
and, once it is generated anew, the web app no longer compiles. The first is run for every mutation, the second
for those that the page's own code names.
"""

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


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

_EXPORT = """
import sys
from pathlib import Path
from milepost.app import CHANNEL_PATH, EVENTS_PATH, STREAM_PATH, build_api
from milepost.contract import asyncapi_document, write_contract
openapi = build_api().openapi()
write_contract(Path(sys.argv[1]), openapi, asyncapi_document(channel_path=CHANNEL_PATH, events_path=EVENTS_PATH, stream_path=STREAM_PATH))
"""


@pytest.mark.timeout(600)
def test_every_rename_on_the_server_is_caught(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unchanged = _export(_copy(tmp_path / "unchanged"), tmp_path / "unchanged")
    assert _read(unchanged) == _read(ROOT / "contract"), "make contract has not been run"
    assert _page_compiles(unchanged, tmp_path / "unchanged"), "the page does not compile as it is"
    with ThreadPoolExecutor(2) as pool:
        missed = [fault for fault in pool.map(lambda one: _missed(one, tmp_path), MUTATIONS) if fault]
    with capsys.disabled():
        print(f"\ncontract drift caught: {len(MUTATIONS) - len(missed)} of {len(MUTATIONS)}")
    assert missed == []


def _missed(mutation: Mutation, tmp_path: Path) -> str | None:
    """What no check noticed, or None."""
    place = tmp_path / mutation.what.replace(" ", "-")
    source = _copy(place)
    file = source / "milepost" / mutation.file
    text = file.read_text()
    if text.count(mutation.old) < 1:
        return f"{mutation.what}: the mutation does not apply to {mutation.file}"
    file.write_text(text.replace(mutation.old, mutation.new))
    try:
        contract = _export(source, place)
    except subprocess.CalledProcessError:
        return None  # The server itself no longer starts.
    if _read(contract) == _read(ROOT / "contract"):
        return f"{mutation.what}: the contract is the same"
    if mutation.page_names_it and _page_compiles(contract, place):
        return f"{mutation.what}: the page still compiles"
    return None


def _copy(place: Path) -> Path:
    source = place / "src"
    shutil.copytree(
        ROOT / "src", source, ignore=shutil.ignore_patterns("static", "packs", "__pycache__", "migrations")
    )
    return source


def _export(source: Path, place: Path) -> Path:
    environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", _EXPORT, str(place / "contract")]
    subprocess.run(command, env=environment, check=True, capture_output=True, cwd=place)
    return place / "contract"


def _read(contract: Path) -> dict[str, object]:
    return {name: json.loads((contract / name).read_text()) for name in ("openapi.json", "asyncapi.json")}


def _page_compiles(contract: Path, place: Path) -> bool:
    """Whether the web app compiles against the client generated from `contract`."""
    web = place / "web"
    shutil.copytree(ROOT / "web", web, ignore=shutil.ignore_patterns("node_modules", "dist"))
    (web / "node_modules").symlink_to(ROOT / "web" / "node_modules")
    generated = web / "src" / "shared" / "api" / "generated"
    generate = ["node", "scripts/generate-contract.mjs", "--from", str(contract), "--to", str(generated)]
    if subprocess.run(generate, cwd=web, check=False, capture_output=True).returncode != 0:
        return False
    checked = subprocess.run(
        ["node", "node_modules/typescript/bin/tsc", "--noEmit"], cwd=web, check=False, capture_output=True
    )
    return checked.returncode == 0
