"""A few pages to fetch: honest ones about the concepts of the script, and some of the other kind."""

import html

from tests.support.model_server.hostile_markdown import INJECTION
from tests.support.model_server.script.roadmaps import ScriptedConcept, ScriptedGoal, written_goals


def page_of(name: str) -> str | None:
    """The page of a name: `guitar-barre` is about that concept of that goal; None when there is no such page.

    `injection` gives orders to whoever reads it, in sight and out of sight; `gone` says politely that there is nothing.
    """
    if name == "injection":
        hidden = f'<p style="display:none">{INJECTION}</p><!-- {INJECTION} -->'
        return _page(
            "en", "Barre chords made easy", f"<p>Barre chords for beginners. {INJECTION}</p>{hidden}"
        )
    if name == "gone":
        return _page("en", "Page not found", "<p>Sorry, the page you are looking for is no longer here.</p>")
    for goal in written_goals():
        for concept in goal.concepts:
            if name == f"{goal.goal_id}-{concept.label}":
                return _page(goal.language, f"{concept.name} – {goal.title}", _article(concept, goal))
    return None


def _article(concept: ScriptedConcept, goal: ScriptedGoal) -> str:
    said = [concept.summary, *concept.facts, concept.practice]
    return "".join(f"<p>{html.escape(text)}</p>" for text in said) + f"<p>{html.escape(goal.title)}</p>"


def _page(language: str, title: str, body: str) -> str:
    head = f'<meta charset="utf-8"><title>{html.escape(title)}</title>'
    shown = f"<h1>{html.escape(title)}</h1>{body}"
    return f'<!doctype html>\n<html lang="{language}"><head>{head}</head><body>{shown}</body></html>\n'
