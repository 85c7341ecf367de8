"""What is kept, behind protocols. `Database.write` is the only thing that commits."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from milepost.domain.content import Content
from milepost.domain.drafts import StageDraft
from milepost.domain.events import NewEvent
from milepost.domain.goals import UnitKind
from milepost.domain.ids import ConceptId, OwnerId, ReviewId, RoadmapId, TaskId
from milepost.domain.ports.links import LinkStore
from milepost.domain.ports.models import AnswerStore, ProviderStore, SpendLedger
from milepost.domain.purposes import ListedUnits
from milepost.domain.records import (
    CalendarFeedRecord,
    IdempotencyRecord,
    LearnerState,
    LiveText,
    LoggedEvent,
    Page,
    QuizAttemptRecord,
    RemovedItem,
    ReviewRecord,
    RevisionNote,
    RevisionRecord,
    RoadmapRecord,
    RunRecord,
    SettingRecord,
    StoredEvent,
    TaskRecord,
    UnitRecord,
    VersionRecord,
)
from milepost.domain.tasks import TaskStatus, UnitStatus


class TaskStore(Protocol):
    async def add(self, task: TaskRecord) -> None: ...
    async def find(self, task_id: str) -> TaskRecord | None: ...
    async def lock(self, task_id: str) -> TaskRecord | None:
        """The task, held against other writers until this transaction ends."""
        ...

    async def save(self, task: TaskRecord) -> None:
        """Store everything but `last_seq` and `ended_at`, which belong to the event log."""
        ...

    async def newest_of(self, roadmap_id: str) -> TaskRecord | None: ...
    async def open_of(self, roadmap_id: str) -> Sequence[TaskRecord]:
        """Those that have not ended, newest first."""
        ...

    async def open_with_unit(self, roadmap_id: str, concept_id: str, kind: UnitKind) -> TaskRecord | None:
        """The newest that has not ended and is to write this unit."""
        ...

    async def page(
        self, owner_id: OwnerId, *, status: TaskStatus | None, after: str | None, limit: int
    ) -> Page[TaskRecord]: ...


class RunStore(Protocol):
    async def add(self, run: RunRecord) -> None: ...
    async def find(self, key: str) -> RunRecord | None: ...
    async def claim(self, key: str, *, token: str, owner: str) -> RunRecord | None:
        """Give an open run to `owner` under a new token; None when it has ended."""
        ...

    async def check(self, key: str, token: str) -> bool:
        """Whether the run is open and still under this token; holds the row against others."""
        ...

    async def end(self, key: str, *, outcome: str, lost: bool, now: datetime) -> None: ...
    async def open_runs(self, task_id: str | None = None) -> Sequence[RunRecord]: ...
    async def find_all(self, keys: Collection[str]) -> Sequence[RunRecord]:
        """Those of these runs that exist."""
        ...

    async def forget(self, before: datetime, limit: int) -> int:
        """Drop at most `limit` runs that ended before an instant, as their task did; how many that were."""
        ...


class ProcessStore(Protocol):
    async def beat(self, process_id: str, now: datetime) -> None: ...
    async def alive(self, since: datetime) -> frozenset[str]:
        """Processes whose last beat is not before `since`."""
        ...

    async def remove(self, process_id: str) -> None: ...
    async def forget(self, before: datetime) -> None:
        """Drop the processes whose last beat is before an instant."""
        ...


class ReviewStore(Protocol):
    async def add(self, review: ReviewRecord) -> None: ...
    async def find(self, review_id: str) -> ReviewRecord | None: ...
    async def decide(self, review_id: ReviewId, *, state: str, feedback: str | None, now: datetime) -> bool:
        """Compare-and-set from open; False when somebody decided before."""
        ...


class RoadmapStore(Protocol):
    async def hold(self, roadmap_id: str) -> None:
        """Wait for whoever holds this roadmap, and hold it to the end of the transaction; its rows stay free."""
        ...

    async def add(self, roadmap: RoadmapRecord) -> None: ...
    async def find(self, roadmap_id: str) -> RoadmapRecord | None: ...
    async def save(self, roadmap: RoadmapRecord, *, base_revision: int) -> bool:
        """Store it where its revision is still `base_revision`; False when it is not.

        Leaves `deleted_at` alone: whoever read the roadmap before it was deleted must not bring it back.
        """
        ...

    async def mark_deleted(self, roadmap_id: RoadmapId, deleted_at: datetime | None) -> None:
        """Put it into the trash, or with None take it out again."""
        ...

    async def page(
        self, owner_id: OwnerId, *, after: str | None, limit: int, deleted: bool = False
    ) -> Page[RoadmapRecord]:
        """What is not in the trash, or with `deleted` what is."""
        ...

    async def deleted_before(self, instant: datetime, limit: int) -> Sequence[RoadmapId]:
        """Roadmaps that were put into the trash at or before an instant, oldest first."""
        ...

    async def erase(self, roadmap_id: RoadmapId) -> None:
        """Remove a roadmap with everything that hangs on it: tasks, logs, units, content, attempts.

        What the learner knows of catalog concepts belongs to no roadmap and stays.
        """
        ...

    async def add_revision(self, revision: RevisionRecord) -> None: ...
    async def find_revision(self, roadmap_id: str, revision: int) -> RevisionRecord | None: ...
    async def revisions(self, roadmap_id: str) -> Sequence[RevisionNote]:
        """How each came about, the first first; their plans together can be many megabytes."""
        ...


class DraftStore(Protocol):
    async def put(self, task_id: TaskId, attempt: int, draft: StageDraft) -> None: ...
    async def stages(self, task_id: TaskId, attempt: int) -> Sequence[StageDraft]: ...
    async def forget(self, before: datetime, limit: int) -> int:
        """Drop drafts of at most `limit` tasks that ended before an instant; of how many tasks that was."""
        ...


class UnitStore(Protocol):
    async def add_missing(self, units: Iterable[UnitRecord]) -> None:
        """Insert the units that do not exist; leave the others as they are."""
        ...

    async def list_for_task(self, task_id: TaskId, units: Iterable[UnitRecord]) -> None:
        """Name the units that a task is to write."""
        ...

    async def of_roadmap(self, roadmap_id: RoadmapId) -> Sequence[UnitRecord]: ...
    async def of_task(self, task_id: TaskId) -> Sequence[UnitRecord]: ...
    async def listed_for(self, task_ids: Collection[TaskId]) -> Mapping[TaskId, ListedUnits]:
        """What each of these tasks is to write; those that have listed nothing are absent."""
        ...

    async def find(self, roadmap_id: str, concept_id: str, kind: UnitKind) -> UnitRecord | None: ...
    async def status_counts(self, task_id: TaskId) -> Mapping[UnitStatus, int]: ...
    async def save_all(self, units: Sequence[UnitRecord]) -> None: ...
    async def add_content(
        self,
        unit: UnitRecord,
        content: Content,
        *,
        author: str,
        task_id: TaskId,
        now: datetime,
        instructions: str | None = None,
    ) -> None:
        """Add the immutable version `unit.version`, with what was asked of it."""
        ...

    async def find_content(
        self, roadmap_id: str, concept_id: str, kind: UnitKind, version: int | None
    ) -> tuple[int, Content] | None:
        """(version, content); the one that is read when `version` is None."""
        ...

    async def versions(self, roadmap_id: str, concept_id: str, kind: UnitKind) -> Sequence[VersionRecord]:
        """All that were finished, oldest first."""
        ...


class QuizStore(Protocol):
    """Which questions of which version of a quiz were found wrong."""

    async def removed(self, roadmap_id: str, concept_id: str, version: int) -> Sequence[RemovedItem]: ...
    async def remove(
        self, roadmap_id: RoadmapId, concept_id: ConceptId, version: int, item: RemovedItem
    ) -> None:
        """Take an item out; one that is out already stays as it is."""
        ...

    async def put_back(
        self, roadmap_id: RoadmapId, concept_id: ConceptId, version: int, item_id: str
    ) -> None: ...


class LiveTextStore(Protocol):
    """What there is of texts that are being written, as long as somebody reads along. Nothing depends on it."""

    async def follow(
        self, roadmap_id: RoadmapId, concept_id: ConceptId, kind: UnitKind, *, until: datetime
    ) -> None:
        """Have the text kept from now on, until an instant."""
        ...

    async def followed(self, units: Collection[UnitRecord], now: datetime) -> Sequence[UnitRecord]:
        """Those of these units that somebody reads along."""
        ...

    async def put(self, unit: UnitRecord, text: str, *, beginning: int) -> None:
        """Keep what there is now, of the unit's attempt, where somebody follows it."""
        ...

    async def find(
        self, roadmap_id: str, concept_id: str, kind: UnitKind
    ) -> tuple[datetime, LiveText] | None:
        """(until when it is followed, what there is)."""
        ...

    async def remove(self, units: Collection[UnitRecord]) -> None: ...
    async def forget(self, before: datetime) -> None:
        """Drop what nobody has followed since an instant."""
        ...


