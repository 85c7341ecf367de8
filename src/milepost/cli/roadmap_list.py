"""`milepost roadmap list`, `delete` and `restore`: the roadmaps of a server, and its trash."""

from datetime import date, datetime

from milepost.cli.at_server import at_server
from milepost.cli.client import MilepostClient
from milepost.cli.exit_status import ExitStatus
from milepost.cli.generation.wording import count, day
from milepost.cli.screen import Mark, Screen, marked
from milepost.domain.tasks import TaskStatus
from milepost.workflow.summaries import RoadmapSummary

_MARKS = {
    TaskStatus.COMPLETED: Mark.OK,
    TaskStatus.PARTIAL_FAILURE: Mark.WARNING,
    TaskStatus.HUMAN_REVIEW_PENDING: Mark.WARNING,
    TaskStatus.FAILED: Mark.BAD,
}


@at_server
def show(client: MilepostClient, screen: Screen, *, deleted: bool) -> ExitStatus:
    """Print a line for each roadmap, or for each in the trash, newest first."""
    is_empty = True
    for one in client.roadmaps(deleted=deleted):
        is_empty = False
        mark = Mark.SKIPPED if deleted else _MARKS.get(one.task_status, Mark.SKIPPED)
        marked(mark, _line(one), console=screen.out)
    if is_empty:
        marked(Mark.SKIPPED, "Nothing in the trash" if deleted else "No roadmap yet", console=screen.out)
    return ExitStatus.OK


@at_server
def delete(client: MilepostClient, screen: Screen, roadmap_id: str) -> ExitStatus:
    """Put a roadmap into the trash."""
    one = client.delete_roadmap(roadmap_id)
    until = f" until {_day(one.purge_at)}" if one.purge_at else ""
    marked(
        Mark.OK,
        f"{one.title}: in the trash{until}",
        next_step=f"Take it out again: milepost roadmap restore {one.roadmap_id}",
        console=screen.out,
    )
    return ExitStatus.OK


@at_server
def restore(client: MilepostClient, screen: Screen, roadmap_id: str) -> ExitStatus:
    """Take a roadmap out of the trash."""
    one = client.restore_roadmap(roadmap_id)
    marked(Mark.OK, f"{one.title}: not in the trash", console=screen.out)
    return ExitStatus.OK


def _line(one: RoadmapSummary) -> str:
    facts = [one.title, one.roadmap_id, one.task_status.replace("_", " ")]
    if one.concepts_total:
        facts.append(f"{one.concepts_done} of {count(one.concepts_total, 'concept')} done")
    if one.purge_at is not None:
        facts.append(f"can be restored until {_day(one.purge_at)}")
    elif one.end_date is not None:
        facts.append(f"ends {day(date.fromisoformat(one.end_date))}")
    return " · ".join(facts)


def _day(instant: datetime) -> str:
    return day(instant.astimezone().date())
