"""The checks in the order of the main job. Each returns what it saw, or raises `Failed` with the cause."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from milepost.cli.verification.causes import Failed, failed_answer
from milepost.cli.verification.channel import Channel
from milepost.cli.verification.walk import Json, Walk, json_of
from milepost.client.problem import problem_of
from milepost.domain.checking.roadmap import check_roadmap as checked_independently

GOAL = "learn Python, 6 hours a week"
_FOREIGN = "https://foreign.example"
_FORBIDDEN_LINES = ("websocket_error", "connection rejected", "Cannot call", "Traceback")
_EXPECTED_LINES = ("roadmap_generation_requested", "[accepted]", "websocket_connected", "task_status_updated")
_MOST_LINES = 50
_SCRIPT = re.compile(r'<script[^>]+src="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the table."""

    name: str
    run: Callable[[Walk], str]
    needs: tuple[str, ...] = ()
    """Names of the checks without which this one cannot be tried."""


def check_health(walk: Walk) -> str:
    health = walk.ask("GET", "/healthz")
    if health.get("status") != "ok" or "version" not in health:
        raise Failed("/healthz answers, but not as Milepost does: another program is at this address")
    walk.ask("GET", "/readyz")
    return f"Milepost {health['version']} answers and is ready"


def check_page(walk: Walk) -> str:
    answer = walk.call("GET", "/app/new")
    scripts = _SCRIPT.findall(answer.text) if answer.is_success else []
    if not scripts:
        if problem_of(answer) is not None:
            raise Failed("The server has no page", next_step="From a checkout, `make run` builds it.")
        raise failed_answer(answer)
    for script in scripts:
        asset = walk.call("GET", script)
        if not asset.is_success or "javascript" not in asset.headers.get("content-type", ""):
            raise Failed(f"The page's script {script} is not served: a proxy passes only some paths on")
    return f"/app/new and {len(scripts)} script{'' if len(scripts) == 1 else 's'}"


def check_foreign_host(walk: Walk) -> str:
    answer = walk.call("GET", "/healthz", headers={"Host": "foreign.example"})
    if not answer.is_client_error:
        raise Failed(
            f"A request for another host got {answer.status_code}: a proxy hides which host was asked for",
            next_step="Let the proxy pass the Host header on, and set MILEPOST_PUBLIC_URL.",
        )
    return f"refused with {answer.status_code}"


def check_foreign_origin(walk: Walk) -> str:
    answer = walk.call("POST", "/api/v1/roadmaps/preview", {"goal": GOAL}, headers={"Origin": _FOREIGN})
    if answer.status_code != httpx.codes.FORBIDDEN:
        raise Failed(
            f"A page of another origin got {answer.status_code} instead of 403: a proxy hides the Origin header",
            next_step="Let the proxy pass the Origin header on.",
        )
    return "refused with 403"


def check_generate(walk: Walk) -> str:
    headers = {"Origin": walk.address, "Idempotency-Key": secrets.token_hex(16)}
    answer = walk.call("POST", "/api/v1/roadmaps/generate", {"goal": GOAL}, headers=headers)
    if answer.status_code != httpx.codes.ACCEPTED:
        raise failed_answer(answer)
    accepted = json_of(answer)
    walk.task_id, walk.roadmap_id = accepted["task_id"], accepted["roadmap_id"]
    return walk.task_id


def check_socket(walk: Walk) -> str:
    walk.channel = walk.open_channel(f"{walk.socket_path}?include_history=true")
    for expected in ("connected", "current_status"):
        frame = walk.channel.read_until(lambda one: one["type"] != "error", within_seconds=walk.seconds)
        if frame["type"] != expected:
            raise Failed(f"The socket sent {frame['type']!r} where {expected!r} comes first")
    return f"{walk.socket_path} opened; connected, current_status"


def check_progress(walk: Walk) -> str:
    channel = _channel(walk)
    channel.read_until(lambda frame: frame["type"] == "progress", within_seconds=walk.seconds)
    return "progress"


def check_review(walk: Walk) -> str:
    asked = _channel(walk).read_until(
        lambda frame: frame["type"] == "human_review_required" or frame["type"] in _ENDS,
        within_seconds=walk.seconds,
    )
    if asked["type"] in _ENDS:
        raise Failed(f"The task ended as {asked['type']} before the review: its server log says why")
    walk.review_id = asked["data"]["review_id"]
    status = walk.ask("GET", f"/api/v1/roadmaps/{walk.task_id}/status")
    if (status["status"], status["review_id"]) != ("human_review_pending", walk.review_id):
        raise Failed(
            f"The status says {status['status']} with review {status['review_id']}, the socket another"
        )
    return walk.review_id


