"""What a check of a roadmap says: problems, each with the place it concerns."""

from enum import StrEnum
from typing import Literal

from milepost.domain.ids import PartIdText
from milepost.domain.model import Value


class Outcome(StrEnum):
    VALID = "valid"
    INVALID = "invalid"
    NOT_CHECKED = "not_checked"
    """The check could not run; never shown as valid."""


IssueCode = Literal[
    "cycle",
    "unknown_prerequisite",
    "backward_prerequisite",
    "duplicate_id",
    "empty_part",
    "no_stages",
    "witness_mismatch",
    "over_budget",
    "hours_out_of_range",
    "duplicate_name",
    "week_over_cap",
    "schedule_mismatch",
    "not_proven",
    "opinion",
]


class Issue(Value):
    """One problem of a roadmap, at the part it concerns."""

    code: IssueCode
    severity: Literal["blocking", "warning"]
    part_id: PartIdText | None = None
    """The stage, module or concept concerned; None for the whole roadmap."""
    related_ids: tuple[PartIdText, ...] = ()
    detail: str
    """In English, and the page translates by `code`; an `opinion` is a model's, in the learner's language."""


class ValidationReport(Value):
    outcome: Outcome
    issues: tuple[Issue, ...] = ()

    @property
    def is_blocking(self) -> bool:
        return any(issue.severity == "blocking" for issue in self.issues)