class LearnerStore(Protocol):
    async def states(self, owner_id: OwnerId, concept_keys: Sequence[str]) -> Mapping[str, LearnerState]: ...
    async def changed_at(self, owner_id: OwnerId, concept_keys: Sequence[str]) -> datetime | None:
        """When the learner last said something of one of these concepts; None if never."""
        ...

    async def put(self, owner_id: OwnerId, concept_key: str, state: LearnerState, now: datetime) -> None: ...
    async def add_attempt(self, attempt: QuizAttemptRecord) -> None: ...
    async def best_scores(self, owner_id: OwnerId, roadmap_id: str) -> Mapping[ConceptId, float]:
        """The best quiz score per concept, 0 to 1."""
        ...


class SettingStore(Protocol):
    async def find(self, owner_id: OwnerId, name: str) -> SettingRecord | None: ...
    async def put(self, setting: SettingRecord) -> None: ...


class CalendarFeedStore(Protocol):
    async def put(self, feed: CalendarFeedRecord) -> None:
        """Keep it in place of the one that the roadmap had."""
        ...

    async def of_roadmap(self, roadmap_id: RoadmapId) -> CalendarFeedRecord | None: ...
    async def by_hash(self, token_hash: str) -> CalendarFeedRecord | None: ...
    async def remove(self, roadmap_id: RoadmapId) -> None: ...


