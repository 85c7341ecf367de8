"""The database: its two kinds of transaction, and the only place that commits."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from milepost.domain.ports.runtime import Hints
from milepost.domain.records import StoredEvent
from milepost.storage.answer_store import SqlAnswerStore
from milepost.storage.calendar_store import SqlCalendarFeedStore, SqlSettingStore
from milepost.storage.engines import end_connections_of, one_moment, try_advisory_lock
from milepost.storage.event_log import SqlEventAppender
from milepost.storage.learner_store import SqlIdempotencyStore, SqlLearnerStore
from milepost.storage.link_store import SqlLinkStore
from milepost.storage.live_text_store import SqlLiveTextStore
from milepost.storage.provider_store import SqlProviderStore
from milepost.storage.quiz_store import SqlQuizStore
from milepost.storage.reachability import Reachability
from milepost.storage.review_store import SqlReviewStore
from milepost.storage.roadmap_store import SqlDraftStore, SqlRoadmapStore
from milepost.storage.spend_store import SqlSpendLedger
from milepost.storage.task_store import SqlProcessStore, SqlRunStore, SqlTaskStore
from milepost.storage.unit_store import SqlUnitStore


@dataclass(frozen=True, slots=True)
class SqlStores:
    """All stores over one connection, hence one transaction."""

    connection: AsyncConnection
    grown: dict[str, int] = field(default_factory=dict)
    """The logs that this transaction has lengthened, with their new heads."""
    appended: dict[str, list[StoredEvent]] = field(default_factory=dict)
    """What it has appended to them."""
    afterwards: list[Callable[[], None]] = field(default_factory=list)
    """What to do once it has committed."""

    def after_commit(self, what: Callable[[], None]) -> None:
        self.afterwards.append(what)

    @property
    def tasks(self) -> SqlTaskStore:
        return SqlTaskStore(self.connection)

    @property
    def runs(self) -> SqlRunStore:
        return SqlRunStore(self.connection)

    @property
    def processes(self) -> SqlProcessStore:
        return SqlProcessStore(self.connection)

    @property
    def reviews(self) -> SqlReviewStore:
        return SqlReviewStore(self.connection)

    @property
    def roadmaps(self) -> SqlRoadmapStore:
        return SqlRoadmapStore(self.connection)

    @property
    def drafts(self) -> SqlDraftStore:
        return SqlDraftStore(self.connection)

    @property
    def units(self) -> SqlUnitStore:
        return SqlUnitStore(self.connection)

    @property
    def links(self) -> SqlLinkStore:
        return SqlLinkStore(self.connection)

    @property
    def quizzes(self) -> SqlQuizStore:
        return SqlQuizStore(self.connection)

    @property
    def live_texts(self) -> SqlLiveTextStore:
        return SqlLiveTextStore(self.connection)

    @property
    def learners(self) -> SqlLearnerStore:
        return SqlLearnerStore(self.connection)

    @property
    def idempotency(self) -> SqlIdempotencyStore:
        return SqlIdempotencyStore(self.connection)

    @property
    def settings(self) -> SqlSettingStore:
        return SqlSettingStore(self.connection)

    @property
    def calendar_feeds(self) -> SqlCalendarFeedStore:
        return SqlCalendarFeedStore(self.connection)

    @property
    def providers(self) -> SqlProviderStore:
        return SqlProviderStore(self.connection)

    @property
    def answers(self) -> SqlAnswerStore:
        return SqlAnswerStore(self.connection)

    @property
    def spend(self) -> SqlSpendLedger:
        return SqlSpendLedger(self.connection)

    @property
    def events(self) -> SqlEventAppender:
        return SqlEventAppender(self.connection, self.grown, self.appended)


class SqlDatabase:
    """Both kinds of transaction. Either raises `StorageUnreachable` when the database cannot be reached."""

    def __init__(
        self, *, writer: AsyncEngine, reader: AsyncEngine, hints: Hints, reachability: Reachability
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._hints = hints
        self._reachability = reachability
        # SQLite has one writer: waiting here is fair and cheap, waiting in the file is neither.
        one_writer = writer.dialect.name == "sqlite"
        self._turn: contextlib.AbstractAsyncContextManager[object] = (
            asyncio.Lock() if one_writer else contextlib.nullcontext()
        )

    @contextlib.asynccontextmanager
    async def write(self) -> AsyncIterator[SqlStores]:
        with self._reachability.noted():
            async with self._turn, self._writer.connect() as connection:
                stores = SqlStores(connection)
                yield stores
                try:
                    await self._commit(connection)
                except asyncio.CancelledError:
                    self._tell(stores)
                    raise
        self._tell(stores)

    def _tell(self, stores: SqlStores) -> None:
        """What has been committed is announced, whoever was cancelled meanwhile."""
        if stores.grown:
            self._hints.announce(stores.grown, stores.appended)
        for what in stores.afterwards:
            what()

    @contextlib.asynccontextmanager
    async def read(self) -> AsyncIterator[SqlStores]:
        with self._reachability.noted():
            async with self._reader.connect() as connection:
                yield SqlStores(await one_moment(connection))

    async def expel(self, processes: Collection[str]) -> None:
        if self._writer.dialect.name == "sqlite" or not processes:
            return
        with self._reachability.noted():
            async with self._writer.connect() as connection:
                await end_connections_of(connection, processes)

    @contextlib.asynccontextmanager
    async def try_lock(self, name: str) -> AsyncIterator[bool]:
        if self._writer.dialect.name == "sqlite":
            yield True  # nobody shares it
            return
        with self._reachability.noted():
            connection = await self._writer.connect()
        try:
            with self._reachability.noted():
                is_ours = await try_advisory_lock(connection, name)
            yield is_ours
        finally:
            # The server may have ended the session, and so the lock, of a process that stood still.
            with contextlib.suppress(Exception):
                await connection.close()

    async def close(self) -> None:
        await self._writer.dispose()
        if self._reader is not self._writer:
            await self._reader.dispose()

    @staticmethod
    async def _commit(connection: AsyncConnection) -> None:
        """Commit. Raises CancelledError only once it has been done: nobody may be left to wonder whether it was."""
        commit = asyncio.ensure_future(connection.commit())
        cancelled: asyncio.CancelledError | None = None
        while not commit.done():
            try:
                await asyncio.shield(commit)
            except asyncio.CancelledError as error:
                cancelled = error
        commit.result()
        if cancelled is not None:
            raise cancelled