def check_roadmap(walk: Walk) -> str:
    roadmap = walk.ask("GET", f"/api/v1/roadmaps/{walk.roadmap_id}")
    concepts = [
        one for stage in roadmap["stages"] for module in stage["modules"] for one in module["concepts"]
    ]
    if not concepts:
        raise Failed("The roadmap has no concepts")
    if (refusal := _independent_check(roadmap)) is not None:
        raise Failed(f"The independent checker refuses the roadmap: {refusal}")
    walk.concept_id = roadmap["witness"]["order"][0]
    return f"{len(concepts)} concepts, and the independent checker accepts their order and calendar"


def check_approve(walk: Walk) -> str:
    decision = {"approved": True, "review_id": walk.review_id}
    walk.ask("POST", f"/api/v1/roadmaps/{walk.task_id}/approve", decision, expect=202)
    again = walk.call("POST", f"/api/v1/roadmaps/{walk.task_id}/approve", decision)
    if again.status_code != httpx.codes.CONFLICT:
        raise Failed(f"A second decision got {again.status_code} instead of 409")
    return "taken once, refused the second time"


def check_completed(walk: Walk) -> str:
    channel = _channel(walk)
    walk.end = channel.read_until(lambda frame: frame["type"] in _ENDS, within_seconds=walk.seconds)
    if walk.end["type"] != "completed":
        raise Failed(f"The task ended as {walk.end['type']}: {walk.end['data']}")
    code = channel.close_code(within_seconds=walk.seconds())
    types = [frame["type"] for frame in channel.frames]
    if code != _NORMAL_CLOSE or types[-1] != "closing" or "live" not in types:
        raise Failed(
            f"The socket ended with {types[-1]!r} and {code} instead of 'closing' and {_NORMAL_CLOSE}"
        )
    return f"{walk.end['data']['completed']} units written; closed with {code}"


def check_log(walk: Walk) -> str:
    seen = _channel(walk).events
    numbers = [event["seq"] for event in seen]
    if numbers != list(range(1, len(seen) + 1)):
        raise Failed(f"The socket's events are not 1 to {len(seen)} in order")
    stored = _stored_events(walk)
    if stored != seen:
        raise Failed(f"The socket delivered {len(seen)} events, the log holds {len(stored)}, and they differ")
    status = walk.ask("GET", f"/api/v1/tasks/{walk.task_id}/status")
    told = status["status"], status["last_seq"], status["terminal"]
    if told != ("completed", len(seen), True):
        raise Failed(f"The log ends at {len(seen)} with completed, the status says {told}")
    return f"{len(seen)} events without a gap, the same by socket and long-poll, and the status agrees"


def check_content(walk: Walk) -> str:
    tutorial = walk.ask("GET", f"{walk.concept_path}/tutorial")
    resources = walk.ask("GET", f"{walk.concept_path}/resources")
    walk.quiz = walk.ask("GET", f"{walk.concept_path}/quiz")
    if not tutorial["body"].strip() or not walk.quiz["items"]:
        raise Failed(f"The content of {walk.concept_id} is empty")
    if "right_option_ids" in str(walk.quiz):
        raise Failed("The quiz comes with its answers")
    found = f"{len(resources['resources'])} resources, {len(walk.quiz['items'])} questions"
    return f"{walk.concept_id}: tutorial, {found}"


def check_quiz(walk: Walk) -> str:
    guesses = {item["item_id"]: [item["options"][0]["option_id"]] for item in walk.quiz["items"]}
    first = _attempt(walk, guesses)
    right = {item["item_id"]: item["right_option_ids"] for item in first["items"]}
    second = _attempt(walk, right)
    if not second["passed"] or second["score"] != 1:
        raise Failed(f"The right answers scored {second['score']}")
    return f"guesses scored {first['score']:.0%}, the right answers 100%"


def check_wrong_socket(walk: Walk) -> str:
    channel = walk.open_channel(f"/ws/{walk.task_id}")
    try:
        return _refusal(walk, channel, code="no_such_channel", close=4404)
    finally:
        channel.close()


