"""What reading or checking a pack can find, each finding with its file and its place there."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from pydantic import AfterValidator

from milepost.domain.model import Value

LONGEST_SHOWN = 600


def shown(text: str) -> str:
    """A text out of a pack for a log or a terminal: what cannot be printed by its number, and not without end."""
    printable = "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)
    return printable if len(printable) <= LONGEST_SHOWN else printable[: LONGEST_SHOWN - 1] + "…"


Shown = Annotated[str, AfterValidator(shown)]


class Finding(Value):
    """One thing that is wrong with a pack, or worth a second look."""

    severity: Literal["error", "warning"]
    code: str
    """A short name of the rule, such as `duplicate-alias`."""
    file: Shown
    """Relative to the pack's directory."""
    place: Shown
    """A line, or a concept and a field of it; empty for the whole file."""
    detail: Shown

    def __str__(self) -> str:
        where = f"{self.file} · {self.place}" if self.place else self.file
        return f"{self.severity} {self.code} · {where} · {self.detail}"


def error(code: str, file: str, place: str, detail: str) -> Finding:
    """A finding for which the pack is refused."""
    return Finding(severity="error", code=code, file=file, place=place, detail=detail)


def warning(code: str, file: str, place: str, detail: str) -> Finding:
    """A finding that someone should look at."""
    return Finding(severity="warning", code=code, file=file, place=place, detail=detail)


def errors_among(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == "error"]


class PackInvalid(Exception):
    """A pack cannot be used; `findings` says why, each at its place."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        shown = "\n".join(str(finding) for finding in self.findings[:20])
        more = f"\n… and {len(self.findings) - 20} more" if len(self.findings) > 20 else ""
        super().__init__(f"The pack has {len(self.findings)} errors:\n{shown}{more}")
