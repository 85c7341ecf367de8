"""The conversation at the review: approve, cancel, or say what to change and see first what it would do."""

import sys
from dataclasses import dataclass
from enum import Enum, auto

from rich.console import Console
from rich.text import Text

from milepost.api.roadmaps.schemas import RoadmapView
from milepost.cli.client import MilepostClient, Refused
from milepost.cli.generation.costs import writing
from milepost.cli.generation.operation_words import operation
from milepost.cli.generation.roadmap_tree import print_roadmap, print_verdict
from milepost.cli.generation.wording import count, day, effect, hours, part_names
from milepost.cli.problem_text import problem_lines
from milepost.cli.screen import Mark, Screen, marked, plain
from milepost.domain.checking.validation_report import ValidationReport
from milepost.domain.editing.operations import Operation
from milepost.domain.editing.plan_diff import PlanDiff
from milepost.workflow.change_roadmap import Proposal

_YES = frozenset({"y", "yes", "write", "approve"})
_NO = frozenset({"n", "no", "cancel"})
_PLAN = frozenset({"p", "plan", "show"})


class NobodyThere(Exception):
    """Standard input has ended; nobody can decide."""


class Outcome(Enum):
    """How one review ended."""

    APPROVED = auto()
    CANCELLED = auto()
    CHANGED = auto()
    """The changes opened the next review."""
    OVERTAKEN = auto()
    """Somebody else decided, or the task ended meanwhile."""


