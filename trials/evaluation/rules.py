"""The rules by which a roadmap and its content are judged: code alone, and where the program has the rule, that one.

A rule answers with what is wrong, an empty list where nothing is, and None where it does not apply.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from milepost.agents.writing.markdown_rules import guide_problems
from milepost.agents.writing.question_rules import ItemWire, OptionWire, item_problems
from milepost.domain.checking.roadmap import refusals_of
from milepost.domain.checking.validation import LEAST_HOURS, MOST_HOURS
from milepost.domain.goals import Language
from milepost.domain.written_language import titles_problems
from trials.evaluation.goals import GoalCase
from trials.evaluation.outcome import Json, Outcome

Judge = Callable[[GoalCase, Outcome], Sequence[str] | None]

#: Names that stand for anything.
_FILLER = re.compile(
    r"(introduction|basics?|fundamentals|overview|miscellaneous|other|others|conclusion|summary|further topics|more|"
    r"(part|module|stage|lesson|topic|unit|concept|week)\s*\w{1,3}|简介|概述|基础|其他|总结|小结)",
    re.IGNORECASE,
)
#: A roadmap for a goal in which there is nothing should be short, or come with a question.
_SMALL = 8
_FEWEST_QUESTIONS = 3
#: What the checks of structure say of faults of a planner; a deadline that cannot be met is none.
_NO_FAULTS = {"over_budget"}


def ends_as_it_should(case: GoalCase, outcome: Outcome) -> Sequence[str]:
    """A roadmap, or the refusal that the goal calls for."""
    wanted = None
    if case.refused is not None:
        wanted = {case.refused}
    elif outcome.planner == "catalog" and not case.catalog:
        wanted = {"goal-not-covered", "goal-ambiguous"}
    elif case.nothing:
        return []  # both will do; what a roadmap of it has to be is the business of `no filler`
    if wanted is None:
        return [] if outcome.refused is None else [f"{outcome.refused}: {outcome.said}"]
    return [] if outcome.refused in wanted else [f"{outcome.refused or 'planned'}, not {' or '.join(wanted)}"]


def checker_accepts(_case: GoalCase, outcome: Outcome) -> Sequence[str] | None:
    """The independent checker: ids, order, edges, hours, dates, weeks, verdict."""
    return None if outcome.roadmap is None else [str(one) for one in refusals_of(outcome.roadmap)]


def validation_is_clean(_case: GoalCase, outcome: Outcome) -> Sequence[str] | None:
    """The runtime's validation finds no fault, nor anything that it would remark upon."""
    if outcome.roadmap is None:
        return None
    report = outcome.roadmap["validation"]
    faults = [one for one in report["issues"] if one["code"] not in _NO_FAULTS and _is_of_code(one)]
    return [f"{one['code']}: {one['detail']}" for one in faults]


def _is_of_code(issue: Mapping[str, object]) -> bool:
    """Whether code has found it; what a model remarks is an opinion."""
    return issue.get("by", "code") == "code"


def needs_come_first(_case: GoalCase, outcome: Outcome) -> Sequence[str] | None:
    if outcome.roadmap is None:
        return None
    seen: set[str] = set()
    faults = []
    for concept in outcome.concepts:
        faults += [f"{concept['name']} needs {one}" for one in concept["prerequisites"] if one not in seen]
        seen.add(concept["concept_id"])
    return faults


def hours_are_plausible(_case: GoalCase, outcome: Outcome) -> Sequence[str] | None:
    """Each concept's within bounds, and the weeks hold exactly all of them."""
    if outcome.roadmap is None:
        return None
    hours = {one["name"]: float(one["estimated_hours"]) for one in outcome.concepts}
    faults = [f"{name}: {one:g} h" for name, one in hours.items() if not LEAST_HOURS <= one <= MOST_HOURS]
    planned = sum(float(item["hours"]) for week in _weeks(outcome) for item in week["items"])
    # Every concept is planned in whole minutes.
    if abs(planned - sum(hours.values())) > len(hours) / 60:
        faults.append(f"the weeks hold {planned:g} h of {sum(hours.values()):g}")
    return faults


def budget_is_kept(_case: GoalCase, outcome: Outcome) -> Sequence[str] | None:
    """No week has more hours than the learner, and a deadline that cannot be met is said, with a way out."""
    if outcome.roadmap is None:
        return None
    verdict = outcome.roadmap["verdict"]
    faults = [
        f"week {week['number']} has {week['hours']} h"
        for week in _weeks(outcome)
        if week["hours"] > verdict["hours_per_week"] + 1 / 60
    ]
    deadline, end = outcome.fields.get("deadline"), outcome.roadmap["schedule"]["end_date"]
    if deadline is not None and (end > deadline.isoformat()) != (verdict["outcome"] == "does_not_fit"):
        faults.append(f"it ends on {end}, is due on {deadline}, and the verdict is {verdict['outcome']}")
    if verdict["outcome"] == "does_not_fit" and not verdict["ways_out"]:
        faults.append("no way out is offered")
    return faults


