"""One measurement: servers, publisher and viewers started, the load run, and what it cost whom."""

import asyncio
import json
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import redis

from benchmarks.channel.conversation import Helper
from benchmarks.channel.load_client import Load
from benchmarks.channel.processes import cpu_seconds, family, proportional_bytes
from benchmarks.channel.publisher import Making, Stretch
from benchmarks.channel.subjects import Running, Services, Subject
from benchmarks.channel.workloads import EVENT_BYTES, Workload
from tests.support.places import postgres_place
from tests.support.run import TestRun
from tests.support.services import start_postgres, start_redis

_PATIENCE_SECONDS = 300.0
#: After the last socket is open, and after the last event: what was begun is to end.
_SETTLE_SECONDS = 1.0
_WARM_UP_SOCKETS = 10
#: A crowd that is measured while it joins comes at once; another as fast as a server lets it in by default.
_OPENS_PER_SECOND = 180.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What one measurement found; CPU in seconds of user and system time, memory in bytes."""

    subject: str
    workload: str
    sockets: int
    deliveries: int
    payload_bytes: int
    server_cpu: float
    other_cpu: dict[str, float]
    """Publisher, viewers, Redis and PostgreSQL."""
    memory: int
    """What the load added to the servers' PSS."""
    seconds: float
    faults: dict[str, int]
    latencies: list[float] = field(default_factory=list)
    """A sorted sample, in seconds, when asked for."""

    @property
    def microseconds_per_event(self) -> float:
        return self.server_cpu / self.deliveries * 1e6

    @property
    def bytes_per_socket(self) -> float:
        return self.memory / self.sockets

    def latency(self, share: float) -> float:
        return self.latencies[min(len(self.latencies) - 1, int(share * len(self.latencies)))]


@contextmanager
def services(run: TestRun) -> Iterator[Services]:
    """PostgreSQL and Redis of a run, and a directory for the servers."""
    server = start_postgres(run)
    url = asyncio.run(postgres_place(server))
    directory = Path(tempfile.mkdtemp(prefix="milepost-bench-"))
    directory.chmod(0o755)
    try:
        redis_url = start_redis(run)
        # What is not ours to end has no keeper here, and its CPU is not shown.
        records = {
            name: json.loads((run.directory / f"{name}.json").read_text()) for name in ("redis", "postgres")
        }
        keepers = {name: record["keeper"] for name, record in records.items() if record["keeper"]}
        yield Services(url, redis_url, directory, keepers)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
        server.drop_database(url)


def measure(subject: Subject, workload: Workload, where: Services, *, timed: bool = False) -> Cost:
    """Start what is needed, run the load once, and end it all."""
    with redis.Redis.from_url(where.redis_url) as store:
        store.flushall()
    with subject.started(where, workload.servers) as servers:
        return asyncio.run(_Measurement(subject, workload, where, servers, timed=timed).run())


