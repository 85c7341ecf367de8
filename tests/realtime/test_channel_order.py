"""What a watcher receives, in which order, from every place of the log it may begin at."""

import pytest

from tests.support.learner import TERMINAL, Asked, Learner
from tests.support.watching import check_order, watched_to_end, watching


async def test_a_watcher_from_the_beginning_receives_history_then_live_then_the_end(
    server: str, learner: Learner
) -> None:
    asked = learner.review()
    head = learner.status(asked.task_id)["last_seq"]

    async with watching(server, asked.task_id, include_history="true") as watcher:
        await watcher.until("live")
        learner.decide(asked.task_id, approved=True)
        code = await watcher.to_end()

    check_order(watcher)
    assert watcher.types[:2] == ["connected", "current_status"]
    assert watcher.types[2 + head] == "live"
    assert watcher.frames[0]["head"] == watcher.frames[1]["as_of"] == head
    assert watcher.types[-2:] == ["completed", "closing"]
    assert (code, watcher.socket.close_reason) == (1000, "end")
    assert watcher.one("closing") == {"type": "closing", "reason": "end", "code": 1000}


@pytest.mark.parametrize("query", [{}, {"include_history": "false"}, {"include_history": "nonsense"}])
async def test_a_watcher_that_asks_for_no_history_receives_later_events_only(
    server: str, learner: Learner, query: dict[str, str]
) -> None:
    asked = learner.review()
    head = learner.status(asked.task_id)["last_seq"]

    async with watching(server, asked.task_id, **query) as watcher:
        live = await watcher.until("live")
        learner.decide(asked.task_id, approved=True)
        await watcher.to_end()

    check_order(watcher)
    assert live == {"type": "live", "from": head, "to": head}
    assert watcher.events[0]["seq"] == head + 1
    assert watcher.events[-1]["type"] == "completed"


@pytest.mark.parametrize("include_history", ["true", "false"])
@pytest.mark.parametrize("form", ["{epoch}.{seq}", "{seq}"])
async def test_a_cursor_wins_over_include_history(
    server: str, learner: Learner, finished: Asked, include_history: str, form: str
) -> None:
    status = learner.status(finished.task_id)
    cursor = form.format(epoch=status["epoch"], seq=7)

    watcher = await watched_to_end(
        server, finished.task_id, include_history=include_history, last_event_id=cursor
    )

    check_order(watcher)
    assert watcher.frames[0]["resume_from"] == 7
    assert [event["seq"] for event in watcher.events] == list(range(8, status["last_seq"] + 1))


@pytest.mark.parametrize(
    ("cursor", "reason"),
    [("{epoch}.{ahead}", "cursor_ahead"), ("{ahead}", "cursor_ahead"), ("999999999999", "cursor_ahead"),
     ("another.1", "epoch_changed"), ("another.0", "epoch_changed"), ("another.{ahead}", "epoch_changed")],
)  # fmt: skip
async def test_a_cursor_that_does_not_fit_the_log_resyncs_and_replays_it(
    server: str, learner: Learner, finished: Asked, cursor: str, reason: str
) -> None:
    status = learner.status(finished.task_id)
    head = status["last_seq"]

    watcher = await watched_to_end(
        server, finished.task_id, last_event_id=cursor.format(epoch=status["epoch"], ahead=head + 1)
    )

    check_order(watcher)
    assert watcher.types[:3] == ["connected", "resync", "current_status"]
    assert watcher.one("resync") == {
        "type": "resync", "reason": reason, "epoch": status["epoch"], "head": head,
    }  # fmt: skip
    assert len(watcher.events) == head


async def test_a_watcher_with_everything_receives_nothing_twice(
    server: str, learner: Learner, waiting: Asked
) -> None:
    status = learner.status(waiting.task_id)
    cursor = f"{status['epoch']}.{status['last_seq']}"

    async with watching(server, waiting.task_id, include_history="true", last_event_id=cursor) as watcher:
        await watcher.until("live")

    assert watcher.types == ["connected", "current_status", "live"]


@pytest.mark.parametrize("query", [{"include_history": "true"}, {}])
async def test_a_watcher_that_comes_after_the_end_is_told_so(
    server: str, learner: Learner, finished: Asked, query: dict[str, str]
) -> None:
    status = learner.status(finished.task_id)

    async with watching(server, finished.task_id, **query) as watcher:
        code = await watcher.to_end()

    check_order(watcher)
    assert code == 1000
    assert watcher.types[-2:] == ["live", "closing"]
    assert watcher.one("current_status")["terminal"] is True
    assert watcher.one("current_status")["as_of"] == status["last_seq"]
    assert len(watcher.events) == (status["last_seq"] if query else 0)


async def test_each_end_is_delivered_and_closes_the_socket(server: str, learner: Learner) -> None:
    asked = learner.review()

    async with watching(server, asked.task_id) as watcher:
        await watcher.until("live")
        learner.call("POST", f"/tasks/{asked.task_id}/cancel", expect=202)
        code = await watcher.to_end()

    check_order(watcher)
    assert code == 1000
    assert [event["type"] for event in watcher.events if event["type"] in TERMINAL] == ["cancelled"]


async def test_the_status_at_connect_is_that_of_the_calls(
    server: str, learner: Learner, waiting: Asked
) -> None:
    status = learner.status(waiting.task_id)

    async with watching(server, waiting.task_id) as watcher:
        shown = await watcher.until("current_status")

    same = ("task_id", "status", "step", "progress", "roadmap_id", "review_id", "terminal")
    assert {name: shown[name] for name in same} == {name: status[name] for name in same}
    assert shown["as_of"] == status["last_seq"]
