"""The tables of the document, and the document with them in it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from trials.evaluation.judging import Judgement, Tally
from trials.evaluation.rules import RULES

DOCUMENT = Path(__file__).parents[2] / "docs" / "evaluation.md"
_BEGIN, _END = "<!-- written by `make eval` from here -->", "<!-- to here -->"
_MOST_MISSES = 40
_MOST_WORDS = 160


class NoPlaceForTables(Exception):
    """The document lacks the marks between which the tables stand."""


def written(judgements: Sequence[Judgement]) -> str:
    """The tables of all subjects, each with what is missing."""
    return "\n\n".join(part for judgement in judgements for part in _parts(judgement))


def put_into_document(tables: str) -> None:
    """Write the tables in the place of those before."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise NoPlaceForTables(f"{DOCUMENT} has no {_BEGIN!r} with {_END!r} after it.")
    DOCUMENT.write_text(f"{before}{_BEGIN}\n\n{tables}\n\n{_END}{after}", encoding="utf-8")


def _parts(judgement: Judgement) -> Iterator[str]:
    yield f"### {judgement.subject}"
    yield "\n".join(_rows(judgement))
    if misses := list(_misses(judgement)):
        yield "\n".join(misses)


def _rows(judgement: Judgement) -> Iterator[str]:
    yield f"| group | cases | {' | '.join(rule.name for rule in RULES)} |"
    yield "|---" * (len(RULES) + 2) + "|"
    groups = list(judgement.cases.values())
    for group in (*dict.fromkeys(groups), None):
        count = len(groups) if group is None else groups.count(group)
        cells = [_cell(judgement.tally(rule, group)) for rule in RULES]
        yield f"| {group or 'all'} | {count} | {' | '.join(cells)} |"


def _cell(tally: Tally) -> str:
    if not tally.applied:
        return "·"
    return str(tally.held) if tally.held == tally.applied else f"**{tally.held} of {tally.applied}**"


def _misses(judgement: Judgement) -> Iterator[str]:
    found = [f"- `{one.case_id}`, {one.rule}: {one.why_not}" for one in judgement.judged if not one.holds]
    found += [f"- broken: {one}" for one in judgement.broken]
    for line in (" ".join(one.split()) for one in found[:_MOST_MISSES]):
        yield line if len(line) <= _MOST_WORDS else f"{line[:_MOST_WORDS]} …"
    if len(found) > _MOST_MISSES:
        yield f"- and {len(found) - _MOST_MISSES} more"
