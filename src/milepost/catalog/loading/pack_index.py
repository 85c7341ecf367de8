"""The pack as one JSON file: built from the text files, read at start without them."""

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from milepost.catalog.graph import (
    AnyOf,
    Catalog,
    CatalogConcept,
    CatalogDomain,
    CatalogGoal,
    Entry,
    ExitProject,
    Localised,
    LocalisedAliases,
    PackIdentity,
    Practice,
    Requirement,
)
from milepost.catalog.lessons import (
    CatalogOption,
    CatalogQuestion,
    CatalogResource,
    Lesson,
    pack_lesson,
    texts_of,
)
from milepost.catalog.loading.source_hash import LEARNT, hash_of_sources
from milepost.catalog.matching.learnt_words import LearntWords
from milepost.domain.goals import Language
from milepost.domain.roadmaps import Hours

if TYPE_CHECKING:
    from milepost.catalog.loading.pack_format import Aliases, ConceptEntry, GoalEntry, LocalText
    from milepost.catalog.loading.pack_source import PackSource

CORE_PACK = Path(__file__).parents[1] / "packs" / "core"
CORE_ID = "core"
INDEX = "index.json"
#: Raised whenever the shape of the index changes, so that an older one is built anew.
INDEX_FORMAT = 5


class PackIndex(msgspec.Struct, frozen=True, kw_only=True):
    """What `index.json` holds."""

    index_format: int
    identity: PackIdentity
    domains: dict[str, CatalogDomain]
    goals: tuple[CatalogGoal, ...]
    concepts: tuple[CatalogConcept, ...]
    learnt: LearntWords | None = None
    """What words speak for, where that was learnt."""


def _decode_hours(expected: type, value: Any) -> Any:
    return Hours(**value) if expected is Hours else value


def _encode_hours(value: Any) -> Any:
    if isinstance(value, Hours):
        return {"min": value.min, "typical": value.typical, "max": value.max}
    raise NotImplementedError(f"{type(value).__name__} has no place in an index.")


_DECODER = msgspec.json.Decoder(PackIndex, dec_hook=_decode_hours)
_ENCODER = msgspec.json.Encoder(enc_hook=_encode_hours, order="deterministic")


def load_catalog(directory: Path = CORE_PACK) -> Catalog:
    """The catalog of a pack, from its index when that is of the same sources, else built now and kept.

    Raises:
        PackInvalid: The sources do not pass the check.
    """
    return catalog_of(load_index(directory))


def load_index(directory: Path = CORE_PACK) -> PackIndex:
    """The index of a pack that is of the same sources, else one built now and kept.

    Raises:
        PackInvalid: The sources do not pass the check.
    """
    return _read_index(directory) or build_index(directory)


def build_index(directory: Path = CORE_PACK) -> PackIndex:
    """Check the sources, and write the index beside them in one move. The same sources give the same bytes.

    Raises:
        PackInvalid: The sources do not pass the check; nothing is written.
    """
    # YAML and the checks are needed only here; a start that finds an index goes without them.
    from milepost.catalog.loading.findings import PackInvalid, errors_among  # noqa: PLC0415
    from milepost.catalog.loading.pack_check import check_source  # noqa: PLC0415
    from milepost.catalog.loading.pack_source import read_pack  # noqa: PLC0415

    content_hash = hash_of_sources(directory)
    source = read_pack(directory)
    errors = errors_among(check_source(source))
    if errors or content_hash is None:
        raise PackInvalid(errors)
    index = msgspec.structs.replace(index_of(source, content_hash), learnt=read_learnt(directory))
    _write_index(directory / INDEX, encode_index(index))
    return index


def read_learnt(directory: Path) -> LearntWords | None:
    """The weights that are stored with a pack, None when it has none.

    Raises:
        PackInvalid: They are not of the form that this code reads.
    """
    from milepost.catalog.loading.findings import PackInvalid, error  # noqa: PLC0415

    path = directory / LEARNT
    try:
        return msgspec.json.decode(path.read_bytes(), type=LearntWords) if path.is_file() else None
    except msgspec.DecodeError as failure:
        raise PackInvalid(
            [error("schema", LEARNT, "", f"{failure} `make learn-goals` writes it.")]
        ) from failure


def index_of(source: "PackSource", content_hash: str) -> PackIndex:
    """The index of a pack that passed the check."""
    assert source.manifest is not None
    modules = {module.module: _localised(module.name) for _, module in source.modules}
    return PackIndex(
        index_format=INDEX_FORMAT,
        identity=PackIdentity(source.manifest.id, source.manifest.version, content_hash),
        domains={
            domain_id: CatalogDomain(_localised(domain.name), _aliases(domain.aliases))
            for domain_id, domain in sorted(source.manifest.domains.items())
        },
        goals=tuple(_goal(one.goal) for one in sorted(source.goals, key=lambda one: one.goal.id)),
        concepts=tuple(
            _concept(one.concept, one.guide, modules[one.module])
            for one in sorted(source.concepts, key=lambda one: one.concept.id)
            if one.concept.status == "published"
        ),
    )