class _Measurement:
    def __init__(
        self, subject: Subject, workload: Workload, where: Services, servers: Running, *, timed: bool
    ) -> None:
        self._subject, self._workload, self._where, self._servers = subject, workload, where, servers
        self._timed = timed
        self._pids = family(servers.pids)
        self._log = where.directory / "helpers.log"

    async def run(self) -> Cost:
        making = Making(
            to=self._subject.publishes_to, database_url=self._where.database_url, redis_url=self._where.redis_url,
            port=self._servers.ports[0], tasks=self._workload.tasks, event_bytes=EVENT_BYTES,
        )  # fmt: skip
        publisher = await Helper.start("benchmarks.channel.publisher", making, log=self._log)
        helpers = [publisher]
        try:
            tasks = (await publisher.hear(_PATIENCE_SECONDS))["tasks"]
            if self._workload.is_replay:
                await self._publish(publisher, keep=True)
            await self._warm_up(tasks)
            memory = proportional_bytes(self._pids)
            others = self._others(publisher)
            before = self._all_cpu(others)
            viewers = await Helper.start("benchmarks.channel.load_client", self._load(tasks), log=self._log)
            helpers.append(viewers)
            return await self._load_and_count(publisher, viewers, others, before, memory)
        finally:
            for helper in helpers:
                await helper.end()

    async def _warm_up(self, tasks: list[str]) -> None:
        """Let each server do once what is measured: the first time compiles statements, opens connections and so on."""
        load = self._load(tasks)
        load |= {"places": load["places"][:_WARM_UP_SOCKETS], "stalled": 0, "timed": False}
        if not self._workload.is_replay:
            load["last_seq"] = 0
        viewers = await Helper.start("benchmarks.channel.load_client", load, log=self._log)
        try:
            await viewers.hear(_PATIENCE_SECONDS)
            if load["last_seq"]:
                await viewers.hear(_PATIENCE_SECONDS)
        finally:
            await viewers.end()
        await asyncio.sleep(_SETTLE_SECONDS)

    async def _load_and_count(
        self,
        publisher: Helper,
        viewers: Helper,
        others: dict[str, int],
        before: dict[str, float],
        memory: int,
    ) -> Cost:
        workload = self._workload
        others["viewers"] = viewers.pid
        opened = await viewers.hear(_PATIENCE_SECONDS)
        published: list[float] = []
        if not workload.is_replay:
            await asyncio.sleep(_SETTLE_SECONDS)
            before = self._all_cpu(others)
        if workload.events_per_task and not workload.is_replay:
            published = (await self._publish(publisher, keep=False))["published"]
        tally: dict[str, Any] = {"deliveries": 0, "payload_bytes": 0, **opened}
        if workload.events_per_task:
            tally = await viewers.hear(_PATIENCE_SECONDS)
        await asyncio.sleep(_SETTLE_SECONDS)
        after = self._all_cpu(others)
        grown = proportional_bytes(self._pids) - memory
        latencies: list[float] = []
        if self._timed:
            await viewers.tell({"published": published})
            latencies = await viewers.hear(_PATIENCE_SECONDS)
        spent = {name: after[name] - before.get(name, 0.0) for name in after}
        return Cost(
            subject=self._subject.name,
            workload=workload.name,
            sockets=workload.sockets,
            deliveries=tally["deliveries"],
            payload_bytes=tally["payload_bytes"],
            server_cpu=spent.pop("servers"),
            other_cpu=spent,
            memory=grown,
            seconds=tally["seconds"],
            faults={name: tally.get(name, 0) for name in ("gaps", "repeats", "foreign", "lost_sockets")},
            latencies=latencies,
        )

    def _load(self, tasks: list[str]) -> Load:
        workload = self._workload
        return Load(
            kind=self._subject.kind,
            places=self._subject.places(self._servers, workload, tasks),
            replay=workload.is_replay,
            last_seq=workload.events_per_task,
            opens_per_second=0 if workload.is_replay else _OPENS_PER_SECOND,
            stalled=workload.stalled,
            timed=self._timed,
        )

    async def _publish(self, publisher: Helper, *, keep: bool) -> Any:
        workload = self._workload
        stretch = Stretch(
            after=0,
            until=workload.events_per_task,
            per_second=workload.per_second,
            per_commit=workload.per_commit,
            keep=keep,
        )
        await publisher.tell(stretch)
        return await publisher.hear(_PATIENCE_SECONDS)

    def _all_cpu(self, others: dict[str, int]) -> dict[str, float]:
        return {"servers": cpu_seconds(self._pids)} | {
            name: cpu_seconds(family([pid])) for name, pid in others.items()
        }

    def _others(self, publisher: Helper) -> dict[str, int]:
        return {"publisher": publisher.pid, **self._where.keepers}


def median_cost(costs: list[Cost]) -> float:
    """Microseconds of server CPU per delivered event, the median of the rounds."""
    return statistics.median(cost.microseconds_per_event for cost in costs)
