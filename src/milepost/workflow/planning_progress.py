"""How far planning is, in parts that only ever grow: also where a goal may be planned once more.

What was asked back can be answered otherwise until the plan is decided about, and then all of it is made again. So with
questions a plan is never at its end before the decision: one more part is left for that. Another plan divides what was
left by then into four parts, three for its steps and again one that is left. Percentages never fall by it, nothing is
counted that was not done, and every step of the last plan still moves them.
"""

from milepost.domain.records import TaskRecord
from milepost.domain.tasks import Progress, TaskStep, progress_of

#: Analysis, design and validation; edits come back to the last of them.
PLAN_STEPS = 3
_STEPS_LEFT_BEFORE = {
    TaskStep.INTENT_ANALYSIS: 3,
    TaskStep.CURRICULUM_DESIGN: 2,
    TaskStep.STRUCTURE_VALIDATION: 1,
}
#: Finer parts would change no percentage.
_MOST_PARTS = 4096


def after_step(task: TaskRecord, finished: TaskStep) -> TaskRecord:
    """The task with one more step of planning done; an edit after the review does not take any back."""
    reserve = 1 if task.intent is not None and task.intent.questions else 0
    done, total = task.progress.done, task.progress.total
    if done == 0:
        total = PLAN_STEPS + reserve
    done += (total - done) // (_STEPS_LEFT_BEFORE[finished] + reserve)
    return task.model_copy(update={"progress": progress_of(done, total)})


def before_another_plan(progress: Progress) -> Progress:
    """The same share done, in parts of which each step of another plan takes a whole number."""
    parts = PLAN_STEPS + 1
    if progress.done == 0 or progress.total * parts > _MOST_PARTS:
        return progress
    return progress_of(progress.done * parts, progress.total * parts)


def all_planned(progress: Progress) -> Progress:
    """A person has decided about the plan, so no other one will be made."""
    return progress_of(progress.total, progress.total)
