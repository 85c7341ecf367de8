"""The command behind `POST /roadmaps/generate`: a task, its roadmap at revision 0, and the run that plans it."""

import structlog

from milepost.domain.costs.estimates import TaskEstimates
from milepost.domain.goals import GoalRequest
from milepost.domain.ids import ROADMAP_PREFIX, TASK_PREFIX, RoadmapId, TaskId
from milepost.domain.model import Value
from milepost.domain.ports.storage import Stores
from milepost.domain.records import RoadmapRecord, RunRecord, TaskRecord, run_key
from milepost.domain.tasks import TaskStatus, progress_of
from milepost.workflow.choosing import Choice, choose_planner
from milepost.workflow.costs import estimate_goal
from milepost.workflow.once import Request, answered_before, once
from milepost.workflow.planning_progress import PLAN_STEPS
from milepost.workflow.run import new_run
from milepost.workflow.services import Services
from milepost.workflow.starting import start_run

log = structlog.get_logger("milepost.tasks")


class Accepted(Value):
    """A task that has been taken on."""

    task_id: str
    roadmap_id: str
    status: TaskStatus


async def generate_roadmap(services: Services, request: Request, goal: GoalRequest) -> Accepted:
    """Take a goal on.

    Raises:
        GoalSaysNothing, GoalNotCovered, GoalAmbiguous, UnknownGoal, DeadlineInThePast, NoModelConfigured: Nobody can
            begin with it.
    """
    if (before := await answered_before(services, request, Accepted)) is not None:
        return before
    today = services.today(goal.time_zone)
    choice = await choose_planner(services, request.owner_id, goal, today=today)
    planning = None
    if choice.planner == "model":
        costs = await estimate_goal(services, request.owner_id, goal, choice.understood.intent)
        planning = costs.planning
    runs: list[RunRecord] = []

    async def effect(work: Stores) -> Accepted:
        task, roadmap = _first_rows(services, request, goal, choice)
        if planning is not None:
            task = task.model_copy(update={"estimates": TaskEstimates(planning=planning)})
        run = new_run(task, "plan", key=run_key("plan", task.task_id, what=None, n=1), services=services)
        await work.roadmaps.add(roadmap)
        await work.tasks.add(task)
        await work.runs.add(run)
        runs.append(run)
        return Accepted(task_id=task.task_id, roadmap_id=roadmap.roadmap_id, status=task.status)

    accepted = await once(services, request, effect, Accepted)
    log.info("roadmap_generation_requested", task_id=accepted.task_id, roadmap_id=accepted.roadmap_id)
    for run in runs:
        await start_run(services, run)
    return accepted


def _first_rows(
    services: Services, request: Request, goal: GoalRequest, choice: Choice
) -> tuple[TaskRecord, RoadmapRecord]:
    now = services.clock.now()
    task_id, roadmap_id = TaskId(services.ids.new(TASK_PREFIX)), RoadmapId(services.ids.new(ROADMAP_PREFIX))
    task = TaskRecord(
        task_id=task_id,
        owner_id=request.owner_id,
        roadmap_id=roadmap_id,
        request=goal,
        planner=choice.planner,
        today=services.today(goal.time_zone),
        progress=progress_of(0, PLAN_STEPS),
        created_at=now,
        updated_at=now,
    )
    roadmap = RoadmapRecord(
        roadmap_id=roadmap_id,
        owner_id=request.owner_id,
        task_id=task_id,
        title=choice.understood.intent.title,
        goal=goal.goal,
        language=choice.understood.intent.language,
        time_zone=goal.time_zone,
        created_at=now,
        updated_at=now,
    )
    return task, roadmap
