"""Stand-ins that pass the same contract as the real ones: a planner, an author, a clock, an engine."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from milepost.domain.checking.critique import ProposedFinding
from milepost.domain.checking.validation_report import ValidationReport
from milepost.domain.content import Quiz, QuizItem, QuizOption, Resource, ResourceList, Tutorial
from milepost.domain.drafts import Draft, DraftSummary, StageDraft
from milepost.domain.editing.operations import Operation, Remove
from milepost.domain.errors import ConceptNotInCatalog, FeedbackNotUnderstood, MilepostError, UnknownGoal
from milepost.domain.goals import (
    GoalRequest,
    Intent,
    Language,
    LeftOut,
    Level,
    MatchedGoal,
    Question,
    ReadFields,
    UnitKind,
)
from milepost.domain.ids import OwnerId
from milepost.domain.model_errors import ModelFailure
from milepost.domain.model_probe import ProbeResult
from milepost.domain.models import ModelConfig
from milepost.domain.ports.planning import (
    AuthorContext,
    EditProposal,
    Occasion,
    Preview,
    ShowText,
    show_nobody,
)
from milepost.domain.ports.runtime import Dispatch, Execute, Step
from milepost.domain.records import RunKind
from milepost.domain.roadmaps import Concept, Roadmap
from tests.support.factories import make_concept, roadmap_of


class ManualClock:
    """A clock that moves when told, and a little at each look, so that instants are in order."""

    def __init__(self) -> None:
        self._now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self._now += timedelta(microseconds=1)
        return self._now

    def advance(self, by: timedelta) -> None:
        self._now += by


Hook = Callable[[str], "asyncio.Future[None] | None"]
"""What a fake asks before each call, by its name; it waits for the future it gets."""


class Gate:
    """Holds the calls whose names begin with one of these, until it is opened."""

    def __init__(self, *names: str, skip: int = 0) -> None:
        """The first `skip` calls of them pass."""
        self._names = names
        self._skip = skip
        self._is_open = False
        self._arrived = asyncio.Event()
        self.held: dict[str, asyncio.Future[None]] = {}

    def __call__(self, name: str) -> "asyncio.Future[None] | None":
        if self._is_open or not name.startswith(self._names):
            return None
        if self._skip > 0:
            self._skip -= 1
            return None
        self.held[name] = asyncio.get_running_loop().create_future()
        self._arrived.set()
        return self.held[name]

    async def reached(self) -> None:
        """Wait until a call is held."""
        async with asyncio.timeout(10):
            await self._arrived.wait()

    def open(self) -> None:
        self._is_open = True
        for future in self.held.values():
            if not future.done():
                future.set_result(None)


class StubPlanner:
    """Plans the roadmap it is given, whatever is asked."""

    def __init__(self, roadmap: Roadmap | None = None) -> None:
        self.roadmap = roadmap or roadmap_of(*small_concepts())
        self.requests: list[GoalRequest] = []
        self.repairs: list[Sequence[Operation]] = []
        """Operations to offer, one list for each round."""
        self.fails_with: str | None = None
        """What the design fails with, once it was taken on."""
        self.keep_order: tuple[str, ...] = ()
        """What a design says is most valuable."""
        self.understands_once = False
        """Whether feedback that was understood is not understood when it is read again."""
        self.edited: list[Roadmap] = []
        """What it was given to edit."""
        self.before_each: Hook = lambda _call: None
        """Asked before `analyse`, `design:<index>`, `edit`, `repair` and `critique`."""
        self.questions: tuple[Question, ...] = ()
        """What it asks back."""
        self.asked: list[tuple[Question, ...]] = []
        """What each analysis was told of earlier questions."""
        self.designed: list[tuple[str, ...]] = []
        """What each design took for settled: the values of the questions."""
        self.findings: list[ProposedFinding] = []
        """What it says of a plan."""
        self.critic_fails: MilepostError | None = None
        self.criticised: list[Roadmap] = []

    async def is_chosen(self, owner_id: OwnerId) -> bool:
        return True

    async def analyse(
        self, request: GoalRequest, *, today: date, occasion: Occasion, asked: Sequence[Question] = ()
    ) -> Intent:
        self.asked.append(tuple(asked))
        intent = (await self.preview(request, today=today)).intent
        return intent.model_copy(update={"questions": tuple(asked) or self.questions})

    async def preview(self, request: GoalRequest, *, today: date) -> Preview:
        self.requests.append(request)
        await self._note("analyse")
        intent = _intent(request, today)
        return Preview(read=ReadFields(), goals=intent.goals, unmatched=(), intent=intent)

    async def design(
        self, intent: Intent, *, request: GoalRequest, occasion: Occasion
    ) -> AsyncIterator[Draft]:
        self.designed.append(tuple(question.value for question in intent.questions))
        for index, stage in enumerate(self.roadmap.stages):
            await self._note(f"design:{index}")
            if self.fails_with is not None:
                raise UnknownGoal(self.fails_with, available=())
            yield StageDraft(index=index, expected_stages=len(self.roadmap.stages), stage=stage)
        yield DraftSummary(title=intent.title, edges=self.roadmap.edges, keep_order=self.keep_order)

    async def edit(
        self, roadmap: Roadmap, *, feedback: str, intent: Intent, occasion: Occasion
    ) -> EditProposal:
        """Understands `drop <part id>`, several with ` and ` between them; `mumble` it does not understand."""
        self.edited.append(roadmap)
        await self._note("edit")
        clauses = [clause.partition(" ") for clause in feedback.split(" and ")]
        understood = tuple(Remove(target_id=target) for verb, _, target in clauses if verb == "drop")
        missed = tuple("".join(clause) for clause in clauses if clause[0] != "drop")
        if not understood or (self.understands_once and len(self.edited) > 1):
            raise FeedbackNotUnderstood(missed)
        return EditProposal(operations=understood, not_understood=missed)

    async def repair(self, roadmap: Roadmap, *, report: ValidationReport, intent: Intent) -> EditProposal:
        await self._note("repair")
        return EditProposal(operations=tuple(self.repairs.pop(0) if self.repairs else ()))

    async def critique(
        self, roadmap: Roadmap, *, request: GoalRequest, intent: Intent, occasion: Occasion
    ) -> Sequence[ProposedFinding]:
        self.criticised.append(roadmap)
        await self._note("critique")
        if self.critic_fails is not None:
            raise self.critic_fails
        return self.findings

    async def _note(self, call: str) -> None:
        if (waiting := self.before_each(call)) is not None:
            await waiting


class StubProbe:
    """A provider that answers at the addresses it is told of, with the models it is told of."""

    def __init__(self) -> None:
        self.failures: dict[str | None, ModelFailure] = {}
        """By the address that is asked."""
        self.models: tuple[str, ...] = ("small", "large")
        self.asked: list[ModelConfig] = []

    async def probe(self, config: ModelConfig) -> ProbeResult:
        self.asked.append(config)
        failure = self.failures.get(config.base_url)
        return ProbeResult(failure, timedelta(milliseconds=7), () if failure else self.models)

    async def list_models(self, config: ModelConfig) -> Sequence[str]:
        self.asked.append(config)
        if (failure := self.failures.get(config.base_url)) is not None:
            raise failure
        return self.models


class StubAuthor:
    """Writes a line for each unit, and knows what it wrote how often; can be slow, and can fail."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.fails: set[str] = set()
        """Units, `<concept_id>:<kind>`, that fail."""
        self.breaks: dict[str, BaseException] = {}
        """Units that end in something no author should raise."""
        self.told: dict[str, AuthorContext] = {}
        """What it was last told of each unit."""
        self.shows: dict[str, ShowText] = {}
        """What it may tell how a tutorial grows."""
        self.before_each: Hook = lambda _unit: None

    def writes_all_in(self, concept: Concept, language: Language) -> bool:
        return True

    def left_out(self, kind: UnitKind, *, in_catalog: bool, with_model: bool) -> LeftOut | None:
        return None if in_catalog or with_model else LeftOut.NO_MODEL

    async def tutorial(
        self, concept: Concept, context: AuthorContext, *, show: ShowText = show_nobody
    ) -> Tutorial:
        self.shows[f"{concept.concept_id}:tutorial"] = show
        await self._note(concept, "tutorial", context)
        outcome = (context.anew.instructions or "Tell again.") if context.anew else "Tell."
        return Tutorial(language=context.language, outcomes=(outcome,), body=f"About {concept.concept_id}.")

    async def resources(self, concept: Concept, context: AuthorContext) -> ResourceList:
        await self._note(concept, "resources", context)
        link = Resource(
            title=f"On {concept.concept_id}", url="https://example.org/", kind="reference", language="en",
            free=True, check="not_checked",
        )  # fmt: skip
        return ResourceList(resources=(link,))

    async def quiz(self, concept: Concept, context: AuthorContext) -> Quiz:
        await self._note(concept, "quiz", context)
        options = (QuizOption(option_id="a", text="Yes"), QuizOption(option_id="b", text="No"))
        item = QuizItem(
            item_id="q1", stem=f"Is it {concept.concept_id}?", options=options, right_option_ids=("a",),
            explanation="It is.", outcome="Tell.", level="recall",
        )  # fmt: skip
        return Quiz(language=context.language, items=(item,))

    async def _note(self, concept: Concept, kind: str, context: AuthorContext) -> None:
        unit = f"{concept.concept_id}:{kind}"
        self.told[unit] = context
        if (waiting := self.before_each(unit)) is not None:
            await waiting
        if unit in self.breaks:
            raise self.breaks[unit]
        if unit in self.fails:
            raise ConceptNotInCatalog(concept.concept_id)
        self.written.append(unit)


