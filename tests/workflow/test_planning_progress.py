"""How far planning is said to be, however often its goal is planned anew."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from milepost.domain.records import TaskRecord
from milepost.domain.tasks import Progress, TaskStep, progress_of
from milepost.workflow.planning_progress import PLAN_STEPS, after_step, all_planned, before_another_plan
from tests.support.factories import make_intent
from tests.support.records import make_task_record
from tests.workflow.test_questions import BRAKES

STEPS = (TaskStep.INTENT_ANALYSIS, TaskStep.CURRICULUM_DESIGN, TaskStep.STRUCTURE_VALIDATION)


def begun(*, with_question: bool) -> TaskRecord:
    intent = make_intent().model_copy(update={"questions": (BRAKES,) if with_question else ()})
    return make_task_record(intent=intent, progress=progress_of(0, PLAN_STEPS))


def planned(task: TaskRecord, steps: int = 3) -> list[TaskRecord]:
    """The task after each of its steps."""
    seen = []
    for step in STEPS[:steps]:
        task = after_step(task, step)
        seen.append(task)
    return seen


def test_a_plan_that_nothing_is_asked_about_is_whole_after_its_steps() -> None:
    shown = [task.progress for task in planned(begun(with_question=False))]
    assert shown == [progress_of(1, 3), progress_of(2, 3), progress_of(3, 3)]
    edited = after_step(planned(begun(with_question=False))[-1], TaskStep.STRUCTURE_VALIDATION)
    assert edited.progress == progress_of(3, 3)


@given(st.lists(st.integers(1, 3), max_size=9))
def test_with_questions_each_step_of_each_plan_counts_and_none_is_at_the_end(
    stopped_after: list[int],
) -> None:
    """`stopped_after` how many steps each plan was voided by an answer."""
    task, shown = begun(with_question=True), [Progress(total=4)]
    for steps in (*stopped_after, 3):
        seen = planned(task, steps)
        shown += [one.progress for one in seen]
        task = seen[-1].model_copy(update={"progress": before_another_plan(seen[-1].progress)})
        assert task.progress.pct == seen[-1].progress.pct
    shares = [one.done / one.total for one in shown]
    assert shares == sorted(shares)
    assert all(before < after for before, after in pairwise(shares[:7]))
    assert max(shares) < 1
    assert all(0 <= one.pct < 100 for one in shown)
    assert all_planned(task.progress).pct == 100
