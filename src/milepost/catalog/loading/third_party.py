"""What is asked of a pack from elsewhere beyond what is asked of any: bounds, ids of its own, nobody else's names."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from milepost.catalog.graph import Catalog
from milepost.catalog.loading.findings import Finding, error, warning
from milepost.catalog.loading.pack_check import check_source
from milepost.catalog.loading.pack_format import Aliases, LocalText
from milepost.catalog.loading.pack_source import PackSource, read_pack
from milepost.catalog.loading.source_hash import MANIFEST, SOURCES, source_files
from milepost.catalog.matching.text import normalise, squeezed, units_of

MAX_PACK_FILES = 200
MAX_PACK_BYTES = 4 << 20
#: Some rules compare each with each.
MAX_PACK_CONCEPTS = 500


def read_third_party(directory: Path, catalog: Catalog) -> tuple[PackSource, list[Finding]]:
    """A pack from elsewhere, and all that its check finds; it can be used when there is no error among that.

    It may build on concepts of `catalog`, and has to leave alone what is there.
    """
    out_of_bounds = list(_bounds(directory))
    if out_of_bounds:
        return PackSource(), out_of_bounds
    try:
        pack = read_pack(directory, outside=frozenset(catalog.concepts))
    except OSError as failure:
        return PackSource(), [_unreadable(directory, failure)]
    if len(pack.concepts) > MAX_PACK_CONCEPTS:
        detail = f"{len(pack.concepts)} concepts; a pack has at most {MAX_PACK_CONCEPTS}."
        return pack, [*pack.problems, error("pack-too-large", MANIFEST, "", detail)]
    findings = [
        *check_source(pack),
        *_own_ids(pack),
        *_taken_ids(pack, catalog),
        *_taken_names(pack, catalog),
    ]
    return pack, sorted(findings, key=lambda one: (one.severity, one.file, one.place, one.code, one.detail))


def _bounds(directory: Path) -> Iterator[Finding]:
    """Before anything is read."""
    try:
        found = sorted(path for pattern in SOURCES for path in directory.glob(pattern))
        inside = set(source_files(directory))
        if len(found) > MAX_PACK_FILES:
            detail = f"{len(found)} files; a pack has at most {MAX_PACK_FILES}."
            yield error("pack-too-large", MANIFEST, "", detail)
            return
        for path in found:
            if path not in inside:
                detail = "It is no file of the pack: a folder, a device, or a link that leads out of it."
                yield error("no-file", path.relative_to(directory).as_posix(), "", detail)
        size = sum(path.stat().st_size for path in inside)
    except OSError as failure:
        yield _unreadable(directory, failure)
        return
    if size > MAX_PACK_BYTES:
        yield error("pack-too-large", MANIFEST, "", f"{size:,} bytes; a pack has at most {MAX_PACK_BYTES:,}.")


def _unreadable(directory: Path, failure: OSError) -> Finding:
    path = Path(str(failure.filename)) if failure.filename else directory
    name = path.relative_to(directory).as_posix() if path.is_relative_to(directory) else str(path)
    return error("unreadable", name, "", f"It cannot be read ({failure.strerror}).")


def _own_ids(pack: PackSource) -> Iterator[Finding]:
    """Domains and goals are called as the pack is, or begin so."""
    if pack.manifest is None:
        return
    own = pack.manifest.id
    domains = [(MANIFEST, f"domains · {domain}", domain) for domain in pack.manifest.domains]
    concepts = [(one.file, one.concept.id, one.concept.domain) for one in pack.concepts]
    goals = [(one.file, "id", one.goal.id) for one in pack.goals]
    for file, place, given in (*domains, *concepts, *goals):
        if given != own and not given.startswith(f"{own}-"):
            detail = f"{given!r} has to be {own!r} or to begin with {own + '-'!r}, which are this pack's own."
            yield error("namespace", file, place, detail)


def _taken_ids(pack: PackSource, catalog: Catalog) -> Iterator[Finding]:
    """Nothing that is there can be replaced."""
    taken = "This id is taken by another pack, which is never overridden."
    if pack.manifest is not None:
        if any(pack.manifest.id == one.pack_id for one in catalog.packs):
            yield error("taken-id", MANIFEST, "id", f"A pack {pack.manifest.id!r} is loaded already.")
        for domain in pack.manifest.domains:
            if catalog.has_domain(domain):
                yield error("taken-id", MANIFEST, f"domains · {domain}", taken)
    for concept in pack.concepts:
        if concept.concept.id in catalog.concepts or catalog.has_domain(concept.concept.domain):
            yield error("taken-id", concept.file, concept.concept.id, taken)
    for goal in pack.goals:
        if goal.goal.id in catalog.goals:
            yield error("taken-id", goal.file, "id", taken)


def _taken_names(pack: PackSource, catalog: Catalog) -> Iterator[Finding]:
    """A goal or concept that is called as another pack's would make both ambiguous; an alias can be left out."""
    owners = names_in(catalog)
    for file, own_id, name, aliases in _named(pack):
        for language, text in (("en", name.en), ("zh", name.zh)):
            if text is not None and (owner := owners.get(key_of(text))):
                yield error(
                    "taken-name", file, f"{own_id} · name.{language}", f"{owner} is called {text!r} too."
                )
        for language, texts in (("en", aliases.en), ("zh", aliases.zh)):
            for text in texts:
                if owner := owners.get(key_of(text)):
                    detail = f"{owner} is called {text!r} too; this alias is left out."
                    yield warning("taken-alias", file, f"{own_id} · aliases.{language}", detail)


def _named(pack: PackSource) -> Iterable[tuple[str, str, LocalText, Aliases]]:
    for goal in pack.goals:
        yield goal.file, goal.goal.id, goal.goal.name, goal.goal.aliases
    for source in pack.concepts:
        yield source.file, source.concept.id, source.concept.name, source.concept.aliases


def names_in(catalog: Catalog) -> Mapping[str, str]:
    """Whose name, alias or clue it is, by what the matcher makes of the text."""
    named = [
        (goal_id, goal.names, texts)
        for goal_id, goal in catalog.goals.items()
        for texts in (goal.aliases, goal.cues, goal.together)
    ]
    named += [(one, concept.names, concept.aliases) for one, concept in catalog.concepts.items()]
    return {
        key_of(text): owner
        for owner, names, aliases in named
        for text in (names.en, names.zh, *aliases.en, *aliases.zh)
        if text
    }


def key_of(text: str) -> str:
    """What the matcher cannot tell apart has the same key: case, spaces, hyphens and plurals."""
    return squeezed(units_of(normalise(text))) or " ".join(normalise(text).casefold().split())