class MemoryEngine:
    """The `RunEngine` port with nothing stored: a key starts once, on this loop, and can be cancelled."""

    def __init__(self) -> None:
        self._execute: Execute | None = None
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self.enqueued: list[str] = []
        """What was left to whoever is free, in order."""

    async def launch(self, execute: Execute) -> None:
        self._execute = execute

    async def start(self, key: str, kind: RunKind) -> None:
        if self._execute is None:
            raise RuntimeError("The engine has not been launched.")
        if key not in self._tasks:
            self._tasks[key] = asyncio.create_task(self._run(self._execute, key, kind))

    async def enqueue(self, key: str, kind: RunKind) -> None:
        self.enqueued.append(key)
        await self.start(key, kind)

    def here(self) -> frozenset[str]:
        return frozenset(key for key, task in self._tasks.items() if not task.done())

    async def look_up(self, keys: Collection[str]) -> Mapping[str, Dispatch]:
        known = {key: self._tasks[key] for key in keys if key in self._tasks}
        return {key: Dispatch("over" if task.done() else "taken") for key, task in known.items()}

    def interrupt(self, key: str) -> None:
        if key in self._tasks:
            self._tasks[key].cancel()

    async def noted_before(self, instant: datetime, limit: int) -> Sequence[str]:
        return list(self._tasks)[:limit]

    async def forget(self, keys: Collection[str]) -> None:
        for key in keys:
            del self._tasks[key]

    async def _run(self, execute: Execute, key: str, kind: RunKind) -> None:
        await execute(key, kind, self._step)

    async def _step(self, _name: str, work: Step) -> None:
        await work()

    async def is_over(self, key: str) -> bool | None:
        return self._tasks[key].done() if key in self._tasks else None

    async def cancel(self, key: str) -> None:
        self.interrupt(key)

    async def stop_work(self) -> None:
        await self.close()

    async def close(self) -> None:
        self._execute = None
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def settled(self) -> None:
        """Wait until nothing runs, neither what was started nor what that starts in turn."""
        async with asyncio.timeout(10):
            while running := [task for task in self._tasks.values() if not task.done()]:
                await asyncio.wait(running)

    @property
    def failures(self) -> list[BaseException]:
        """What runs have raised."""
        ended = [task for task in self._tasks.values() if task.done() and not task.cancelled()]
        return [failure for task in ended if (failure := task.exception()) is not None]


