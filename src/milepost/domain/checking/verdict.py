"""The checker's rules for a verdict: what the calendar, the deadline and the concepts' hours say of it."""

from collections.abc import Sequence
from datetime import date
from math import sqrt

from milepost.domain.checking.calendar import CheckedConcept, Redated, redated_of, schedule_of, verdict_of
from milepost.domain.checking.checked_json import (
    Object,
    Refused,
    array_of,
    day_of,
    number_of,
    parts_of,
    text_of,
    texts_of,
)

#: What two concepts have in common, and how far above the middle eight in ten end: ADR 0021 says why.
_CORRELATION = 0.5
_P80_DEVIATIONS = 0.84


def check_verdict(root: Object, concepts: Sequence[CheckedConcept]) -> None:
    """The verdict says what the calendar, the deadline and the concepts' hours say."""
    verdict, schedule = verdict_of(root), schedule_of(root)
    if verdict.get("end_date") != schedule.get("end_date"):
        raise Refused("/verdict/end_date", "the calendar ends on another day")
    if verdict.get("weeks") != len(array_of(schedule.get("weeks"), "/schedule/weeks")):
        raise Refused("/verdict/weeks", "the calendar has another number of weeks")
    _check_percentiles(verdict, concepts, redated_of(root))
    outcome = text_of(verdict.get("outcome"), "/verdict/outcome")
    if verdict.get("deadline") is None:
        if outcome != "no_deadline":
            raise Refused("/verdict/outcome", "there is no deadline to fit")
        if verdict.get("hours_available") is not None:
            raise Refused("/verdict/hours_available", "without a deadline hours do not end")
        over = 0.0
    else:
        deadline = day_of(verdict.get("deadline"), "/verdict/deadline")
        end = schedule.get("end_date")
        late = end is not None and day_of(end, "/schedule/end_date") > deadline
        if (outcome == "does_not_fit") != late or outcome not in ("fits", "tight", "does_not_fit"):
            raise Refused("/verdict/outcome", "the verdict is not what the calendar and the deadline say")
        available = number_of(verdict.get("hours_available"), "/verdict/hours_available")
        slow = number_of(verdict.get("hours_p80"), "/verdict/hours_p80")
        # Hours are sent to four places.
        if not late and abs(slow - available) > 0.001 and (outcome == "tight") != (slow > available):
            raise Refused("/verdict/outcome", "the verdict is not what a slow learner's hours say")
        over = max(0.0, _whole_minutes(concepts) - available * 60)
    stated = number_of(verdict.get("hours_over"), "/verdict/hours_over") * 60
    if abs(stated - over) > 0.5:
        raise Refused("/verdict/hours_over", f"{over / 60:.2f} h are too many")


def _check_percentiles(verdict: Object, concepts: Sequence[CheckedConcept], redated: Redated) -> None:
    """Each concept is a triangle of its three hours; what is done is certain, and took its typical hours."""
    left = [one for one in concepts if one.concept_id not in redated.done]
    middle = _whole_minutes(concepts) + 60 * sum(sum(one.hours) / 3 - one.hours[1] for one in left)
    variances = [_variance(*one.hours) for one in left]
    together = sum(sqrt(one) for one in variances) ** 2
    deviation = sqrt((1 - _CORRELATION) * sum(variances) + _CORRELATION * together)
    stated = number_of(verdict.get("hours_p50"), "/verdict/hours_p50") * 60
    # Each concept may have been rounded to a whole minute.
    if abs(stated - middle) > len(concepts) / 2 + 1:
        raise Refused("/verdict/hours_p50", f"half of all learners need {middle / 60:.2f} h")
    slow = number_of(verdict.get("hours_p80"), "/verdict/hours_p80") * 60
    if abs(slow - stated - 60 * _P80_DEVIATIONS * deviation) > 1.5:
        raise Refused(
            "/verdict/hours_p80", f"a slow learner needs {60 * _P80_DEVIATIONS * deviation / 60:.2f} h more"
        )


def check_ways_out(root: Object, concepts: Sequence[CheckedConcept]) -> None:
    """Ways out are there when the plan does not fit, each once, and each of them leads out."""
    verdict = verdict_of(root)
    ways = list(parts_of(verdict, "/verdict", "ways_out"))
    if bool(ways) != (verdict.get("outcome") == "does_not_fit"):
        place = "/verdict/ways_out"
        raise Refused(place, "a plan that fits needs no way out, and one that does not has at least one")
    seen: set[str] = set()
    for place, way in ways:
        kind = text_of(way.get("kind"), f"{place}/kind")
        if kind in seen:
            raise Refused(f"{place}/kind", f"{kind} is offered twice")
        seen.add(kind)
        if kind == "more_weeks":
            if day_of(way.get("end_date"), f"{place}/end_date") <= _deadline(verdict):
                raise Refused(f"{place}/end_date", "the plan would end in time as it is")
        elif kind == "more_hours":
            more = number_of(way.get("hours_per_week"), f"{place}/hours_per_week")
            if not number_of(verdict.get("hours_per_week"), "/verdict/hours_per_week") < more <= 60:
                raise Refused(f"{place}/hours_per_week", "these are not more hours, or more than 60")
            if day_of(way.get("end_date"), f"{place}/end_date") > _deadline(verdict):
                raise Refused(f"{place}/end_date", "it would end after the deadline all the same")
        elif kind == "fewer_concepts":
            _check_fewer(place, way, verdict, concepts)
        else:
            raise Refused(f"{place}/kind", f"{kind} is no way out", rule="shape")


def _check_fewer(place: str, way: Object, verdict: Object, concepts: Sequence[CheckedConcept]) -> None:
    """What is dropped is there, nothing that stays needs it, and the rest fits."""
    named = {concept.concept_id: concept.name for concept in concepts}
    dropped = texts_of(way.get("drop"), f"{place}/drop")
    names = texts_of(way.get("drop_names"), f"{place}/drop_names")
    for index, concept_id in enumerate(dropped):
        if concept_id not in named or concept_id in dropped[:index]:
            raise Refused(f"{place}/drop/{index}", f"{concept_id} cannot be dropped, or only once")
    if [named[one] for one in dropped] != names:
        raise Refused(f"{place}/drop_names", "these are not the names of what is dropped")
    kept = [concept for concept in concepts if concept.concept_id not in dropped]
    for concept in kept:
        if lost := next((one for one in concept.needs if one in dropped), None):
            raise Refused(f"{place}/drop", f"{concept.concept_id} stays and needs {lost}")
    available = number_of(verdict.get("hours_available"), "/verdict/hours_available") * 60
    if not kept or not dropped or _whole_minutes(kept) > available + 0.5:
        raise Refused(f"{place}/drop", "what is left does not fit, or is nothing")


def _deadline(verdict: Object) -> date:
    return day_of(verdict.get("deadline"), "/verdict/deadline")


def _whole_minutes(concepts: Sequence[CheckedConcept]) -> float:
    """Each concept in whole minutes, at least one: the unit in which time is spent."""
    return sum(max(1, round(concept.minutes)) for concept in concepts)


def _variance(low: float, mode: float, high: float) -> float:
    """Of a triangular distribution; never below zero, whatever rounding does."""
    return max(0.0, (low * low + mode * mode + high * high - low * mode - low * high - mode * high) / 18)
