"""The bytes that every server delivers: an event as the log frames it, filled up to its size."""

from datetime import UTC, datetime

from milepost.domain.events import NewEvent, TaskRecoveringData
from milepost.storage.event_log import frame_event

_NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def new_event(task_id: str, seq: int, *, size: int) -> NewEvent:
    """An event whose payload is `size` bytes long once it has that number."""
    bare = NewEvent(key=f"bench:{seq}", type="task_recovering", data=TaskRecoveringData(reason=""))
    missing = size - len(frame_event(bare, task_id=task_id, seq=seq, ts=_NOON))
    return bare.model_copy(update={"data": TaskRecoveringData(reason="x" * missing)})


def payload(task_id: str, seq: int, *, size: int) -> str:
    """The text of that event, for servers without a log."""
    return frame_event(new_event(task_id, seq, size=size), task_id=task_id, seq=seq, ts=datetime.now(UTC))
