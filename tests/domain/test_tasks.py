from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.domain.errors import TaskEnded, TransitionRefused
from milepost.domain.tasks import (
    RunState,
    TaskMove,
    TaskState,
    TaskStatus,
    TaskStep,
    UnitMove,
    UnitStatus,
    end_run,
    final_move,
    move,
    move_unit,
    progress_of,
)

_moves = st.lists(st.sampled_from(TaskMove), max_size=30)
_unit_moves = st.lists(st.sampled_from(UnitMove), max_size=20)
_statuses = st.lists(st.sampled_from(UnitStatus), max_size=30)


def steps(moves: Sequence[TaskMove]) -> Iterator[tuple[TaskState, TaskMove, TaskState]]:
    """(before, what, after) of each move that a new task allows; the others change nothing."""
    state = TaskState()
    for what in moves:
        before = state
        try:
            state = move(state, what)
        except (TaskEnded, TransitionRefused):
            continue
        yield before, what, state


def unit_steps(moves: Sequence[UnitMove]) -> Iterator[tuple[UnitStatus, UnitMove, UnitStatus]]:
    """The same of a new unit."""
    status = UnitStatus.PENDING
    for what in moves:
        before = status
        try:
            status = move_unit(status, what)
        except TransitionRefused:
            continue
        yield before, what, status


@given(_moves)
def test_whatever_happens_a_terminal_task_never_changes(moves: list[TaskMove]) -> None:
    state = TaskState()
    ended: TaskState | None = None
    for what in moves:
        try:
            state = move(state, what)
        except TaskEnded:
            assert ended is not None
        except TransitionRefused:
            assert ended is None
        if ended is not None:
            assert state == ended
        elif state.status.is_terminal:
            ended = state


@given(_moves)
def test_status_and_step_always_agree(moves: list[TaskMove]) -> None:
    for _, _, state in steps(moves):
        assert state.status.is_terminal == (state.step is TaskStep.FINISHED)
        assert (state.status is TaskStatus.HUMAN_REVIEW_PENDING) == (state.step is TaskStep.HUMAN_REVIEW)


@given(_moves)
def test_a_task_can_be_cancelled_from_wherever_it_has_not_ended(moves: list[TaskMove]) -> None:
    for _, _, state in steps(moves):
        if not state.status.is_terminal:
            assert move(state, TaskMove.CANCEL).status is TaskStatus.CANCELLED


@given(_moves)
def test_nothing_is_written_before_the_structure_was_checked(moves: list[TaskMove]) -> None:
    checked = False
    for before, what, _ in steps(moves):
        checked = checked or what is TaskMove.VALIDATE
        # A retry writes units of a roadmap that was checked by an earlier task, so it starts from the queue.
        if what is TaskMove.WRITE and before.step is not TaskStep.QUEUED and not checked:
            assert before.step is TaskStep.CONTENT_GENERATION


@given(_statuses)
def test_the_final_status_is_what_the_units_say(units: list[UnitStatus]) -> None:
    counted = [unit for unit in units if unit is not UnitStatus.SKIPPED]

    end = final_move(units)

    assert (end is TaskMove.COMPLETE) == all(unit is UnitStatus.COMPLETED for unit in counted)
    assert (end is TaskMove.FAIL) == (bool(counted) and UnitStatus.COMPLETED not in counted)


@given(_statuses)
def test_the_final_status_does_not_depend_on_the_order_of_the_units(units: list[UnitStatus]) -> None:
    assert final_move(units) is final_move(sorted(units))


@given(_unit_moves)
def test_only_a_new_request_wakes_an_ended_unit(moves: list[UnitMove]) -> None:
    for before, what, status in unit_steps(moves):
        assert not before.is_terminal or what is UnitMove.REQUEUE or status is UnitStatus.COMPLETED


@given(_unit_moves)
def test_nothing_is_kept_of_a_unit_that_is_at_work(moves: list[UnitMove]) -> None:
    for before, what, _ in unit_steps(moves):
        assert what is not UnitMove.KEEP or before.is_terminal


def test_a_run_ends_once() -> None:
    assert end_run(RunState.OPEN) is RunState.ENDED
    assert end_run(RunState.OPEN, lost=True) is RunState.LOST
    with pytest.raises(TransitionRefused):
        end_run(RunState.LOST)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_progress_never_passes_a_hundred_and_starts_at_none(done: int, total: int) -> None:
    progress = progress_of(done, total)

    assert 0 <= progress.pct <= 100
    assert progress.done <= progress.total
    assert progress.pct < 100 or progress.done == progress.total
    assert done > 0 or progress.pct == 0


@given(st.integers(1, 1000), st.data())
def test_progress_never_falls_while_work_is_finished(total: int, data: st.DataObject) -> None:
    finished = sorted(data.draw(st.lists(st.integers(0, total), min_size=2, max_size=10)))

    shares = [progress_of(done, total).pct for done in finished]

    assert shares == sorted(shares)