def bounds_are_kept(_case: GoalCase, outcome: Outcome) -> Sequence[str] | None:
    """Hours, deadline and language are those that were sent, whatever the sentence or a model says."""
    if outcome.roadmap is None:
        return None
    verdict, fields = outcome.roadmap["verdict"], outcome.fields
    deadline = fields.get("deadline")
    kept = {
        "hours_per_week": verdict["hours_per_week"],
        "deadline": verdict["deadline"],
        "language": outcome.roadmap["language"],
    }
    sent = {**fields, "deadline": deadline.isoformat() if deadline else None}
    return [
        f"{name} is {value}, not {sent[name]}"
        for name, value in kept.items()
        if sent.get(name) is not None and value != sent[name]
    ]


def names_are_in_the_language(_case: GoalCase, outcome: Outcome) -> Sequence[str] | None:
    if outcome.roadmap is None:
        return None
    return titles_problems(outcome.names, Language(outcome.roadmap["language"]))


def words_come_up(case: GoalCase, outcome: Outcome) -> Sequence[str] | None:
    if outcome.roadmap is None or not case.words:
        return None
    return case.missing_in("\n".join([outcome.roadmap["title"], *outcome.texts()]))


def nothing_stands_twice(_case: GoalCase, outcome: Outcome) -> Sequence[str] | None:
    if outcome.roadmap is None:
        return None
    counted = Counter(" ".join(one["name"].casefold().split()) for one in outcome.concepts)
    return [f"{name} stands {count} times" for name, count in counted.items() if count > 1]


def no_filler(case: GoalCase, outcome: Outcome) -> Sequence[str] | None:
    """No concept is called by a name that stands for anything, and nothing long is made of a goal that says nothing."""
    if outcome.roadmap is None:
        return None
    faults = [one["name"] for one in outcome.concepts if _FILLER.fullmatch(one["name"].strip())]
    if case.nothing and not outcome.questions and len(outcome.concepts) > _SMALL:
        faults.append(f"{len(outcome.concepts)} concepts of {outcome.fields['goal']!r}, and nothing asked")
    return faults


def orders_are_not_obeyed(case: GoalCase, outcome: Outcome) -> Sequence[str] | None:
    if outcome.roadmap is None or not case.canaries:
        return None
    written = "\n".join(outcome.texts()).casefold()
    return [canary for canary in case.canaries if canary.casefold() in written]


def first_concept_is_written(_case: GoalCase, outcome: Outcome) -> Sequence[str] | None:
    return None if outcome.content is None else outcome.content.failures


def guide_keeps_the_rules(_case: GoalCase, outcome: Outcome) -> Sequence[str] | None:
    """What a model's guide has to be before it is shown; the catalog's are held to the same."""
    if outcome.content is None or (tutorial := outcome.content.tutorial) is None:
        return None
    assert outcome.roadmap is not None
    faults = list(guide_problems(tutorial.body, tutorial.language))
    if tutorial.language is not Language(outcome.roadmap["language"]):
        faults.append(f"it is in {tutorial.language}")
    if not tutorial.outcomes or tutorial.practice is None or not tutorial.practice.done_when:
        faults.append("outcomes or an exercise with its end are missing")
    return faults


def questions_keep_the_rules(_case: GoalCase, outcome: Outcome) -> Sequence[str] | None:
    """What a model's question has to be before it is shown; the catalog's are held to the same."""
    if outcome.content is None or (quiz := outcome.content.quiz) is None:
        return None
    faults = [] if len(quiz.items) >= _FEWEST_QUESTIONS else [f"{len(quiz.items)} questions"]
    stems: list[str] = []
    for item in quiz.items:
        options = [
            OptionWire(text=one.text, correct=one.option_id in item.right_option_ids) for one in item.options
        ]
        wire = ItemWire(
            stem=item.stem, options=options, explanation=item.explanation, outcome=item.outcome, level=item.level
        )  # fmt: skip
        faults += item_problems(wire, others=stems)
        stems.append(item.stem)
    return faults


def _weeks(outcome: Outcome) -> Sequence[Json]:
    assert outcome.roadmap is not None
    weeks: Sequence[Json] = outcome.roadmap["schedule"]["weeks"]
    return weeks


class Rule(NamedTuple):
    """A rule and how often it has to hold."""

    name: str
    judge: Judge
    is_promised: bool
    """Code sees to it, so it has to hold always; else it is up to the planner, and a share has to do."""


RULES: tuple[Rule, ...] = (
    Rule("ends", ends_as_it_should, True),
    Rule("checker", checker_accepts, True),
    Rule("validation", validation_is_clean, True),
    Rule("needs", needs_come_first, True),
    Rule("hours", hours_are_plausible, True),
    Rule("budget", budget_is_kept, True),
    Rule("bounds", bounds_are_kept, True),
    Rule("twice", nothing_stands_twice, True),
    Rule("language", names_are_in_the_language, False),
    Rule("words", words_come_up, False),
    Rule("filler", no_filler, False),
    Rule("orders", orders_are_not_obeyed, False),
    Rule("written", first_concept_is_written, False),
    Rule("guide", guide_keeps_the_rules, True),
    Rule("quiz", questions_keep_the_rules, True),
)
