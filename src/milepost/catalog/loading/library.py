"""Every pack of this installation as one catalog: the built-in one, and those of others that pass their check.

A pack of others is data. Nothing of it is run or imported, an index that comes with it is not read, and one that is
refused leaves no trace in the catalog.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path

import msgspec

from milepost.catalog.graph import Catalog, LocalisedAliases
from milepost.catalog.loading.findings import Finding, error, errors_among
from milepost.catalog.loading.pack_index import PackIndex, catalog_of, index_of, load_index
from milepost.catalog.loading.source_hash import MANIFEST, hash_of_sources

#: The group of entry points by which an installed package says that it is a pack.
ENTRY_POINTS = "milepost.packs"

_MODULE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class PackPlace:
    """Where a pack of others should stand."""

    name: str
    """How it was found, for people: an entry point or a folder."""
    directory: Path | None
    """None when that cannot be said; `problem` says why."""
    problem: Finding | None = None


@dataclass(frozen=True, slots=True)
class LoadedPack:
    place: PackPlace
    index: PackIndex
    warnings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class RefusedPack:
    place: PackPlace
    errors: tuple[Finding, ...]

    @property
    def reason(self) -> str:
        """The first error, and how many more there are."""
        more = f" (and {len(self.errors) - 1} more)" if len(self.errors) > 1 else ""
        return f"{self.errors[0]}{more}"


@dataclass(frozen=True, slots=True)
class Library:
    catalog: Catalog
    loaded: tuple[LoadedPack, ...] = ()
    refused: tuple[RefusedPack, ...] = ()


def load_library(packs_dir: Path | None = None) -> Library:
    """The built-in pack with those that are installed and those in the folders of `packs_dir`.

    Raises:
        PackInvalid: The built-in pack does not pass its check. Others never keep it from loading.
    """
    core = load_index()
    catalog = catalog_of(core)
    loaded: list[LoadedPack] = []
    refused: list[RefusedPack] = []
    for place in find_packs(packs_dir):
        found = _load(place, catalog)
        if isinstance(found, RefusedPack):
            refused.append(found)
        else:
            loaded.append(found)
            catalog = catalog_of(core, *(one.index for one in loaded))
    return Library(catalog, tuple(loaded), tuple(refused))


def find_packs(packs_dir: Path | None) -> Iterator[PackPlace]:
    """Where packs of others should stand, in a fixed order: installed ones by name, then folders by name."""
    for entry_point in sorted(entry_points(group=ENTRY_POINTS), key=lambda one: (one.name, one.value)):
        yield _installed(entry_point)
    if packs_dir is None:
        return
    try:
        folders = sorted(path for path in packs_dir.iterdir() if path.is_dir() and path.name[0] != ".")
    except OSError as failure:
        detail = f"The folder of packs cannot be read ({failure.strerror})."
        yield PackPlace(str(packs_dir), None, error("unreadable", str(packs_dir), "", detail))
        return
    for folder in folders:
        yield PackPlace(str(folder), folder)


def _installed(entry_point: EntryPoint) -> PackPlace:
    """The folder of a package, found without importing anything of it."""
    name = f"entry point {entry_point.name!r}"
    if not _MODULE.fullmatch(entry_point.value):
        detail = f"{entry_point.value!r} is no top-level package; one folder has to hold the pack."
        return PackPlace(name, None, error("entry-point", entry_point.name, "", detail))
    spec = find_spec(entry_point.value)
    folders = [Path(one) for one in (spec.submodule_search_locations or ())] if spec else []
    holding = [folder for folder in folders if (folder / MANIFEST).is_file()]
    if len(holding) != 1:
        detail = f"The package {entry_point.value!r} has no {MANIFEST} of its own."
        return PackPlace(name, None, error("entry-point", entry_point.name, "", detail))
    return PackPlace(name, holding[0])


def _load(place: PackPlace, catalog: Catalog) -> LoadedPack | RefusedPack:
    # YAML and the checks are needed only where there are packs of others.
    from milepost.catalog.loading.third_party import key_of, names_in, read_third_party  # noqa: PLC0415

    if place.directory is None:
        assert place.problem is not None
        return RefusedPack(place, (place.problem,))
    pack, findings = read_third_party(place.directory, catalog)
    errors = errors_among(findings)
    if errors:
        return RefusedPack(place, tuple(errors))
    taken = names_in(catalog)
    index = index_of(pack, hash_of_sources(place.directory) or "")
    free = _with_free_aliases(index, lambda text: key_of(text) not in taken)
    return LoadedPack(place, free, tuple(findings))


def _with_free_aliases(index: PackIndex, is_free: Callable[[str], bool]) -> PackIndex:
    """The index without aliases that another pack has: what learners type goes on meaning what it meant."""

    def free(aliases: LocalisedAliases) -> LocalisedAliases:
        return LocalisedAliases(tuple(filter(is_free, aliases.en)), tuple(filter(is_free, aliases.zh)))

    return msgspec.structs.replace(
        index,
        goals=tuple(
            msgspec.structs.replace(
                one, aliases=free(one.aliases), cues=free(one.cues), together=free(one.together)
            )
            for one in index.goals
        ),
        concepts=tuple(msgspec.structs.replace(one, aliases=free(one.aliases)) for one in index.concepts),
    )
