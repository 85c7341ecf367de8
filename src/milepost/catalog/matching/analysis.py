"""From a request to an intent: what is wanted, in which bounds, and what stands between the learner and it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from milepost.catalog.graph import Catalog
from milepost.catalog.matching.clause_reading import GoalScore
from milepost.catalog.matching.match import Match
from milepost.catalog.matching.matcher import clauses_beside, match_goals
from milepost.catalog.matching.prior_knowledge import known_concepts, not_recognised
from milepost.catalog.reading.bounds import read_bounds
from milepost.catalog.reading.goal import Reading
from milepost.catalog.reading.known import KnownPhrase, known_phrase
from milepost.domain.errors import GoalAmbiguous, GoalNotCovered, UnknownGoal
from milepost.domain.goals import GoalRequest, Intent, Language, MatchedGoal
from milepost.domain.ports.planning import Preview

MOST_SKILLS = 6
MOST_IN_TITLE = 3
MOST_TITLE_CHARACTERS = 200
MOST_UNMATCHED_CHARACTERS = 200


def analyse(catalog: Catalog, request: GoalRequest, today: date) -> Preview:
    """What a request means to the catalog; the same request and day give the same answer.

    Explicit fields win over what the sentence says, and that over what stands in background and context.

    Raises:
        GoalNotCovered: No goal or concept of the catalog is asked for.
        GoalAmbiguous: Several goals are meant equally well.
        UnknownGoal: The request names a goal the catalog does not have.
        DeadlineInThePast: The deadline is before the first day of study.
    """
    bounds = read_bounds(request, today)
    reading, aside, language, level = bounds.reading, bounds.aside, bounds.language, bounds.level
    match = _wanted(catalog, request, reading, language)
    known = _known(catalog, request, (reading, aside), match)
    goal_ids = [goal.goal_id for goal in match.goals]
    everything_known = known | (catalog.known_by_level(goal_ids, level) - frozenset(match.concepts))
    goals = tuple(
        MatchedGoal(goal_id=goal_id, name=catalog.goals[goal_id].name(language), score=score)
        for goal_id, score in match.goals
    )
    intent = Intent(
        title=_title(catalog, match, language),
        goals=goals,
        skills=_skills(catalog, match, language),
        level=level,
        language=language,
        hours_per_week=bounds.hours_per_week,
        deadline=bounds.deadline,
        start_date=bounds.start,
        week_start=request.preferences.week_start,
        known=tuple(sorted(everything_known)),
        named=match.concepts,
        gaps=_gaps(catalog, match, everything_known, language),
        unmatched=match.unmatched,
    )
    said = [phrase for one in (reading, aside) for phrase in one.known]
    return Preview(
        read=bounds.read,
        goals=goals,
        unmatched=match.unmatched,
        lacks=match.libraries,
        known_not_recognised=not_recognised(catalog, [*_ticked(catalog, request), *said]),
        intent=intent,
    )


def _wanted(catalog: Catalog, request: GoalRequest, reading: Reading, language: Language) -> Match:
    """The goals that were chosen, else those that the sentence means."""
    if request.goal_ids:
        return _chosen(catalog, request.goal_ids, reading)
    match = match_goals(catalog, reading.rest)
    if not match.is_accepted and not match.unmatched and reading.fallback:
        # "I don't know Python" asks for nothing else, so it asks for that.
        match = match_goals(catalog, reading.fallback)
    if match.is_accepted:
        return match
    if match.ambiguous:
        raise GoalAmbiguous(
            candidates=[(one.goal_id, catalog.goals[one.goal_id].name(language)) for one in match.ambiguous]
        )
    known = known_concepts(catalog, reading.known)
    nearest = sorted(match.nearest, key=lambda one: _is_mostly_known(catalog, one.goal_id, known))
    raise GoalNotCovered(
        nearest=[(one.goal_id, catalog.goals[one.goal_id].name(language)) for one in nearest],
        unmatched=match.unmatched or (request.goal[:MOST_UNMATCHED_CHARACTERS],),
    )


def _is_mostly_known(catalog: Catalog, goal_id: str, known: frozenset[str]) -> bool:
    """Whether the learner knows half of a goal or more, which makes it the least likely to be meant."""
    must = catalog.goals[goal_id].must
    return 2 * len(known.intersection(must)) >= len(must)


def _chosen(catalog: Catalog, goal_ids: Sequence[str], reading: Reading) -> Match:
    for goal_id in goal_ids:
        if goal_id not in catalog.goals:
            raise UnknownGoal(goal_id, available=sorted(catalog.goals))
    return Match(
        goals=tuple(GoalScore(goal_id, 1.0) for goal_id in dict.fromkeys(goal_ids)),
        concepts=match_goals(catalog, reading.rest).concepts,
        unmatched=clauses_beside(catalog, reading.rest, goal_ids),
    )


def _known(
    catalog: Catalog, request: GoalRequest, readings: Iterable[Reading], match: Match
) -> frozenset[str]:
    """Concepts ticked or said to be known.

    Someone who says they know the very thing they want to learn wants to go on from there; when that would leave
    nothing to learn, it is taken as knowing a little.
    """
    ticked = known_concepts(catalog, _ticked(catalog, request))
    said = [phrase for reading in readings for phrase in reading.known]
    known = ticked | known_concepts(catalog, said)
    if _targets(catalog, match) <= known:
        known = ticked | known_concepts(catalog, [phrase._replace(weak=True) for phrase in said])
    return known


def _ticked(catalog: Catalog, request: GoalRequest) -> list[KnownPhrase]:
    """What was listed as known; an id is taken as it is, whatever words it is made of."""
    return [
        KnownPhrase(one, weak=False) if one in catalog.concepts else known_phrase(one)
        for one in request.known
    ]


def _targets(catalog: Catalog, match: Match) -> frozenset[str]:
    """What the goals teach and the sentence names, without what that needs."""
    goals = [catalog.goals[goal_id] for goal_id, _ in match.goals]
    return frozenset(match.concepts).union(*((*goal.must, *goal.should) for goal in goals))


def _title(catalog: Catalog, match: Match, language: Language) -> str:
    names = [catalog.goals[goal_id].name(language) for goal_id, _ in match.goals]
    names = names or [catalog.concepts[concept_id].name(language) for concept_id in match.concepts]
    shown = names[:MOST_IN_TITLE]
    joined = ("、" if language is Language.ZH else ", ").join(shown)
    return (joined + "…" if len(names) > len(shown) else joined)[:MOST_TITLE_CHARACTERS]


def _skills(catalog: Catalog, match: Match, language: Language) -> tuple[str, ...]:
    """What the learner will be able to do: an outcome of each of the most advanced concepts they asked for."""
    goals = [catalog.goals[goal_id] for goal_id, _ in match.goals]
    wanted = list(dict.fromkeys((*(one for goal in goals for one in goal.must), *match.concepts)))
    furthest = sorted(wanted, key=lambda one: (-catalog.level_of(one), wanted.index(one)))[:MOST_SKILLS]
    return tuple(
        outcomes[0].to(language)
        if (outcomes := concept.outcomes) and outcomes[0].has(language)
        else concept.name(language)
        for concept in (catalog.concepts[one] for one in sorted(furthest, key=wanted.index))
    )


def _gaps(catalog: Catalog, match: Match, known: frozenset[str], language: Language) -> tuple[str, ...]:
    """How much of each field stands between the learner and the goal, the largest first."""
    missing = catalog.closure(_targets(catalog, match), known=known) - known
    fields = Counter(catalog.concepts[concept_id].domain for concept_id in missing)
    ranked = sorted(fields.items(), key=lambda item: (-item[1], item[0]))
    return tuple(_gap(catalog.domain_name(domain, language), count, language) for domain, count in ranked)


def _gap(field: str, count: int, language: Language) -> str:
    if language is Language.ZH:
        return f"{field}：{count} 个知识点"
    return f"{field}: {count} concept" + ("s" if count > 1 else "")
