"""`milepost catalog`: check a pack, build its index, say what it holds."""

from collections.abc import Iterable
from pathlib import Path

from milepost.catalog.loading.findings import Finding, PackInvalid, errors_among
from milepost.catalog.loading.pack_check import check_source
from milepost.catalog.loading.pack_index import (
    CORE_ID,
    CORE_PACK,
    INDEX,
    build_index,
    index_of,
    load_catalog,
    load_index,
)
from milepost.catalog.loading.pack_source import PackSource, pack_id_of, read_pack
from milepost.catalog.loading.source_hash import hash_of_sources, source_files
from milepost.catalog.loading.third_party import read_third_party
from milepost.cli.catalog_stats import stats_of
from milepost.cli.exit_status import ExitStatus
from milepost.cli.screen import Mark, Screen, marked


def check(directory: Path | None) -> ExitStatus:
    """Print every finding; wrong when there is an error among them."""
    screen, pack = Screen.of_process(), directory or CORE_PACK
    if not _is_pack(pack, screen):
        return ExitStatus.USAGE
    try:
        _, findings = _read(pack)
    except PackInvalid:
        return _core_is_wrong(screen)
    errors = errors_among(findings)
    _print_findings(findings, screen)
    told = f"{pack}: {len(errors)} errors, {len(findings) - len(errors)} warnings"
    marked(Mark.BAD if errors else Mark.OK, told, console=screen.out)
    return ExitStatus.FAILED if errors else ExitStatus.OK


def build(directory: Path | None) -> ExitStatus:
    """Write the index of the built-in pack, or of a copy of it, when it passes the check."""
    screen, pack = Screen.of_process(), directory or CORE_PACK
    if not _is_pack(pack, screen):
        return ExitStatus.USAGE
    if not _is_core(pack):
        next_step = (
            f"The server reads its text files. To see whether they are right: milepost catalog check {pack}"
        )
        marked(Mark.BAD, f"{pack}: a pack of others has no index", next_step=next_step, console=screen.err)
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
    try:
        source, findings = _read(pack)
    except PackInvalid:
        return _core_is_wrong(screen)
    if errors := errors_among(findings):
        _print_findings(errors, screen)
        return ExitStatus.FAILED
    index = index_of(source, hash_of_sources(pack) or "")
    for line in stats_of(index, core=None if _is_core(pack) else load_index()):
        screen.out.print(line)
    return ExitStatus.OK


def _read(pack: Path) -> tuple[PackSource, list[Finding]]:
    """A pack and what its check finds; a pack of others may build on the built-in one, and is asked for more.

    Raises:
        PackInvalid: The built-in pack, which others are checked beside, is wrong itself.
    """
    if _is_core(pack):
        source = read_pack(pack)
        return source, check_source(source)
    return read_third_party(pack, load_catalog())


def _is_core(pack: Path) -> bool:
    """Whether it is the built-in pack or a copy of it."""
    return pack == CORE_PACK or pack_id_of(pack) == CORE_ID


def _core_is_wrong(screen: Screen) -> ExitStatus:
    next_step = "milepost catalog check names each place; or install again."
    marked(Mark.BAD, "The built-in pack does not pass its check", next_step=next_step, console=screen.err)
    return ExitStatus.FAILED


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
