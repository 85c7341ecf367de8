"""How a watched task ended: what it left behind, what to do next, and the status that says so."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.text import Text

from milepost.api.roadmaps.schemas import RoadmapView
from milepost.cli.client import MilepostClient
from milepost.cli.exit_status import ExitStatus
from milepost.cli.generation.roadmap_tree import print_roadmap
from milepost.cli.generation.wording import count, unit_failure
from milepost.cli.screen import Mark, Screen, marked, plain
from milepost.domain import events
from milepost.domain.tasks import UnitStatus

End = events.Completed | events.PartialFailure | events.Failed | events.Cancelled


@dataclass(frozen=True, slots=True)
class Watched:
    """A task at a server, and where a person finds it again."""

    client: MilepostClient
    task_id: str
    roadmap_id: str
    is_own: bool = False
    """Whether the server ends with the command, so that its address is of no use afterwards."""

    def way_to_task(self) -> str:
        return self._way(f"/app/tasks/{self.task_id}")

    def way_to_study(self) -> str:
        return self._way(f"/app/roadmaps/{self.roadmap_id}")

    def _way(self, path: str) -> str:
        if self.is_own:
            return f"run `milepost serve` and open {path}"
        return f"{self.client.address}{path}"


def print_result(watched: Watched, screen: Screen, *, shown_revision: int | None = None) -> None:
    """The roadmap as a tree, unless this revision has been shown, and what of it is missing."""
    roadmap = watched.client.roadmap(watched.roadmap_id)
    if roadmap.stages and shown_revision != roadmap.revision:
        print_roadmap(roadmap, screen.out)
    for line in _failed_units(roadmap):
        marked(Mark.BAD, line, console=screen.err)


def say_end(end: End, watched: Watched, screen: Screen, *, took_seconds: float | None = None) -> ExitStatus:
    """Say in a line or two how it ended."""
    match end:
        case events.Completed():
            took = f" in {took_seconds:.0f} s" if took_seconds is not None else ""
            written = f"Written: {count(end.data.completed, 'unit')}{took}."
            marked(Mark.OK, written, console=screen.err)
            screen.err.print(Text(f"Study it: {watched.way_to_study()}"), soft_wrap=True)
            return ExitStatus.OK
        case events.PartialFailure():
            units = f"{end.data.completed} of {count(end.data.total, 'unit')}"
            missing = f"Partly written: {units}, {end.data.failed} failed."
            marked(Mark.BAD, missing, next_step=f"Retry: {watched.way_to_task()}", console=screen.err)
            return ExitStatus.PARTIAL
        case events.Failed():
            error = watched.client.status(watched.task_id).error
            reason = error.detail if error else end.data.reason or "no reason given"
            marked(Mark.BAD, f"Failed: {reason}", next_step=watched.way_to_task(), console=screen.err)
            return ExitStatus.FAILED
        case events.Cancelled():
            say_cancelled(screen)
            return ExitStatus.CANCELLED


def say_cancelled(screen: Screen) -> None:
    marked(Mark.WARNING, "Cancelled. What was finished can still be read.", console=screen.err)


def _failed_units(roadmap: RoadmapView) -> Iterator[str]:
    return (
        f"Not written: {kind} of {plain(concept.name)} ({unit_failure(unit.reason)})"
        for stage in roadmap.stages
        for module in stage.modules
        for concept in module.concepts
        for kind, unit in concept.units.items()
        if unit.status is UnitStatus.FAILED
    )
