"""Hours, dates and verdicts in words."""

from collections.abc import Iterator
from datetime import date

from milepost.api.roadmaps.schemas import RoadmapView
from milepost.cli.screen import Mark
from milepost.domain.editing.plan_diff import Effect
from milepost.domain.roadmaps import Verdict, WayOut
from milepost.domain.tasks import TaskStep
from milepost.workflow.losses import INTERNAL, RUN_LOST

STEPS = {
    TaskStep.QUEUED: "Waiting to start",
    TaskStep.INTENT_ANALYSIS: "Understanding the goal",
    TaskStep.CURRICULUM_DESIGN: "Designing the stages",
    TaskStep.STRUCTURE_VALIDATION: "Checking the order",
    TaskStep.ROADMAP_EDIT: "Changing the roadmap",
    TaskStep.HUMAN_REVIEW: "Waiting for the decision",
    TaskStep.CONTENT_GENERATION: "Writing the content",
    TaskStep.FINISHED: "Finished",
}

#: What a task or a unit fails of that no sentence comes with.
UNFORESEEN = {
    INTERNAL: "the server met a fault of its own, which stands in its log",
    RUN_LOST: "the work was lost on its way several times in a row; try again",
}


def hours(amount: float) -> str:
    """`0.75 h`, `6 h`, `88 h`: as exact as it is useful."""
    return f"{round(amount) if amount >= 20 else round(amount, 2):g} h"


def day(when: date) -> str:
    """`28 Mar 2027`, whatever the machine's language."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def days(first: date, last: date) -> str:
    """`1 – 28 Mar 2027`, `1 Mar – 4 Apr 2027`, `28 Dec 2026 – 3 Jan 2027`."""
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    month = "" if first.month == last.month else f" {_MONTHS[first.month - 1]}"
    return f"{first.day}{month} – {day(last)}"


def time_left(seconds: float) -> str:
    """`a few seconds left`, `about 40 s left`, `about 3 min left`: no more exact than anybody can know."""
    if seconds < 10:
        return "a few seconds left"
    if seconds < 60:
        return f"about {round(seconds, -1):.0f} s left"
    minutes = round(seconds / 60)
    return f"about {minutes} min left" if minutes < 60 else f"about {minutes // 60} h {minutes % 60} min left"


def count(number: int, thing: str) -> str:
    """`1 module`, `2 modules`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def verdict_line(verdict: Verdict) -> tuple[Mark, str]:
    """Whether it fits, in one line."""
    load = f"{hours(verdict.hours_p50)} ({hours(verdict.hours_p80)} at a slow pace)"
    pace = f"{verdict.hours_per_week:g} h a week"
    end = f"ends {day(verdict.end_date)}" if verdict.end_date else "has no end date"
    if verdict.deadline is None or verdict.hours_available is None:
        return Mark.OK, f"{load} at {pace}: {count(verdict.weeks, 'week')}, {end}"
    until = f"{hours(verdict.hours_available)} until {day(verdict.deadline)} at {pace}"
    match verdict.outcome:
        case "does_not_fit":
            return (
                Mark.BAD,
                f"Does not fit: {load}, only {until}; {hours(verdict.hours_over)} too much, {end}",
            )
        case "tight":
            return Mark.WARNING, f"Tight: {load}, {until}; {end}"
        case _:
            return Mark.OK, f"Fits: {load}, {until}; {end}"


def ways_out(verdict: Verdict) -> Iterator[str]:
    """What would make it fit, each in a line."""
    return (_way_out(way) for way in verdict.ways_out)


def _way_out(way: WayOut) -> str:
    match way.kind:
        case "more_weeks":
            return f"take longer: until {day(way.end_date) if way.end_date else 'later'}"
        case "more_hours":
            return f"study more: {way.hours_per_week:g} h a week"
        case "fewer_concepts":
            return f"leave out: {', '.join(way.drop_names)}"


def effect(change: Effect) -> str:
    """`saves 3 h, ends 2 days earlier`."""
    verb = "saves" if change.hours_change < 0 else "costs"
    time = f"{verb} {hours(abs(change.hours_change))}" if change.hours_change else "same hours"
    shift = change.end_change_days
    if shift is None:
        return time
    if shift == 0:
        return f"{time}, same end"
    return f"{time}, ends {count(abs(shift), 'day')} {'earlier' if shift < 0 else 'later'}"


def unit_failure(reason: str | None) -> str:
    """Why a unit was not written, from its `type: detail`: a detail is a sentence, but for what nobody foresaw."""
    if reason is None:
        return "no reason given"
    kind, _, detail = reason.partition(": ")
    return UNFORESEEN.get(kind) or detail or reason


def part_names(roadmap: RoadmapView) -> dict[str, str]:
    """The names of all stages, modules and concepts by their ids."""
    names: dict[str, str] = {}
    for stage in roadmap.stages:
        names[stage.stage_id] = stage.name
        for module in stage.modules:
            names[module.module_id] = module.name
            names.update({concept.concept_id: concept.name for concept in module.concepts})
    return names


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
