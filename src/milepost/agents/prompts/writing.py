"""The prompts of the author: what is to be written, for which learner, and where in the roadmap it stands."""

from collections.abc import Sequence

from milepost.agents.calls import Prompt
from milepost.agents.prompts.rendering import data, prose, render
from milepost.domain.content import Content, PracticeTask, Quiz, QuizItem, ResourceList, Tutorial
from milepost.domain.goals import Language
from milepost.domain.links import Candidate
from milepost.domain.ports.planning import Anew, AuthorContext
from milepost.domain.roadmaps import Concept

#: What a learner asks for who says nothing.
ANYTHING_ELSE = "Write it otherwise: another way to explain it, other examples."
#: Of a guide; they are seldom half as long.
_MOST_PRESENT = 16_000

LANGUAGE_NAMES = {Language.EN: "English", Language.ZH: "Chinese (simplified)"}


def tutorial_aims(concept: Concept, context: AuthorContext) -> Prompt:
    return render(prose("tutorial-aims", version=2), *_about(concept, context))


def tutorial(
    concept: Concept, context: AuthorContext, *, outcomes: Sequence[str], practice: PracticeTask
) -> Prompt:
    return render(
        prose("tutorial", version=2),
        *_about(concept, context),
        data("outcomes", _list(outcomes)),
        data("exercise", f"{practice.task}\nDone when: {practice.done_when}"),
    )


def quiz(
    concept: Concept,
    context: AuthorContext,
    *,
    count: int,
    kept: Sequence[str] = (),
    rejected: Sequence[str] = (),
) -> Prompt:
    """Args:
    kept: The questions that there are already.
    rejected: Those that were found faulty, each with the reason.
    """
    return render(
        prose("quiz", version=2),
        *_about(concept, context),
        data("count", count),
        data("kept", _list(kept)),
        data("rejected", _list(rejected)),
    )


def solve(concept: Concept, context: AuthorContext, items: Sequence[QuizItem]) -> Prompt:
    """The questions with their options in the order of `items`, without anything that gives the key away."""
    questions = [
        "\n".join([f"{item.item_id}. {item.stem}", *(f"{one.option_id}) {one.text}" for one in item.options)])
        for item in items
    ]
    return render(
        prose("solve", version=1),
        data("roadmap", context.title),
        data("concept", concept.name),
        data("questions", "\n\n".join(questions)),
    )


def queries(concept: Concept, context: AuthorContext) -> Prompt:
    return render(prose("queries", version=2), *_about(concept, context))


def ranking(
    concept: Concept, context: AuthorContext, candidates: Sequence[tuple[Candidate, str | None]]
) -> Prompt:
    """Each candidate comes with the language of its page, where that is known."""
    lines = [
        f"{one.number}. {one.title} ({_site(one.url)}, {language or 'language unknown'})\n   {one.snippet}"
        for one, language in candidates
    ]
    return render(
        prose("ranking", version=2), *_about(concept, context), data("candidates", "\n".join(lines))
    )


def _about(concept: Concept, context: AuthorContext) -> tuple[str, ...]:
    """What every piece of writing has to know of the concept and the learner."""
    return (
        data("goal", context.goal),
        data("roadmap", context.title),
        data("concept", concept.name),
        data("description", concept.description),
        data("difficulty", f"{concept.difficulty} of 5"),
        data("hours", f"{concept.hours.typical:g} for reading and practice together"),
        data("earlier", _list(context.before)),
        data("later", _list(context.after)),
        data("level", context.level),
        data("background", context.background),
        data("wishes", context.wishes),
        data("language", LANGUAGE_NAMES[context.language]),
        *_anew(context.anew),
    )


def _anew(anew: Anew | None) -> tuple[str, ...]:
    """What there is now, and what is to be otherwise; nothing where the unit is written for the first time."""
    if anew is None:
        return ()
    present = _shown(anew.present) if anew.present else ""
    return data("present", present), data("instructions", anew.instructions or ANYTHING_ELSE)


def _shown(content: Content) -> str:
    match content:
        case Tutorial():
            practice = content.practice
            return "\n\n".join(
                part
                for part in (
                    f"Outcomes:\n{_list(content.outcomes)}",
                    content.body.strip()[:_MOST_PRESENT],
                    f"Exercise: {practice.task}\nDone when: {practice.done_when}" if practice else "",
                )
                if part
            )
        case ResourceList():
            return _list([f"{one.title} ({_site(one.url)}, {one.language})" for one in content.resources])
        case Quiz():
            return _list([item.stem for item in content.items])


def _list(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _site(url: str) -> str:
    return url.split("/")[2] if url.count("/") >= 2 else url