class IdempotencyStore(Protocol):
    async def find(self, owner_id: OwnerId, key: str) -> IdempotencyRecord | None: ...
    async def reserve(self, record: IdempotencyRecord) -> bool:
        """Take the key for this transaction; False when it is taken. Waits for whoever is just taking it."""
        ...

    async def keep_answer(self, owner_id: OwnerId, key: str, answer: str) -> None:
        """Store the answer under a reserved key."""
        ...

    async def forget(self, before: datetime) -> None:
        """Drop what was answered before an instant."""
        ...


class EventAppender(Protocol):
    async def append(self, task_id: TaskId, events: Sequence[NewEvent], *, now: datetime) -> int:
        """Number and store what is not in the log yet; the head afterwards.

        Locks the task row, so `seq` is gapless and in commit order per task. A terminal event
        closes the log.

        Raises:
            TaskEnded: The log is closed.
        """
        ...

    async def history(self, task_id: TaskId) -> Sequence[LoggedEvent]:
        """What a task has logged, in order, without what the events say."""
        ...


class Stores(Protocol):
    """All stores over one transaction."""

    @property
    def tasks(self) -> TaskStore: ...
    @property
    def runs(self) -> RunStore: ...
    @property
    def processes(self) -> ProcessStore: ...
    @property
    def reviews(self) -> ReviewStore: ...
    @property
    def roadmaps(self) -> RoadmapStore: ...
    @property
    def drafts(self) -> DraftStore: ...
    @property
    def units(self) -> UnitStore: ...
    @property
    def links(self) -> LinkStore: ...
    @property
    def quizzes(self) -> QuizStore: ...
    @property
    def live_texts(self) -> LiveTextStore: ...
    @property
    def learners(self) -> LearnerStore: ...
    @property
    def idempotency(self) -> IdempotencyStore: ...
    @property
    def settings(self) -> SettingStore: ...
    @property
    def calendar_feeds(self) -> CalendarFeedStore: ...
    @property
    def providers(self) -> ProviderStore: ...
    @property
    def answers(self) -> AnswerStore: ...
    @property
    def spend(self) -> SpendLedger: ...
    @property
    def events(self) -> EventAppender: ...

    def after_commit(self, what: Callable[[], None]) -> None:
        """Do something once this transaction has committed, and not at all if it does not."""
        ...


class Database(Protocol):
    def write(self) -> AbstractAsyncContextManager[Stores]:
        """One writing transaction: commits at a clean end, rolls back on an exception, then gives hints."""
        ...

    def read(self) -> AbstractAsyncContextManager[Stores]:
        """One reading transaction: a consistent snapshot."""
        ...

    async def expel(self, processes: Collection[str]) -> None:
        """Free what processes that are believed dead still hold in the database, should they only stand still."""
        ...

    def try_lock(self, name: str) -> AbstractAsyncContextManager[bool]:
        """Whether this process alone, of all that share the database, does what `name` says until the block ends.

        Whoever stands still for seconds while holding it loses it, so it spares work and protects nothing.
        """
        ...


class EventLog(Protocol):
    """The log as a viewer sees it: reads only, each with a connection of its own and held no longer.

    Every call raises `StorageUnreachable` while the database cannot be reached.
    """

    @property
    def epoch(self) -> str:
        """Names this copy of the log."""
        ...

    async def task(self, task_id: str) -> TaskRecord | None:
        """The task with its head, of one moment."""
        ...

    async def read(self, task_id: str, *, after: int, limit: int) -> Sequence[StoredEvent]: ...
    async def heads(self, task_ids: Iterable[str]) -> Mapping[str, int]: ...
    async def changed(self) -> bool:
        """Whether anything may have been committed since the last call; cheap, and may err on the side of yes."""
        ...

    async def check(self) -> None:
        """Ask the database for nothing, to see that it answers."""
        ...
