"""Only starts in a row that brought nothing are counted, so long work survives any number of restarts."""

import pytest

from milepost.domain.records import LoggedEvent
from milepost.workflow.fruitless_starts import fruitless_starts

RUN = "gen:tsk_1:1:c2:7"


def lost(n: int, run: str = "gen:tsk_1:1:c2") -> LoggedEvent:
    """The successor of a lost start."""
    return LoggedEvent(type="task_recovering", key=f"recovering:{run}:{n}")


def event(type_: str, key: str = "k") -> LoggedEvent:
    return LoggedEvent(type=type_, key=key)


def test_the_first_start_counts_until_it_brings_something() -> None:
    assert fruitless_starts([], RUN) == 1
    assert fruitless_starts([lost(2), lost(3)], RUN) == 3
    assert fruitless_starts([event("concept_complete")], RUN) == 0


@pytest.mark.parametrize(
    "result", ["concept_complete", "concept_failed", "intent_ready", "validation_finished"]
)
def test_a_result_begins_the_count_anew(result: str) -> None:
    events = [lost(2), lost(3), lost(4), event(result), lost(5)]
    assert fruitless_starts(events, RUN) == 1


@pytest.mark.parametrize("repeated", ["concept_start", "draft_reset", "progress"])
def test_what_every_start_says_again_is_no_result(repeated: str) -> None:
    events = [event(repeated), lost(2), event(repeated), lost(3), event(repeated)]
    assert fruitless_starts(events, RUN) == 3


def test_what_was_achieved_before_the_work_was_called_for_is_not_its_own() -> None:
    planned = [event("intent_ready"), event("progress", "step:content_generation:started:1")]
    assert fruitless_starts([*planned, lost(2)], RUN) == 2


def test_losses_of_other_runs_of_the_task_are_not_counted() -> None:
    events = [lost(2, "gen:tsk_1:1:c1"), lost(2), lost(2, "gen:tsk_1:1:c22"), lost(2, "plan:tsk_1")]
    assert fruitless_starts(events, RUN) == 2


def test_a_run_that_was_handed_over_was_not_lost() -> None:
    assert fruitless_starts([event("task_recovering", "handed_over:gen:tsk_1:1:c2:2")], RUN) == 1


def test_a_stage_counts_when_it_is_drafted_for_the_first_time() -> None:
    first = [event("stage_drafted", "stage:1:0"), event("module_drafted", "module:1:0:0"), lost(2)]
    assert fruitless_starts(first, RUN) == 1
    again = [event("stage_drafted", "stage:2:0"), event("module_drafted", "module:2:0:0"), lost(3)]
    assert fruitless_starts([*first, *again], RUN) == 2
    further = [event("stage_drafted", "stage:3:0"), event("stage_drafted", "stage:3:1"), lost(4)]
    assert fruitless_starts([*first, *again, *further], RUN) == 1