class RepeatingEngine(MemoryEngine):
    """Runs every step a second time, as an engine does that was killed before it could note the first."""

    async def _step(self, _name: str, work: Step) -> None:
        await work()
        await work()


class IdleEngine(MemoryEngine):
    """Starts nothing; says of each key what it is told to say."""

    def __init__(self) -> None:
        super().__init__()
        self.started: list[str] = []
        self.over: dict[str, bool] = {}
        self.queued: set[str] = set()
        """What waits for a process that is free."""

    async def start(self, key: str, kind: RunKind) -> None:
        self.started.append(key)

    async def enqueue(self, key: str, kind: RunKind) -> None:
        await self.start(key, kind)

    def here(self) -> frozenset[str]:
        return frozenset(key for key, is_over in self.over.items() if not is_over)

    async def look_up(self, keys: Collection[str]) -> Mapping[str, Dispatch]:
        noted = {key: Dispatch("over" if over else "taken", "prc_dead") for key, over in self.over.items()}
        noted |= {key: Dispatch("queued") for key in self.queued}
        return {key: noted[key] for key in keys if key in noted}

    async def is_over(self, key: str) -> bool | None:
        return self.over.get(key)


def small_concepts(count: int = 6) -> list[Concept]:
    """A chain of concepts `topic.c1` … each needing the one before."""
    return [
        make_concept(f"topic.c{n}", hours=2, needs=[f"topic.c{n - 1}"] if n > 1 else [])
        for n in range(1, count + 1)
    ]


def _intent(request: GoalRequest, today: date) -> Intent:
    return Intent(
        title=request.goal[:60],
        goals=(MatchedGoal(goal_id="topic", name="Topic", score=1),),
        level=request.level or Level.BEGINNER,
        language=request.language or Language.EN,
        hours_per_week=request.hours_per_week or 5,
        deadline=request.deadline,
        start_date=today,
    )