def check_wrong_path(walk: Walk) -> str:
    answer = walk.call("GET", f"/api/v1/roadmaps/tasks/{walk.task_id}/status")
    problem = problem_of(answer)
    if problem is None or problem.status != httpx.codes.NOT_FOUND:
        raise failed_answer(answer)
    if "/api/v1/roadmaps/{task_id}/status" not in problem.detail:
        raise Failed("A wrong path is refused without naming the right one")
    return "404, which names the right one"


def check_foreign_socket(walk: Walk) -> str:
    channel = walk.open_channel(walk.socket_path, origin=_FOREIGN)
    try:
        return _refusal(walk, channel, code="wrong-origin", close=4403)
    finally:
        channel.close()


def check_server_lines(walk: Walk) -> str:
    lines = walk.ask("GET", f"/api/v1/tasks/{walk.task_id}/support")["server_log"]
    found = [line for line in lines if any(word in line for word in _FORBIDDEN_LINES)]
    if found:
        raise Failed(f"The server's log says: {found[0]}")
    if not any(" INFO " in line for line in lines):
        return "no error about the task; its log level leaves out the rest"
    # Only the newest 50 are sent; the first ones may have been pushed out.
    expected = _EXPECTED_LINES if len(lines) < _MOST_LINES else _EXPECTED_LINES[-1:]
    missing = [word for word in expected if not any(word in line for line in lines)]
    if missing:
        raise Failed(f"The server's log about the task has no line with {missing[0]!r}")
    return f"{len(lines)} lines about the task, none of them an error"


def _channel(walk: Walk) -> Channel:
    assert walk.channel is not None
    return walk.channel


def _refusal(walk: Walk, channel: Channel, *, code: str, close: int) -> str:
    """That the server refuses a socket by an error frame and this close code."""
    found = channel.close_code(within_seconds=walk.seconds())
    refused = [frame.get("code") for frame in channel.frames if frame["type"] == "error"]
    if refused != [code] or found != close:
        seen = [frame["type"] for frame in channel.frames]
        raise Failed(f"The socket got {seen or 'no frame'} and {found} instead of {code!r} and {close}")
    return f"refused with {code} and {close}"


def _stored_events(walk: Walk) -> list[Json]:
    events: list[Json] = []
    cursor: dict[str, Any] = {}
    while True:
        query = httpx.QueryParams({"limit": 500, **cursor})
        page = walk.ask("GET", f"/api/v1/tasks/{walk.task_id}/events?{query}")
        events += page["events"]
        if page["terminal"] or not page["events"]:
            return events
        cursor = {"after": page["next"]}


def _attempt(walk: Walk, answers: dict[str, list[str]]) -> Json:
    body = {"version": walk.quiz["version"], "answers": answers}
    return walk.ask("POST", f"{walk.concept_path}/quiz/attempts", body, expect=201)


def _independent_check(roadmap: Json) -> str | None:
    refusal = checked_independently(roadmap)
    return None if refusal is None else f"{refusal.place}: {refusal.reason}"


_ENDS = frozenset({"completed", "partial_failure", "failed", "cancelled"})
_NORMAL_CLOSE = 1000

CHECKS: tuple[Check, ...] = (
    Check("Health", check_health),
    Check("Page", check_page),
    Check("Foreign Host", check_foreign_host),
    Check("Foreign Origin", check_foreign_origin),
    Check("Goal taken on", check_generate),
    Check("Socket", check_socket, needs=("Goal taken on",)),
    Check("Progress", check_progress, needs=("Socket",)),
    Check("Review", check_review, needs=("Progress",)),
    Check("Roadmap", check_roadmap, needs=("Review",)),
    Check("Approval", check_approve, needs=("Review",)),
    Check("Completed", check_completed, needs=("Approval",)),
    Check("Log", check_log, needs=("Completed",)),
    Check("Content", check_content, needs=("Completed", "Roadmap")),
    Check("Quiz", check_quiz, needs=("Content",)),
    Check("Wrong socket path", check_wrong_socket, needs=("Socket",)),
    Check("Wrong path", check_wrong_path, needs=("Goal taken on",)),
    Check("Foreign Origin of a socket", check_foreign_socket, needs=("Socket",)),
    Check("Server's log", check_server_lines, needs=("Goal taken on",)),
)
