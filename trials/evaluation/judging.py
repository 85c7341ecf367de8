"""Gives the goals to a subject and applies the rules, by pydantic-evals."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from pydantic_evals import Case, Dataset
from pydantic_evals.evaluators import EvaluationReason, Evaluator, EvaluatorContext

from trials.evaluation.goals import GoalCase
from trials.evaluation.outcome import Outcome
from trials.evaluation.rules import RULES, Rule
from trials.evaluation.subjects import Subject

#: Of a rule that is up to the planner, so many cases have to keep it, where the planner can understand a goal.
HOPED_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class Judged:
    """One rule on one case."""

    case_id: str
    group: str
    rule: str
    holds: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a rule held, of how often it applied."""

    held: int
    applied: int

    @property
    def share(self) -> float:
        return self.held / self.applied if self.applied else 1.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that was found about one subject."""

    subject: str
    understands: bool
    """Whether it can understand a goal; a script cannot, so what is up to the planner is shown and no bar to it."""
    cases: Mapping[str, str]
    """The group of each case that came to an end that can be judged."""
    judged: Sequence[Judged]
    broken: Sequence[str]
    """Cases that ended in an exception, and rules that did: faults of the program, or of this one."""

    def tally(self, rule: Rule, group: str | None = None) -> Tally:
        """Of one group, or of all."""
        found = [one for one in self.judged if one.rule == rule.name and group in {None, one.group}]
        return Tally(sum(one.holds for one in found), len(found))

    @property
    def missed(self) -> list[str]:
        """The bars that are not met."""
        hoped = HOPED_SHARE if self.understands else 0.0
        below = [one.name for one in RULES if self.tally(one).share < (1.0 if one.is_promised else hoped)]
        return [*below, *self.broken]


@dataclass(repr=False)
class Keeps(Evaluator[GoalCase, Outcome, None]):
    """Whether an outcome keeps a rule; says nothing where the rule does not apply."""

    rule: Rule

    def evaluate(self, ctx: EvaluatorContext[GoalCase, Outcome, None]) -> dict[str, EvaluationReason]:
        faults = self.rule.judge(ctx.inputs, ctx.output)
        if faults is None:
            return {}
        return {self.rule.name: EvaluationReason(value=not faults, reason="; ".join(faults) or None)}

    def build_serialization_arguments(self) -> dict[str, str]:
        return {"rule": self.rule.name}


def judge_alone(opening: AbstractAsyncContextManager[Subject], goals: Sequence[GoalCase]) -> Judgement:
    """Open a subject and give it every goal; blocks.

    The run engine, once closed, leaves its loop without threads, so each subject has a loop of its own.
    """

    async def opened() -> Judgement:
        async with opening as subject:
            return await judge(subject, goals)

    return asyncio.run(opened())


async def judge(subject: Subject, goals: Sequence[GoalCase]) -> Judgement:
    """Every goal, a few at once."""
    dataset: Dataset[GoalCase, Outcome, None] = Dataset(
        name=subject.name,
        cases=[Case(name=goal.id, inputs=goal) for goal in goals],
        evaluators=[Keeps(rule) for rule in RULES],
    )
    report = await dataset.evaluate(
        subject, max_concurrency=subject.at_once, progress=False, name=subject.name
    )
    judged = [
        Judged(case.name, case.inputs.group, name, found.value, found.reason or "")
        for case in report.cases
        for name, found in case.assertions.items()
    ]
    broken = [f"{failure.name}: {failure.error_message}" for failure in report.failures]
    broken += [
        f"{case.name}: {failure.error_message}"
        for case in report.cases
        for failure in case.evaluator_failures
    ]
    return Judgement(
        subject=subject.name,
        understands=subject.understands,
        cases={case.name: case.inputs.group for case in report.cases},
        judged=judged,
        broken=broken,
    )
