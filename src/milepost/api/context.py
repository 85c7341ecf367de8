"""What routes are given: the services, the log and the identity; put into the app's state once by wiring."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from milepost.domain.ids import OwnerId
from milepost.domain.ports.runtime import TaskWatch
from milepost.domain.ports.storage import EventLog
from milepost.workflow.services import Services


@dataclass(frozen=True, slots=True)
class ApiContext:
    services: Services
    event_log: EventLog
    watch: TaskWatch
    owner: Callable[[Mapping[str, object]], OwnerId]
    """From an ASGI scope to whoever asks."""
    is_ready: Callable[[], Awaitable[bool]]
    """Whether this process can take work."""
    recent_log_lines: Callable[[str], list[str]]
    """The newest server lines about a task, redacted."""
    versions: Mapping[str, str]
    public_url: str | None = None
    """Where people reach this server, if that has been set."""