@dataclass(slots=True)
class ReviewTalk:
    """Talks about one task; what has been shown is not shown again."""

    client: MilepostClient
    screen: Screen
    task_id: str
    roadmap_id: str
    results_to_stderr: bool = False
    """Whether standard output is kept for something else."""
    shown_revision: int | None = None

    def decide(self, review_id: str) -> Outcome:
        """Ask until the review has an end.

        Raises:
            NobodyThere: Nobody can be asked; the review stays open.
        """
        roadmap = self.client.roadmap(self.roadmap_id)
        self._present(roadmap)
        while True:
            words = self._ask(_question(roadmap.validation))
            choice = words.casefold()
            try:
                if choice in _YES:
                    self.client.approve(self.task_id, review_id)
                    return Outcome.APPROVED
                if choice in _NO:
                    self.client.cancel(self.task_id)
                    return Outcome.CANCELLED
                if choice in _PLAN:
                    print_roadmap(roadmap, self._results)
                elif words and self._change(roadmap, words):
                    return Outcome.CHANGED
            except Refused as refusal:
                self._explain(refusal)
                if refusal.problem.slug in {"stale-review", "stale-revision", "task-ended", "task-running"}:
                    return Outcome.OVERTAKEN

    def _present(self, roadmap: RoadmapView) -> None:
        if self.shown_revision is None:
            print_roadmap(roadmap, self._results)
        else:
            print_verdict(roadmap, self._results)
        self.shown_revision = roadmap.revision
        self._show_issues(roadmap.validation)
        for line in writing(roadmap.writing) if roadmap.writing else ():
            self._print(line)
        self._show_critique(roadmap)

    def _show_issues(self, report: ValidationReport | None) -> None:
        for issue in report.issues if report else ():
            mark = Mark.BAD if issue.severity == "blocking" else Mark.WARNING
            marked(mark, issue.detail, console=self.screen.err)

    def _show_critique(self, roadmap: RoadmapView) -> None:
        if (corrected := roadmap.corrections.total) > 0:
            self._print(f"Corrected in the model's draft: {count(corrected, 'thing')}")
        critique = roadmap.critique
        if critique is None:
            return
        if critique.outcome == "not_checked":
            marked(
                Mark.WARNING,
                f"Not looked over by the model: it could not be asked ({critique.reason})",
                console=self.screen.err,
            )
        names = part_names(roadmap)
        for finding in critique.findings:
            names |= {finding.part_id: finding.part_name} if finding.part_id and finding.part_name else {}
        for finding in critique.findings:
            if finding.state != "changed":
                marked(Mark.WARNING, f"The model's opinion: {finding.text}", console=self.screen.err)
                continue
            self._print(f"Changed by the model: {finding.text}")
            for one in finding.operations:
                self._print(f"  {operation(one, names)}")

    def _change(self, roadmap: RoadmapView, words: str) -> bool:
        """Show what the words would do, and do what the person accepts of it; whether anything was changed."""
        while True:
            with self.screen.waiting("Looking what that would change …"):
                proposal = self.client.propose(
                    self.roadmap_id, base_revision=roadmap.revision, feedback=words
                )
            self._show_proposal(proposal, part_names(roadmap))
            if not proposal.operations:
                return False
            accepted = self._ask_which(len(proposal.operations))
            if isinstance(accepted, str):
                words = accepted
                continue
            if not accepted:
                return False
            chosen: list[Operation] = [proposal.operations[index].operation for index in accepted]
            self.client.apply(self.roadmap_id, base_revision=proposal.base_revision, operations=chosen)
            return True

    def _show_proposal(self, proposal: Proposal, names: dict[str, str]) -> None:
        for number, one in enumerate(proposal.operations, start=1):
            self._print(f"  {number}. {operation(one.operation, names)}: {effect(one.effect)}")
        for words in proposal.not_understood:
            marked(Mark.WARNING, f"Not understood: {words}", console=self.screen.err)
        if proposal.operations:
            self._print(f"  Together: {_together(proposal.diff)}")
            self._show_issues(proposal.validation)
            for line in writing(proposal.writing) if proposal.writing else ():
                self._print(line)
        else:
            self._print("Nothing would change. Name a part and what to do with it, such as: drop loops")

    def _ask_which(self, number: int) -> list[int] | str:
        """The indexes of the accepted operations, none of them, or other words to try."""
        which = "y = change it, " if number == 1 else f"y = all {number}, some numbers such as 1 {number}, "
        while True:
            words = self._ask(f"Do it? [{which}n = no, or other words]")
            if words.casefold() in _YES:
                return list(range(number))
            if words.casefold() in _NO:
                return []
            parts = words.replace(",", " ").split()
            if not parts:
                continue
            if not all(part.isdecimal() for part in parts):
                return words
            if all(1 <= int(part) <= number for part in parts):
                return sorted({int(part) - 1 for part in parts})
            self._print(f"Numbers from 1 to {number}.")

    def _explain(self, refusal: Refused) -> None:
        first, *others = problem_lines(refusal.problem)
        marked(Mark.BAD, first, console=self.screen.err)
        for line in others:
            self._print(line)

    def _ask(self, question: str) -> str:
        try:
            words = self.screen.err.input(Text(f"{question} ")).strip()
        except EOFError:
            self._print("")
            raise NobodyThere from None
        if not sys.stdin.isatty():
            self._print(plain(words))  # nobody has typed it, so nobody has seen it
        return words

    def _print(self, text: str) -> None:
        self.screen.err.print(Text(plain(text)), soft_wrap=True)

    @property
    def _results(self) -> Console:
        return self.screen.err if self.results_to_stderr else self.screen.out


def _question(report: ValidationReport | None) -> str:
    others = "n = cancel the task, p = show the plan, or say what to change"
    if report is not None and report.is_blocking:
        return f"It cannot be written with these problems. [{others}]"
    return f"Write it? [y = write, {others}]"


def _together(diff: PlanDiff) -> str:
    ends = diff.effect.end_before, diff.effect.end_after
    moved = f", {day(ends[0])} → {day(ends[1])}" if ends[0] and ends[1] else ""
    lost = f", {count(len(diff.removed), 'concept')} fewer" if diff.removed else ""
    return f"{hours(diff.hours_before)} → {hours(diff.hours_after)}{moved}{lost}"
