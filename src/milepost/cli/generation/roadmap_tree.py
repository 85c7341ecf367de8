"""A roadmap as a tree with hours, weeks and dates, the verdict first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from milepost.api.roadmaps.schemas import ConceptView, ModuleView, RoadmapView, StageView
from milepost.cli.generation.wording import count, day, days, hours, verdict_line, ways_out
from milepost.cli.screen import Mark, marked, plain
from milepost.domain.roadmaps import Schedule


@dataclass(frozen=True, slots=True)
class Span:
    """The study weeks something takes, with their first and last day."""

    first_week: int
    last_week: int
    start: date
    end: date


def print_verdict(roadmap: RoadmapView, console: Console) -> None:
    """The verdict, and the ways out where it does not fit."""
    if roadmap.verdict is None:
        return
    mark, line = verdict_line(roadmap.verdict)
    marked(mark, line, console=console)
    for way in ways_out(roadmap.verdict):
        console.print(Text(f"  way out: {plain(way)}"), soft_wrap=True)


def print_roadmap(roadmap: RoadmapView, console: Console) -> None:
    """Verdict, tree, and what was left out."""
    print_verdict(roadmap, console)
    console.print(roadmap_tree(roadmap))
    if roadmap.not_covered:
        marked(Mark.WARNING, f"Not covered: {', '.join(roadmap.not_covered)}", console=console)
    if roadmap.pruned:
        saved = hours(sum(concept.hours for concept in roadmap.pruned))
        names = ", ".join(concept.name for concept in roadmap.pruned)
        console.print(Text(f"Left out ({saved}): {plain(names)}", style="dim"), soft_wrap=True)


def roadmap_tree(roadmap: RoadmapView) -> Tree:
    spans = concept_spans(roadmap.schedule)
    concepts = [one for stage in roadmap.stages for module in stage.modules for one in module.concepts]
    facts = f"{hours(_hours(concepts))} · {count(len(concepts), 'concept')}"
    tree = Tree(_line(roadmap.title, facts, style="bold"), guide_style="dim")
    for number, stage in enumerate(roadmap.stages, start=1):
        _add_stage(tree, number, stage, spans)
    return tree


def concept_spans(schedule: Schedule) -> dict[str, Span]:
    """When each concept is studied."""
    spans: dict[str, Span] = {}
    ends = {
        week.number: following.start - timedelta(days=1)
        for week, following in zip(schedule.weeks, schedule.weeks[1:], strict=False)
    }
    for week in schedule.weeks:
        end = ends.get(week.number, schedule.end_date or week.start + timedelta(days=6))
        for item in week.items:
            before = spans.get(item.concept_id)
            first, start = (before.first_week, before.start) if before else (week.number, week.start)
            spans[item.concept_id] = Span(first, week.number, start, end)
    return spans


def _add_stage(tree: Tree, number: int, stage: StageView, spans: Mapping[str, Span]) -> None:
    concepts = [concept for module in stage.modules for concept in module.concepts]
    branch = tree.add(_line(f"{number}. {stage.name}", _facts(concepts, spans), style="bold"))
    for module in stage.modules:
        _add_module(branch, module, spans)
    if stage.project is not None:
        branch.add(_line(f"Project: {stage.project.title}", "", style="italic"))


def _add_module(branch: Tree, module: ModuleView, spans: Mapping[str, Span]) -> None:
    twig = branch.add(_line(module.name, _facts(module.concepts, spans)))
    for concept in module.concepts:
        span = spans.get(concept.concept_id)
        when = f" · {_weeks(span.first_week, span.last_week)} · from {day(span.start)}" if span else ""
        twig.add(_line(concept.name, f"{hours(concept.estimated_hours)}{when}"))


def _facts(concepts: Iterable[ConceptView], spans: Mapping[str, Span]) -> str:
    listed = list(concepts)
    found = [spans[concept.concept_id] for concept in listed if concept.concept_id in spans]
    if not found:
        return hours(_hours(listed))
    first, last = min(span.first_week for span in found), max(span.last_week for span in found)
    start, end = min(span.start for span in found), max(span.end for span in found)
    return f"{hours(_hours(listed))} · {_weeks(first, last)} · {days(start, end)}"


def _weeks(first: int, last: int) -> str:
    return f"week {first}" if first == last else f"weeks {first}–{last}"


def _hours(concepts: Iterable[ConceptView]) -> float:
    return sum(concept.estimated_hours for concept in concepts)


def _line(name: str, facts: str, *, style: str = "") -> Text:
    return Text.assemble((plain(name), style), (f"  {facts}" if facts else "", "dim"))
