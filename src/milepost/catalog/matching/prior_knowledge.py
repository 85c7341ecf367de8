"""From what a learner says they know to the concepts they need not be taught."""

from collections.abc import Iterable
from typing import Literal

from milepost.catalog.graph import Catalog
from milepost.catalog.reading.known import KnownPhrase
from milepost.domain.goals import Language, Level

#: From here on a phrase names something for certain enough to leave it out of a plan.
CERTAIN = 0.8


def known_concepts(catalog: Catalog, phrases: Iterable[KnownPhrase]) -> frozenset[str]:
    """The ids of all concepts that these phrases say are known.

    Whoever knows a field (`Git`) or a goal (`Python programming`) knows what every goal must teach of it, with
    all that it requires; whoever knows a little of it, what goals assume of the intermediate. A concept that is
    named is itself known, and no more: what it builds on is for the planner to weigh. A concept known only a
    little is not known, and a phrase that names nothing in the catalog changes nothing.
    """
    return frozenset().union(*(_known_by(catalog, phrase) for phrase in phrases))


def not_recognised(catalog: Catalog, phrases: Iterable[KnownPhrase]) -> tuple[str, ...]:
    """Those phrases that name nothing in the catalog, so that nothing is left out for them; each once."""
    return tuple(
        dict.fromkeys(one.text for one in phrases if one.text and _meaning(catalog, one.text) is None)
    )


def _known_by(catalog: Catalog, phrase: KnownPhrase) -> frozenset[str]:
    meaning = _meaning(catalog, phrase.text)
    if meaning is None:
        return frozenset()
    kind, found_id = meaning
    if kind == "goal":
        return _goal(catalog, found_id, weak=phrase.weak)
    if kind == "domain":
        return _domain(catalog, found_id, weak=phrase.weak)
    return frozenset() if phrase.weak else frozenset({found_id})


def _meaning(catalog: Catalog, text: str) -> tuple[Literal["concept", "goal", "domain"], str] | None:
    """What a phrase names for certain, and its id."""
    if text in catalog.concepts:
        return "concept", text
    if text in catalog.goals:
        return "goal", text
    domain = catalog.find_domain(text)
    if domain is not None:
        return "domain", domain
    found = next(iter(catalog.find(text, Language.EN)), None)
    if found is None or found.score < CERTAIN:
        return None
    return ("goal" if found.kind == "goal" else "concept"), found.found_id


def _goal(catalog: Catalog, goal_id: str, *, weak: bool) -> frozenset[str]:
    return (
        catalog.known_by_level([goal_id], Level.INTERMEDIATE)
        if weak
        else catalog.closure(catalog.goals[goal_id].must)
    )


def _domain(catalog: Catalog, domain: str, *, weak: bool) -> frozenset[str]:
    if weak:
        taught = catalog.known_by_level(catalog.goals, Level.INTERMEDIATE)
    else:
        taught = catalog.closure(one for goal in catalog.goals.values() for one in goal.must)
    return catalog.closure(one for one in taught if catalog.concepts[one].domain == domain)
