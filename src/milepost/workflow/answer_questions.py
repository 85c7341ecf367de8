"""The command behind `POST /tasks/{task_id}/answers`: an answer that comes in time has the goal planned with it."""

from collections.abc import Mapping

from pydantic import Field

from milepost.domain.errors import AnswersTooLate
from milepost.domain.goals import AnswerText, Question, QuestionId
from milepost.domain.model import Value
from milepost.domain.ports.storage import Stores
from milepost.domain.questions import MOST_QUESTIONS, answered, plan_alike
from milepost.domain.records import TaskRecord
from milepost.domain.tasks import TaskStatus
from milepost.workflow.access import get_changeable_roadmap, get_task
from milepost.workflow.announcements import questions_answered
from milepost.workflow.cancel_task import stop_runs
from milepost.workflow.generate_roadmap import Accepted
from milepost.workflow.once import Request, once
from milepost.workflow.planning_anew import CalledFor, plan_anew
from milepost.workflow.revisions import get_revision, get_roadmap
from milepost.workflow.services import Services
from milepost.workflow.starting import start_run


class Answers(Value):
    """What is answered; questions that are not named keep what they have."""

    answers: Mapping[QuestionId, AnswerText] = Field(min_length=1, max_length=MOST_QUESTIONS)
    """By question: one of its options, or where it has none a few words."""


async def answer_questions(services: Services, request: Request, task_id: str, answers: Answers) -> Accepted:
    """Keep the answers, and have the goal planned anew where they say something else than was assumed.

    Said again, an answer changes nothing. Of two at once the second finds the first one's plan under way, and voids it.

    Raises:
        RoadmapDeleted: The roadmap is in the trash.
        ParameterRefused: The task has asked no such question, or the answer is none of its options.
        AnswersTooLate: A person has decided about the plan or changed it, or the task has ended.
    """
    called: list[CalledFor] = []

    async def effect(work: Stores) -> Accepted:
        task = await get_task(work, task_id, request.owner_id, lock=True)
        await get_changeable_roadmap(work, task.roadmap_id, request.owner_id)
        before = task.intent.questions if task.intent else ()
        after = answered(before, answers.answers)
        if after != before:
            await _check_in_time(work, task)
            called.extend(await _keep(work, task, after, services))
        kept = await get_task(work, task_id, request.owner_id)
        return Accepted(task_id=kept.task_id, roadmap_id=kept.roadmap_id, status=kept.status)

    accepted = await once(services, request, effect, Accepted)
    for one in called:
        await stop_runs(services, one.voided)
        await start_run(services, one.run)
    return accepted


async def _check_in_time(work: Stores, task: TaskRecord) -> None:
    """Raises AnswersTooLate: another plan would undo what a person has done meanwhile, or nobody would make it."""
    if task.status.is_terminal:
        raise AnswersTooLate(f"The task is {task.status}.")
    if any(event.type == "review_decided" for event in await work.events.history(task.task_id)):
        raise AnswersTooLate("You have decided about the plan already.")
    if any(run.kind != "plan" for run in await work.runs.open_runs(task.task_id)):
        raise AnswersTooLate("The content is being written already.")
    if task.status is TaskStatus.HUMAN_REVIEW_PENDING:
        roadmap = await get_roadmap(work, task.roadmap_id)
        if (await get_revision(work, task.roadmap_id, roadmap.revision)).by != "planner":
            raise AnswersTooLate("You have changed the plan by hand, and another one would undo that.")


async def _keep(
    work: Stores, task: TaskRecord, questions: tuple[Question, ...], services: Services
) -> list[CalledFor]:
    assert task.intent is not None
    now = services.clock.now()
    intent = task.intent.model_copy(update={"questions": questions})
    is_alike = plan_alike(task.intent.questions, questions)
    told = questions_answered(
        task.intent.questions,
        questions,
        effect="none" if is_alike else "plans_anew",
        occasion=str(task.last_seq),
    )
    await work.events.append(task.task_id, told, now=now)
    if not is_alike:
        return [await plan_anew(work, task, intent, services)]
    await work.tasks.save(task.model_copy(update={"intent": intent, "updated_at": now}))
    return []
