"""Picks every concrete class; the only reader of settings. Opens in the lifespan, closes in it, nothing at import."""

import asyncio
import contextlib
import platform
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from filelock import FileLock, Timeout

from milepost import __version__
from milepost.agents.gateway import Gateway
from milepost.agents.planning.planner import ModelPlanner
from milepost.agents.prices import ListPrices
from milepost.agents.probe import Prober
from milepost.api.context import ApiContext
from milepost.authorship import ChosenSearch
from milepost.catalog.author import CatalogAuthor
from milepost.catalog.concept_graph import CatalogGraph
from milepost.catalog.graph import Catalog
from milepost.catalog.loading.library import load_library
from milepost.catalog.placement.quiz import CatalogPlacement
from milepost.catalog.planner import CatalogPlanner
from milepost.catalog.reading.bounds import understand_uncovered
from milepost.connection_budget import ConnectionBudget
from milepost.domain.errors import StorageUnreachable
from milepost.domain.ids import LOCAL_OWNER, OwnerId
from milepost.domain.origins import OriginPolicy
from milepost.domain.ports.runtime import NO_EVENTS, Hints
from milepost.domain.ports.storage import Database, EventLog
from milepost.domain.records import StoredEvent
from milepost.log_lines import LineRing
from milepost.model_wiring import Models, SharedRedis, open_models
from milepost.outage import Outage
from milepost.realtime.hub import Hub
from milepost.realtime.limits import AcceptBucket, Places
from milepost.realtime.long_poll import LongPoll
from milepost.realtime.sse import StreamEndpoint
from milepost.realtime.viewer import Viewing
from milepost.realtime.websocket import ChannelEndpoint
from milepost.runtime import Runtime
from milepost.settings import Settings
from milepost.storage.engines import engine_database, shared_engine_database
from milepost.storage.key_vault import vault_of
from milepost.storage.opening import OpenStorage, migrate_storage, open_storage
from milepost.storage.reachability import is_unreachable
from milepost.system import RandomIds, SystemClock
from milepost.workflow.engine import DbosEngine, Queues
from milepost.workflow.services import Services
from milepost.workflow.working import at_work, running

log = structlog.get_logger("milepost")

#: By then a process that starts is ready, and nobody has typed a goal yet.
_START_IS_OVER_SECONDS = 0.5
#: Whoever asks whether a process is ready asks again soon, and does not wait long.
_READY_SECONDS = 2.0
_CONCEPTS_PER_RUN = 10
#: Much less than the time after which a silent process counts as dead.
_CLOCK_SLACK = timedelta(seconds=4)


class DataDirectoryInUse(RuntimeError):
    """Another Milepost serves this directory; two would write over each other."""


