"""`milepost catalog`: check a pack, build its index, say what it holds."""

from collections.abc import Iterable
from pathlib import Path

from milepost.catalog.findings import Finding, PackInvalid, errors_among
from milepost.catalog.pack_check import check_pack, check_source
from milepost.catalog.pack_index import CORE_PACK, INDEX, build_index, index_of
from milepost.catalog.pack_source import read_pack
from milepost.catalog.source_hash import hash_of_sources, source_files
from milepost.cli.catalog_stats import stats_of
from milepost.cli.exit_status import ExitStatus
from milepost.cli.screen import Mark, Screen, marked


def check(directory: Path | None) -> ExitStatus:
    """Print every finding; wrong when there is an error among them."""
    screen, pack = Screen.of_process(), directory or CORE_PACK
    if not _is_pack(pack, screen):
        return ExitStatus.USAGE
    findings = check_pack(pack)
    errors = errors_among(findings)
    _print_findings(findings, screen)
    told = f"{pack}: {len(errors)} errors, {len(findings) - len(errors)} warnings"
    marked(Mark.BAD if errors else Mark.OK, told, console=screen.out)
    return ExitStatus.FAILED if errors else ExitStatus.OK


def build(directory: Path | None) -> ExitStatus:
    """Write the index of a pack that passes the check."""
    screen, pack = Screen.of_process(), directory or CORE_PACK
    if not _is_pack(pack, screen):
        return ExitStatus.USAGE
    try:
        index = build_index(pack)
    except PackInvalid as invalid:
        _print_findings(invalid.findings, screen)
        next_step = f"Mend these, then look again: milepost catalog check {pack}"
        marked(Mark.BAD, f"{pack}: no index, the check found errors", next_step=next_step, console=screen.err)
        return ExitStatus.FAILED
    written = pack / INDEX
    if not written.is_file():
        marked(Mark.BAD, f"{written} cannot be written", console=screen.err)
        return ExitStatus.FAILED
    size = f"{len(index.concepts)} concepts, {len(index.goals)} goals, {written.stat().st_size // 1024} KiB"
    marked(Mark.OK, f"{written}: {size}", console=screen.out)
    return ExitStatus.OK


def stats(directory: Path | None) -> ExitStatus:
    """Print what a pack holds, by goal and by domain."""
    screen, pack = Screen.of_process(), directory or CORE_PACK
    if not _is_pack(pack, screen):
        return ExitStatus.USAGE
    source = read_pack(pack)
    if errors := errors_among(check_source(source)):
        _print_findings(errors, screen)
        return ExitStatus.FAILED
    for line in stats_of(index_of(source, hash_of_sources(pack) or "")):
        screen.out.print(line)
    return ExitStatus.OK


def _is_pack(directory: Path, screen: Screen) -> bool:
    if source_files(directory):
        return True
    next_step = "A pack is a folder with pack.yaml, goals/*.yaml and modules/*.md."
    marked(Mark.BAD, f"{directory} holds no pack", next_step=next_step, console=screen.err)
    return False


def _print_findings(findings: Iterable[Finding], screen: Screen) -> None:
    for finding in findings:
        mark = Mark.BAD if finding.severity == "error" else Mark.WARNING
        marked(mark, str(finding).partition(" ")[2], console=screen.out)
