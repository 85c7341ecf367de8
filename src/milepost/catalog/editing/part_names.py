"""All that a learner may call the parts of a roadmap: their names, the catalog's, and short forms of these."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from milepost.catalog.editing.patterns import COMMAND_WORDS
from milepost.catalog.graph import Catalog
from milepost.catalog.matching.text import units_of
from milepost.domain.goals import Language
from milepost.domain.roadmaps import Roadmap

_JOINTS = re.compile(r",\s*|\s+and\s+|\s*[、与和]\s*")
#: Words that end Chinese names and that nobody says when the matter is clear.
_CHINESE_ENDINGS = re.compile(r"(?:语句|记录|编程|操作|程序|管理|规范|用法)$")


def part_names(catalog: Catalog, roadmap: Roadmap, domains: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(part id, name) of all concepts, then modules, stages and domains; domains are `domain:<its id>`.

    A short form ("files and paths" for "Files and paths in Python", "循环" for "循环语句") counts where it is the
    short form of one part only, and the whole name of none; half a name ("paths") counts after those.
    """
    named = [*_whole_names(catalog, roadmap), *_domain_names(catalog, domains)]
    yield from named
    taken = {_folded(name) for _, name in named}
    for shorten in (_without_subject, _halves):
        short = [
            (part_id, form)
            for part_id, name in dict.fromkeys(named)
            if part_id in catalog.concepts
            for form in shorten(name, _subjects(catalog, part_id))
            if _tells(form)
        ]
        owners = Counter(form for _, form in {(part_id, _folded(form)) for part_id, form in short})
        unique = [(part_id, form) for part_id, form in short if owners[_folded(form)] == 1]
        yield from ((part_id, form) for part_id, form in unique if _folded(form) not in taken)
        taken |= {_folded(form) for _, form in short}


def _whole_names(catalog: Catalog, roadmap: Roadmap) -> Iterator[tuple[str, str]]:
    for concept in roadmap.concepts:
        names = [concept.name]
        known = catalog.concepts.get(concept.concept_id)
        if known is not None:
            names += [known.name(language) for language in Language]
            names += [*known.aliases.en, *known.aliases.zh]
        yield from ((concept.concept_id, name) for name in dict.fromkeys(names))
    for stage in roadmap.stages:
        yield from ((module.module_id, module.name) for module in stage.modules)
    yield from ((stage.stage_id, stage.name) for stage in roadmap.stages)


def _domain_names(catalog: Catalog, domains: Iterable[str]) -> Iterator[tuple[str, str]]:
    for key in domains:
        names = [catalog.domain_name(key.partition(":")[2], language) for language in Language]
        yield from ((key, name) for name in dict.fromkeys(names))


def _subjects(catalog: Catalog, concept_id: str) -> Sequence[str]:
    domain = catalog.concepts[concept_id].domain
    return [domain, *(catalog.domain_name(domain, language) for language in Language)]


def _without_subject(name: str, subjects: Sequence[str]) -> Iterator[str]:
    """The name without the domain it stands in, and without an ending that says little."""
    words = "|".join(map(re.escape, subjects))
    short = re.sub(
        rf"\s+(?:in|with|for|from)\s+(?:{words})(?:\s+code)?$|^(?:{words})\s+", "", name, flags=re.IGNORECASE
    )
    shorter = _CHINESE_ENDINGS.sub("", short)
    yield from (form for form in dict.fromkeys((short, shorter)) if form != name)


def _halves(name: str, subjects: Sequence[str]) -> Iterator[str]:
    whole = next(iter(_without_subject(name, subjects)), name)
    pieces = [piece.strip() for piece in _JOINTS.split(whole)]
    if len(pieces) > 1:
        yield from pieces


def _tells(form: str) -> bool:
    """Whether a short form can be meant alone: not a command, nor a word as common as "with", "add" or "log"."""
    units = units_of(form)
    if len(units) == 1 and (units[0].is_cjk or len(units[0].token) < 5):
        return False
    return any(unit.is_telling and unit.token not in COMMAND_WORDS for unit in units)


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())
