"""Whom the goals are given to, and how: through the workflow that a server runs, over a database of its own."""

import contextlib
import os
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from pydantic import SecretStr, ValidationError

from milepost.api.roadmaps.schemas import roadmap_view
from milepost.domain.errors import MilepostError
from milepost.domain.goals import GoalRequest
from milepost.domain.ids import LOCAL_OWNER
from milepost.domain.models import ProviderKind
from milepost.domain.ports.planning import AuthorContext, Occasion
from milepost.domain.providers import ModelChoice, ModelRoles
from milepost.domain.records import TaskRecord
from milepost.domain.tasks import TaskStatus
from milepost.log_lines import LineRing
from milepost.runtime import Runtime
from milepost.settings import Settings
from milepost.wiring import open_runtime
from milepost.workflow.generate_roadmap import generate_roadmap
from milepost.workflow.model_providers import NewProvider, add_provider
from milepost.workflow.model_roles import set_roles
from milepost.workflow.once import Request
from milepost.workflow.reading import RoadmapWithStudy, read_roadmap
from tests.support.model_server import running_model_server
from trials.evaluation.goals import GoalCase
from trials.evaluation.outcome import Content, Json, Outcome

#: A model of one's own machine takes its time.
_PATIENCE = timedelta(minutes=15)
_NAMED_BEFORE, _NAMED_AFTER = 12, 3
_VARIABLE = "MILEPOST_EVAL_"


class NoPlan(Exception):
    """A task neither came to a review nor failed in time."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model to be asked."""

    kind: ProviderKind
    name: str
    base_url: str | None
    key: SecretStr | None


@dataclass(frozen=True, slots=True)
class Subject:
    """One of those who are compared."""

    name: str
    planner: Literal["catalog", "model"]
    runtime: Runtime
    at_once: int
    understands: bool = True

    async def __call__(self, case: GoalCase) -> Outcome:
        """The roadmap for a goal, with what is written for its first concept."""
        today = datetime.now(UTC).date()
        fields = case.fields(today)
        try:
            wish = GoalRequest.model_validate({**fields, "planner": self.planner})
        except ValidationError as error:
            return self._refused(fields, "invalid-request", str(error))
        try:
            accepted = await generate_roadmap(
                self.runtime.context.services, Request(owner_id=LOCAL_OWNER, route="eval"), wish
            )
        except MilepostError as error:
            return self._refused(fields, error.slug, str(error))
        task = await self._until_review(accepted.task_id)
        if task.status is TaskStatus.FAILED:
            error_type, said = (task.error.type, task.error.detail) if task.error else ("unknown", "")
            return self._refused(fields, error_type, said)
        found = await read_roadmap(self.runtime.context.services, LOCAL_OWNER, task.roadmap_id)
        return Outcome(
            planner=self.planner,
            fields=fields,
            roadmap=roadmap_view(found).model_dump(mode="json"),
            questions=await self._questions(task),
            content=await self._written(task, found),
        )

    def _refused(self, fields: Json, slug: str, said: str) -> Outcome:
        return Outcome(planner=self.planner, fields=fields, refused=slug, said=said)

    async def _until_review(self, task_id: str) -> TaskRecord:
        context, until = self.runtime.context, time.monotonic() + _PATIENCE.total_seconds()
        while time.monotonic() < until:
            task = await context.event_log.task(task_id)
            assert task is not None
            if task.status is TaskStatus.HUMAN_REVIEW_PENDING or task.status.is_terminal:
                return task
            await context.watch.wait_past(task_id, task.last_seq, timedelta(seconds=1))
        raise NoPlan(task_id)

    async def _questions(self, task: TaskRecord) -> int:
        events = await self.runtime.context.event_log.read(task.task_id, after=0, limit=10_000)
        return sum(event.type == "question_asked" for event in events)

    async def _written(self, task: TaskRecord, found: RoadmapWithStudy) -> Content:
        """The guide and the quiz of the first concept that this subject would have to write itself."""
        assert found.plan is not None
        assert task.intent is not None
        concepts = list(found.plan.roadmap.concepts)
        is_own = [one.in_catalog == (self.planner == "catalog") for one in concepts]
        index = is_own.index(True) if True in is_own else 0
        names = [one.name for one in concepts]
        context = AuthorContext(
            occasion=Occasion(owner_id=LOCAL_OWNER, task_id=task.task_id),
            language=task.intent.language,
            title=found.plan.roadmap.title,
            before=tuple(names[max(0, index - _NAMED_BEFORE) : index]),
            after=tuple(names[index + 1 : index + 1 + _NAMED_AFTER]),
            goal=task.request.goal,
            level=task.intent.level,
            background=task.request.background,
            wishes=task.request.additional_context,
        )
        author, tutorial, quiz, failures = self.runtime.context.services.author, None, None, []
        try:
            tutorial = await author.tutorial(concepts[index], context)
        except MilepostError as error:
            failures.append(f"tutorial: {error.slug}: {error}")
        try:
            quiz = await author.quiz(concepts[index], context)
        except MilepostError as error:
            failures.append(f"quiz: {error.slug}: {error}")
        return Content(tutorial, quiz, tuple(failures))


def real_model() -> Model | None:
    """The model that the environment names, `MILEPOST_EVAL_MODEL` and with it `…_BASE_URL`, `…_KEY` and `…_KIND`."""
    name = os.environ.get(f"{_VARIABLE}MODEL")
    if not name:
        return None
    key = os.environ.get(f"{_VARIABLE}KEY")
    return Model(
        kind=ProviderKind(os.environ.get(f"{_VARIABLE}KIND", ProviderKind.OPENAI_COMPATIBLE)),
        name=name,
        base_url=os.environ.get(f"{_VARIABLE}BASE_URL"),
        key=SecretStr(key) if key else None,
    )


@contextlib.asynccontextmanager
async def catalog_subject() -> AsyncIterator[Subject]:
    async with _opened() as runtime:
        yield Subject("catalog", "catalog", runtime, at_once=2)


@contextlib.asynccontextmanager
async def scripted_subject() -> AsyncIterator[Subject]:
    """The scripted model, which says the same to the same."""
    with running_model_server() as server:
        model = Model(ProviderKind.OPENAI_COMPATIBLE, server.model, server.base_url, None)
        async with model_subject("scripted", model) as subject:
            yield replace(subject, understands=False)


@contextlib.asynccontextmanager
async def model_subject(name: str, model: Model) -> AsyncIterator[Subject]:
    async with _opened() as runtime:
        services, request = runtime.context.services, Request(owner_id=LOCAL_OWNER, route="eval")
        new = NewProvider.model_validate(
            {"kind": model.kind, "name": name, "base_url": model.base_url, "api_key": model.key}
        )
        provider = await add_provider(services, request, new)
        choice = ModelChoice(provider_id=provider.provider_id, model=model.name)
        await set_roles(services, LOCAL_OWNER, ModelRoles(planner=choice))
        yield Subject(name, "model", runtime, at_once=4)


@contextlib.asynccontextmanager
async def _opened() -> AsyncIterator[Runtime]:
    """A Milepost of its own, whatever the environment says of another."""
    with tempfile.TemporaryDirectory(prefix="milepost-eval-") as folder:
        settings = Settings(data_dir=Path(folder), database_url=None, redis_url=None, search="none")
        async with open_runtime(settings, LineRing()) as runtime:
            yield runtime