class NothingShared(RuntimeError):
    """Something was to be shared between processes, and there is no database that they share."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} needs a database that others share: set MILEPOST_DATABASE_URL to a PostgreSQL one."
        )


class ClockWrong(RuntimeError):
    """This machine and the database do not agree what time it is."""


@contextlib.asynccontextmanager
async def open_runtime(settings: Settings, ring: LineRing, *, works: bool = True) -> AsyncIterator[Runtime]:
    """Open storage, engine and hub; recover what a dead process left; close it all in the reverse order.

    Args:
        works: Whether this process executes runs as well, or leaves them to workers.

    Raises:
        DataDirectoryInUse: Another process serves the same directory.
        NothingShared: It is not to work, and nobody else could.
        SchemaMismatch, ConnectionBudgetExceeded, ClockWrong: PostgreSQL is not as it has to be.
    """
    if settings.database_url is None and not works:
        raise NothingShared("A server that does not work")
    clock, ids = SystemClock(), RandomIds()
    process_id = ids.new("prc")
    async with contextlib.AsyncExitStack() as stack:
        storage = await stack.enter_async_context(_open_storage(settings, process_id, clock, ids))
        # PostgreSQL has no cheap question for "anything new?", so it is asked less often.
        poll = (
            settings.safety_poll if storage.is_embedded else max(settings.safety_poll, timedelta(seconds=1))
        )
        hub = Hub(storage.event_log, safety_poll=poll)
        redis = SharedRedis(settings.redis_url, Outage("redis"))
        hints = await stack.enter_async_context(_hints(storage, hub, ids, redis))
        catalog = _catalog(settings.packs_dir)
        database = storage.database(hints)
        models = await stack.enter_async_context(
            _models(settings, catalog, storage, database, redis, clock, ids)
        )
        services = _services(settings, catalog, database, models, process_id, clock, ids, works=works)
        await stack.enter_async_context(at_work(services, is_embedded=storage.is_embedded))
        await stack.enter_async_context(running(hub.poll_for_lost_hints()))
        await stack.enter_async_context(running(_prepare(catalog)))
        await stack.enter_async_context(running(_warm_up(models.gateway)))
        yield _runtime(settings, services, storage.event_log, hub, ring)


@contextlib.asynccontextmanager
async def open_worker(settings: Settings) -> AsyncIterator[Services]:
    """Open what a process needs that executes runs and serves nobody; its viewers are elsewhere.

    Raises:
        NothingShared: There is no database that it could share with servers.
        SchemaMismatch, ConnectionBudgetExceeded, ClockWrong: As in `open_runtime`.
    """
    if settings.database_url is None:
        raise NothingShared("A worker")
    clock, ids = SystemClock(), RandomIds()
    process_id = ids.new("prc")
    async with contextlib.AsyncExitStack() as stack:
        storage = await stack.enter_async_context(_open_storage(settings, process_id, clock, ids))
        redis = SharedRedis(settings.redis_url, Outage("redis"))
        hints = await stack.enter_async_context(_hints(storage, None, ids, redis))
        catalog = _catalog(settings.packs_dir)
        database = storage.database(hints)
        models = await stack.enter_async_context(
            _models(settings, catalog, storage, database, redis, clock, ids)
        )
        services = _services(settings, catalog, database, models, process_id, clock, ids, works=True)
        await stack.enter_async_context(at_work(services, is_embedded=False))
        await stack.enter_async_context(running(_warm_up(models.gateway)))
        yield services


async def migrate(settings: Settings) -> str | None:
    """Bring the database to this program's schema; the version it had before, None where it was empty.

    Raises:
        DataDirectoryInUse: A process serves the directory; it migrates by itself when it starts.
        SchemaTooNew: A newer Milepost has written it.
    """
    with _exclusive(settings.data_dir) if settings.database_url is None else contextlib.nullcontext():
        return await migrate_storage(_where(settings), clock=SystemClock())


def connection_budget(settings: Settings) -> ConnectionBudget:
    return ConnectionBudget(
        data=settings.database_pool_size,
        engine=settings.engine_pool_size,
        processes=settings.expected_processes,
    )


def origin_policy(settings: Settings) -> OriginPolicy:
    return OriginPolicy.of(public_url=settings.public_url, development_origins=settings.development_origins)


@contextlib.asynccontextmanager
async def _open_storage(
    settings: Settings, process_id: str, clock: SystemClock, ids: RandomIds
) -> AsyncIterator[OpenStorage]:
    with _exclusive(settings.data_dir) if settings.database_url is None else contextlib.nullcontext():
        async with open_storage(
            _where(settings),
            pool_size=settings.database_pool_size,
            process=process_id,
            clock=clock,
            ids=ids,
        ) as storage:
            if not storage.is_embedded:
                capacity = await storage.capacity()
                connection_budget(settings).check(capacity.usable)
                _check_clock(capacity.now - clock.now())
            yield storage


def _check_clock(behind: timedelta) -> None:
    if abs(behind) > _CLOCK_SLACK:
        raise ClockWrong(
            f"The clocks of this machine and of the database differ by {abs(behind.total_seconds()):.0f} s. Set them: "
            "processes tell by the time whether others live."
        )


@contextlib.asynccontextmanager
async def _hints(
    storage: OpenStorage, hub: Hub | None, ids: RandomIds, redis: SharedRedis
) -> AsyncIterator[Hints]:
    """Who is told of a commit: the viewers here, if any, and by Redis, where there is one, those of other processes."""
    here: Hints = hub or _Nobody()
    if redis.url is None:
        yield here
        return
    from milepost.realtime.redis_hints import RedisHints, SeveralHints  # noqa: PLC0415  a library that few need

    url, epoch = redis.url.get_secret_value(), storage.event_log.epoch
    deliver = hub.note_grown if hub else None
    async with RedisHints(
        url, key=storage.hint_key, epoch=epoch, sender=ids.token(), deliver=deliver, outage=redis.outage
    ) as others:
        if hub is not None:
            hub.hear_by(others)
        yield SeveralHints((here, others))


class _Nobody:
    """Hints where nobody watches."""

    def announce(
        self, heads: Mapping[str, int], events: Mapping[str, Sequence[StoredEvent]] = NO_EVENTS
    ) -> None:
        pass


def _services(
    settings: Settings,
    catalog: Catalog,
    database: Database,
    models: Models,
    process_id: str,
    clock: SystemClock,
    ids: RandomIds,
    *,
    works: bool,
) -> Services:
    graph = CatalogGraph(catalog)
    return Services(
        database=database,
        planner=CatalogPlanner(catalog),
        author=models.author,
        links=models.web,
        rechecked=settings.rechecked,
        model_planner=ModelPlanner(models.gateway, models.settings, graph, understand_uncovered),
        concepts=graph,
        placement=CatalogPlacement(catalog),
        vault=models.vault,
        probe=Prober(),
        prices=ListPrices(),
        engine=_engine(settings, process_id, works=works),
        clock=clock,
        ids=ids,
        process_id=process_id,
        units_at_once=settings.units_at_once,
        concepts_per_run=_CONCEPTS_PER_RUN if settings.database_url else None,
        works=works,
        trash_kept_for=settings.trash_kept_for,
        runs_kept_for=settings.runs_kept_for,
    )


def _models(
    settings: Settings,
    catalog: Catalog,
    storage: OpenStorage,
    database: Database,
    redis: SharedRedis,
    clock: SystemClock,
    ids: RandomIds,
) -> AbstractAsyncContextManager[Models]:
    return open_models(
        storage,
        database,
        catalog=CatalogAuthor(catalog),
        vault=vault_of(
            key=settings.secret_key,
            file=settings.secret_file,
            data_dir=None if settings.database_url else settings.data_dir,
        ),
        search=ChosenSearch(settings.search, settings.search_url, settings.search_key),
        hidden_networks=settings.hidden_networks,
        redis=redis,
        clock=clock,
        ids=ids,
    )


async def _prepare(catalog: Catalog) -> None:
    """Index the phrases of the catalog, for which the first goal would wait, once the start is over."""
    await asyncio.sleep(_START_IS_OVER_SECONDS)
    await asyncio.to_thread(lambda: catalog.phrases)


async def _warm_up(gateway: Gateway) -> None:
    """Load the libraries that the first request to a model would wait for, where a model is chosen."""
    await asyncio.sleep(_START_IS_OVER_SECONDS)
    await gateway.warm_up(LOCAL_OWNER)


def _catalog(packs_dir: Path | None) -> Catalog:
    """The built-in pack and those of others; one that is refused is named, and nothing of it is there."""
    library = load_library(packs_dir)
    for pack in library.loaded:
        identity = pack.index.identity
        log.info("pack_loaded", pack=identity.pack_id, version=identity.version, hash=identity.content_hash)
    for refused in library.refused:
        log.warning("pack_refused", found=refused.place.name, reason=refused.reason)
    return library.catalog


def _engine(settings: Settings, process_id: str, *, works: bool) -> DbosEngine:
    if settings.database_url is None:
        file = settings.data_dir / "engine.db"
        return DbosEngine(
            database_url=f"sqlite:///{file}",
            database_engine=engine_database(file),
            executor_id=process_id,
            is_outage=is_unreachable,
        )
    url = settings.database_url.get_secret_value()
    engine = shared_engine_database(url, pool_size=settings.engine_pool_size, process=process_id)
    return DbosEngine(
        database_url=engine.url.render_as_string(hide_password=False),
        database_engine=engine,
        executor_id=process_id,
        # A run holds thirty units or so. Fewer runs would leave slots idle until the next have been fetched; of more,
        # one process would take what others could be writing.
        queues=Queues(runs_at_once=2 + settings.units_at_once // 20),
        works=works,
        is_outage=is_unreachable,
    )


def _runtime(
    settings: Settings, services: Services, event_log: EventLog, hub: Hub, ring: LineRing
) -> Runtime:
    def owner(_scope: Mapping[str, Any]) -> OwnerId:
        return LOCAL_OWNER

    async def is_ready() -> bool:
        return not hub.is_draining and await _answers(event_log)

    context = ApiContext(
        services=services,
        event_log=event_log,
        watch=hub,
        owner=owner,
        is_ready=is_ready,
        recent_log_lines=ring.about,
        versions={"milepost": __version__, "python": platform.python_version()},
        public_url=settings.public_url,
    )
    viewing = Viewing(hub=hub, clock=services.clock, ids=services.ids)
    places = Places(settings.max_sockets_per_owner_and_task)
    accepts = AcceptBucket(per_second=settings.accepts_per_second, clock=asyncio.get_running_loop().time)
    return Runtime(
        context=context,
        hub=hub,
        channel=ChannelEndpoint(viewing, origin_policy(settings), owner, places, accepts),
        stream=StreamEndpoint(viewing, owner, places, accepts),
        long_poll=LongPoll(hub, owner),
    )


async def _answers(event_log: EventLog) -> bool:
    """Whether the database answers in a time in which somebody asks for it."""
    try:
        async with asyncio.timeout(_READY_SECONDS):
            await event_log.check()
    except (StorageUnreachable, TimeoutError):
        return False
    return True


def _where(settings: Settings) -> Path | str:
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    return settings.data_dir / "milepost.db"


@contextlib.contextmanager
def _exclusive(data_dir: Path) -> Iterator[None]:
    data_dir.mkdir(parents=True, exist_ok=True)
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
