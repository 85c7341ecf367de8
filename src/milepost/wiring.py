"""Picks every concrete class; the only reader of settings. Opens in the lifespan, closes in it, nothing at import."""

import asyncio
import contextlib
import platform
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from filelock import FileLock, Timeout

from milepost import __version__
from milepost.api.context import ApiContext
from milepost.catalog.author import CatalogAuthor
from milepost.catalog.pack_index import load_catalog
from milepost.catalog.planner import CatalogPlanner
from milepost.domain.ids import LOCAL_OWNER, OwnerId
from milepost.domain.origins import OriginPolicy
from milepost.domain.ports.storage import Database, EventLog
from milepost.log_lines import LineRing
from milepost.realtime.hub import Hub
from milepost.realtime.long_poll import LongPoll
from milepost.realtime.websocket import ChannelEndpoint
from milepost.runtime import Runtime
from milepost.settings import Settings
from milepost.storage.engines import engine_database
from milepost.storage.opening import open_storage
from milepost.system import RandomIds, SystemClock
from milepost.workflow.engine import DbosEngine
from milepost.workflow.execution import execute_run
from milepost.workflow.services import Services
from milepost.workflow.sweep import beat, keep_sweeping, leave, sweep

log = structlog.get_logger("milepost")


class DataDirectoryInUse(RuntimeError):
    """Another Milepost serves this directory; two would write over each other."""


@contextlib.asynccontextmanager
async def open_runtime(settings: Settings, ring: LineRing) -> AsyncIterator[Runtime]:
    """Open storage, engine and hub; recover what a dead process left; close it all in the reverse order.

    Raises:
        DataDirectoryInUse: Another process serves the same directory.
    """
    clock, ids = SystemClock(), RandomIds()
    async with contextlib.AsyncExitStack() as stack:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        if settings.database_url is None:
            stack.enter_context(_exclusive(settings.data_dir))
        storage = await stack.enter_async_context(
            open_storage(_where(settings), pool_size=settings.database_pool_size, clock=clock, ids=ids)
        )
        # PostgreSQL has no cheap question for "anything new?", so it is asked less often.
        poll = (
            settings.safety_poll if storage.is_embedded else max(settings.safety_poll, timedelta(seconds=1))
        )
        hub = Hub(storage.event_log, safety_poll=poll)
        services = _services(settings, storage.database(hub), clock, ids)
        await services.engine.launch(lambda key, kind, step: execute_run(services, key, kind, step))
        stack.push_async_callback(services.engine.close)
        await beat(services)
        stack.push_async_callback(leave, services)
        await sweep(services, alone=storage.is_embedded)
        for forever in (keep_sweeping(services), hub.poll_for_lost_hints()):
            stack.push_async_callback(_stop, asyncio.create_task(forever))
        yield _runtime(settings, services, storage.event_log, hub, ring)


def origin_policy(settings: Settings) -> OriginPolicy:
    return OriginPolicy.of(public_url=settings.public_url, development_origins=settings.development_origins)


def _services(settings: Settings, database: Database, clock: SystemClock, ids: RandomIds) -> Services:
    catalog = load_catalog()
    process_id = ids.new("prc")
    engine_file = settings.data_dir / "engine.db"
    return Services(
        database=database,
        planner=CatalogPlanner(catalog),
        author=CatalogAuthor(catalog),
        engine=DbosEngine(
            database_url=f"sqlite:///{engine_file}",
            database_engine=engine_database(engine_file),
            executor_id=process_id,
        ),
        clock=clock,
        ids=ids,
        process_id=process_id,
        units_at_once=settings.units_at_once,
    )


def _runtime(
    settings: Settings, services: Services, event_log: EventLog, hub: Hub, ring: LineRing
) -> Runtime:
    def owner(_scope: Mapping[str, Any]) -> OwnerId:
        return LOCAL_OWNER

    context = ApiContext(
        services=services,
        event_log=event_log,
        watch=hub,
        owner=owner,
        is_ready=lambda: not hub.is_draining,
        recent_log_lines=ring.about,
        versions={"milepost": __version__, "python": platform.python_version()},
    )
    channel = ChannelEndpoint(
        hub=hub,
        origins=origin_policy(settings),
        owner=owner,
        clock=services.clock,
        ids=services.ids,
        max_per_task=settings.max_sockets_per_task,
    )
    return Runtime(context=context, channel=channel, long_poll=LongPoll(hub, owner), drain=hub.drain)


def _where(settings: Settings) -> Path | str:
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    return settings.data_dir / "milepost.db"


@contextlib.contextmanager
def _exclusive(data_dir: Path) -> Iterator[None]:
    lock = FileLock(data_dir / "milepost.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise DataDirectoryInUse(
            f"Another Milepost serves {data_dir}. Stop it, or set MILEPOST_DATA_DIR to another directory."
        ) from None
    try:
        yield
    finally:
        lock.release()


async def _stop(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