def encode_index(index: PackIndex) -> bytes:
    return _ENCODER.encode(index)


def catalog_of(index: PackIndex, *others: PackIndex) -> Catalog:
    """The catalog of a pack, with what others add to it; no id may stand in two of them."""
    packs = (index, *others)
    return Catalog(
        [concept for pack in packs for concept in pack.concepts],
        [goal for pack in packs for goal in pack.goals],
        identity=index.identity,
        learnt=index.learnt,
        domains={domain_id: domain for pack in packs for domain_id, domain in pack.domains.items()},
        # A pack's domains and goals are called as the pack is, so they are no one else's.
        others={
            one: pack.identity
            for pack in others
            for one in (*pack.domains, *(goal.goal_id for goal in pack.goals))
        },
    )


def _read_index(directory: Path) -> PackIndex | None:
    """The index, or None when there is none, when it is of other sources, or when this code writes another form.

    Digests are compared and not times of change, which installing a package sets in any order.
    """
    try:
        index = _DECODER.decode((directory / INDEX).read_bytes())
    except (FileNotFoundError, msgspec.DecodeError):
        return None
    expected = hash_of_sources(directory)
    if index.index_format != INDEX_FORMAT or expected not in {None, index.identity.content_hash}:
        return None
    return index


def _write_index(path: Path, data: bytes) -> None:
    """Atomically; where the directory is not writable the catalog is simply built at each start."""
    with (
        contextlib.suppress(PermissionError),
        tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file,
    ):
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(0o644)
            Path(file.name).replace(path)
        except BaseException:  # a Ctrl-C as well leaves half a file
            Path(file.name).unlink(missing_ok=True)
            raise


def _localised(text: "LocalText") -> Localised:
    return Localised(text.en, text.zh)


def _aliases(aliases: "Aliases") -> LocalisedAliases:
    return LocalisedAliases(aliases.en, aliases.zh)


def _goal(entry: "GoalEntry") -> CatalogGoal:
    project = entry.exit_project
    return CatalogGoal(
        goal_id=entry.id,
        names=_localised(entry.name),
        summaries=_localised(entry.summary),
        aliases=_aliases(entry.aliases),
        cues=_aliases(entry.cues),
        together=_aliases(entry.together),
        entry=Entry(entry.entry.intermediate, entry.entry.advanced),
        must=entry.must,
        should=entry.should,
        optional=entry.optional,
        exit_project=ExitProject(
            _localised(project.title), _localised(project.task), _localised(project.done_when)
        ),
    )


def _concept(entry: "ConceptEntry", guide: "LocalText", module: Localised) -> CatalogConcept:
    practice, lesson = entry.practice, _lesson(entry, guide)
    concept = CatalogConcept(
        concept_id=entry.id,
        names=_localised(entry.name),
        summaries=_localised(entry.summary),
        hours=Hours(min=entry.hours.min, typical=entry.hours.typical, max=entry.hours.max),
        difficulty=entry.difficulty,
        aliases=_aliases(entry.aliases),
        requires=tuple(Requirement(one.id, _localised(one.why)) for one in entry.requires),
        recommends=entry.recommends,
        any_of=tuple(AnyOf(one.options, _localised(one.why)) for one in entry.any_of),
        outcomes=tuple(_localised(outcome) for outcome in entry.outcomes),
        practice=Practice(_localised(practice.task), _localised(practice.done_when), practice.minutes),
        module=module,
        lesson=pack_lesson(lesson),
    )
    whole_in_chinese = all(text.has(Language.ZH) for text in texts_of(concept, lesson))
    return msgspec.structs.replace(concept, whole_in_chinese=whole_in_chinese)


def _lesson(entry: "ConceptEntry", guide: "LocalText") -> Lesson:
    return Lesson(
        guide=_localised(guide),
        resources=tuple(
            CatalogResource(one.title, one.url, one.kind, one.lang, one.free, one.checked_at)
            for one in entry.resources
        ),
        quiz=tuple(
            CatalogQuestion(
                stem=_localised(item.stem),
                options=tuple(CatalogOption(_localised(one.text), one.right) for one in item.options),
                explanation=_localised(item.explanation),
                outcome=item.outcome,
                level=item.level,
            )
            for item in entry.quiz
        ),
    )
