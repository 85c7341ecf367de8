"""What a model says of a whole plan once code has found nothing wrong with it: an opinion, and never a check."""

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from milepost.domain.checking.validation_report import Issue, ValidationReport
from milepost.domain.editing.operations import Operation
from milepost.domain.ids import PartIdText
from milepost.domain.model import Value

MOST_FINDINGS = 8


class ProposedFinding(Value):
    """One thing that a critic says, with the changes that would mend it."""

    part_id: PartIdText | None = None
    """The stage, module or concept concerned; None for the whole."""
    text: str
    """In the learner's language."""
    operations: tuple[Operation, ...] = ()
    unreadable: str | None = None
    """Why its changes are none that can be tried; None where they can, or where it has none."""


class Finding(Value):
    """One thing that a critic said, and what became of it."""

    part_id: PartIdText | None = None
    part_name: str | None = None
    """What the part was called then; it may have been renamed or taken out."""
    text: str
    """In the learner's language."""
    state: Literal["changed", "remark", "not_possible"]
    """`changed`: its changes were made. `remark`: it proposes none. `not_possible`: they cannot be made."""
    operations: tuple[Operation, ...] = ()
    """What was changed, exactly."""
    why_not: str | None = None
    """For `not_possible`, in English."""


class Critique(Value):
    """What came of asking a critic."""

    outcome: Literal["heard", "not_checked"]
    """`not_checked`: the critic could not be asked, or gave no answer that can be used."""
    reason: str | None = None
    """For `not_checked` the slug of what went wrong."""
    findings: tuple[Finding, ...] = Field(default=(), max_length=MOST_FINDINGS)

    @property
    def remarks(self) -> Sequence[Finding]:
        """What still stands: everything that was not put right."""
        return [finding for finding in self.findings if finding.state != "changed"]

    def only_remarks(self) -> "Critique":
        """For a later review, where what was changed is no news any more."""
        return self.model_copy(update={"findings": tuple(self.remarks)})

    def issues(self) -> tuple[Issue, ...]:
        """What still stands, at the parts that it concerns."""
        return tuple(
            Issue(code="opinion", severity="warning", part_id=one.part_id, detail=one.text)
            for one in self.remarks
        )


class ReviewReport(ValidationReport):
    """What is known of a plan when a person is asked about it."""

    critique: Critique | None = None
    """None where no critic was to be asked, as of what the catalog plans."""

    @classmethod
    def of(cls, report: ValidationReport, critique: Critique | None) -> "ReviewReport":
        return cls(outcome=report.outcome, issues=report.issues, critique=critique)
