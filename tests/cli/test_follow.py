"""Following a log: every event once and in order, whatever the transport does."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from milepost.cli.client import Json, Problem, Refused, Unreachable
from milepost.cli.follow import LogReset, follow

Answer = Json | Exception


_DATA: dict[str, dict[str, Any]] = {
    "completed": {"completed": 1, "total": 1},
    "task_recovering": {"reason": "owner_dead"},
}


def event(seq: int, type_: str = "task_recovering") -> Json:
    data = dict(_DATA.get(type_, {"some": "thing"}))
    return {"type": type_, "task_id": "tsk_1", "seq": seq, "ts": "2026-01-01T00:00:00Z", "data": data}


def page(*events: Json, terminal: bool = False, epoch: str = "e1", resync: str | None = None) -> Json:
    return {"epoch": epoch, "events": list(events), "terminal": terminal, "resync": resync}


def refusal(status: int, **more: Any) -> Refused:
    return Refused(Problem("slug", status, "title", "detail", "/", "req_1", more))


class Pages:
    """Answers from a list, and what was asked for."""

    def __init__(self, *answers: Answer) -> None:
        self._answers = list(answers)
        self.asked: list[str | None] = []

    def events(self, task_id: str, *, after: str | None, wait_seconds: float) -> Json:
        self.asked.append(after)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def clock(self) -> float:
        return self.now


def followed(pages: Pages, *, on_loss: Callable[[str], None] = lambda _: None) -> list[int]:
    time = Time()
    return [one.seq for one in follow(pages, "tsk_1", on_loss=on_loss, sleep=time.sleep, clock=time.clock)]


def test_events_come_once_and_in_order_up_to_the_end() -> None:
    pages = Pages(page(event(1), event(2)), page(), page(event(3, "completed"), terminal=True))
    assert followed(pages) == [1, 2, 3]
    assert pages.asked == [None, "e1.2", "e1.2"]


def test_events_that_were_taken_are_dropped() -> None:
    pages = Pages(page(event(1), event(2)), page(event(1), event(2), event(3, "completed"), terminal=True))
    assert followed(pages) == [1, 2, 3]


def test_a_gap_is_asked_for_again_from_the_cursor() -> None:
    pages = Pages(page(event(1), event(3)), page(event(2), event(3, "completed"), terminal=True))
    assert followed(pages) == [1, 2, 3]
    assert pages.asked == [None, "e1.1"]


def test_unknown_types_move_the_cursor_and_are_passed_over() -> None:
    pages = Pages(page(event(1), event(2, "invented")), page(event(3, "completed"), terminal=True))
    assert followed(pages) == [1, 3]
    assert pages.asked[-1] == "e1.2"


def test_unknown_fields_are_passed_over() -> None:
    newer = event(1, "completed")
    newer["data"]["invented"] = 1
    assert followed(Pages(page(newer, terminal=True))) == [1]


def test_a_log_that_ended_long_ago_ends_at_once() -> None:
    assert followed(Pages(page(event(1, "completed"), terminal=True))) == [1]


@pytest.mark.parametrize("loss", [Unreachable("gone"), refusal(503), refusal(429)], ids=str)
def test_a_loss_is_told_and_tried_again_from_the_cursor(loss: Exception) -> None:
    told: list[str] = []
    pages = Pages(page(event(1)), loss, page(event(2, "completed"), terminal=True))
    assert followed(pages, on_loss=told.append) == [1, 2]
    assert pages.asked == [None, "e1.1", "e1.1"]
    assert len(told) == 1


def test_a_final_refusal_is_raised() -> None:
    with pytest.raises(Refused):
        followed(Pages(refusal(404)))


def test_another_copy_of_the_log_is_raised() -> None:
    with pytest.raises(LogReset):
        followed(Pages(page(event(1)), page(event(1), epoch="e2", resync="epoch_changed")))


def test_a_dead_server_is_asked_at_most_ten_times_a_minute() -> None:
    time, asked_at = Time(), list[float]()

    class Dead:
        def events(self, task_id: str, *, after: str | None, wait_seconds: float) -> Json:
            asked_at.append(time.now)
            if time.now > 600:
                raise refusal(404)
            raise Unreachable("gone")

    with pytest.raises(Refused):
        list(follow(Dead(), "tsk_1", sleep=time.sleep, clock=time.clock))
    assert most_within(asked_at, seconds=60) <= 10


def most_within(times: Sequence[float], *, seconds: float) -> int:
    return max(sum(start <= one < start + seconds for one in times) for start in times)
