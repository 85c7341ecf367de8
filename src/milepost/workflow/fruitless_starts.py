"""Counting the starts of a run that came no further, so that long work survives any number of restarts."""

from collections.abc import Iterable

from milepost.domain.records import LoggedEvent

_RECOVERING = "task_recovering"
#: Logged with the rows of the runs that write, or edit after a review: what was achieved before is not theirs.
_CALLS = ("step:content_generation:started:", "step:roadmap_edit:started:review")
#: A start commits these again, however little it achieves.
_REPEATED = frozenset({"draft_reset", "concept_start", "progress"})
#: Their keys bear the attempt, in second place: the same stage in another attempt is no news.
_DRAFTED = frozenset({"stage_drafted", "module_drafted"})


def fruitless_starts(events: Iterable[LoggedEvent], run_key: str) -> int:
    """How often in a row, up to now, the work of a run was started without a result.

    Args:
        events: What the task has logged, in order.
        run_key: Any try of the work.
    """
    marks = recovery_mark(run_key).rpartition(":")[0]
    drafted: set[str] = set()
    starts = 1
    for event in events:
        if event.key.startswith(_CALLS):
            starts = 1
        elif event.type == _RECOVERING:
            starts += event.key.rpartition(":")[0] == marks
        elif event.type in _DRAFTED:
            kind, _, rest = event.key.partition(":")
            part = f"{kind}:{rest.partition(':')[2]}"
            if part not in drafted:
                drafted.add(part)
                starts = 0
        elif event.type not in _REPEATED:
            starts = 0
    return starts


def recovery_mark(run_key: str) -> str:
    """The key of the event that announces a start after a loss."""
    return f"recovering:{run_key}"
