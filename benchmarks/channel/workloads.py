"""What is delivered, to how many, how fast; and what it may cost, compared with each peer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

EVENT_BYTES = 300


@dataclass(frozen=True, slots=True)
class Workload:
    """Sockets on tasks, events published to them, and the bars."""

    name: str
    what: str
    tasks: int
    sockets_per_task: int
    events_per_task: int
    servers: int = 1
    per_second: float = 0
    """Events of all tasks together; 0 is as fast as it goes."""
    per_commit: int = 1
    is_replay: bool = False
    """Whether the events are there before the sockets, and the sockets' opening is measured with them."""
    stalled: int = 0
    """Sockets of the first task that stop reading."""
    bars: Mapping[str, float] = field(default_factory=dict)
    """By peer: how many times our cost it must at least have."""

    @property
    def sockets(self) -> int:
        return self.tasks * self.sockets_per_task

    @property
    def deliveries(self) -> int:
        return (self.sockets - self.stalled) * self.events_per_task

    def quick(self) -> "Workload":
        """A small version that shows whether it works, and little more."""
        few = 40 if self.tasks > 1 else 1
        return replace(
            self,
            tasks=min(self.tasks, few),
            sockets_per_task=min(self.sockets_per_task, 100),
            events_per_task=min(self.events_per_task, 60),
        )


ONE_VIEWER = Workload(
    "one-viewer", "one viewer on each of 500 tasks × 12 events at 500/s, two server processes",
    tasks=500, sockets_per_task=1, events_per_task=12, servers=2, per_second=500,
    bars={"fastapi": 3, "ws": 2, "nchan": 0.6},
)  # fmt: skip
REPLAY = Workload(
    "replay", "200 joiners at once, each sent the 500 events of one task",
    tasks=1, sockets_per_task=200, events_per_task=500, per_commit=50, is_replay=True,
    bars={"fastapi": 12, "ws": 3, "nchan": 0.8},
)  # fmt: skip
PACED = Workload(
    "paced", "300 sockets on one task, 10 events/s",
    tasks=1, sockets_per_task=300, events_per_task=230, per_second=10,
    bars={"fastapi": 4, "ws": 1.2, "nchan": 0.5},
)  # fmt: skip
BURST = Workload(
    "burst", "1,000 sockets on one task, 200 events in commits of 50",
    tasks=1, sockets_per_task=1000, events_per_task=200, per_commit=50,
    bars={"fastapi": 20, "ws": 5, "nchan": 2},
)  # fmt: skip
IDLE = Workload(
    "idle", "2,000 open sockets, nothing to send", tasks=1, sockets_per_task=2000, events_per_task=0
)
#: Bytes that an idle socket of ours may take.
IDLE_BAR_BYTES = 24 * 1024

WORKLOADS = {one.name: one for one in (ONE_VIEWER, REPLAY, PACED, BURST, IDLE)}
