"""Tables that must stay whole: every failure has a status and a name of its own, every event a case in the page."""

import re
from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import get_args

from milepost.api.problems import STATUS
from milepost.cli.generation.wording import UNFORESEEN
from milepost.contract import channel_schemas
from milepost.domain import (
    content_errors,
    errors,
    goal_errors,
    model_errors,
    provider_errors,
    search_errors,
)
from milepost.domain.errors import Conflict, MilepostError, NotFound, RequestRefused, TooMany, Unavailable
from milepost.domain.events import TERMINAL_TYPES
from milepost.domain.model_errors import ModelFailure
from milepost.domain.scheduling import schedule_errors
from milepost.domain.search_errors import SearchFailure
from milepost.domain.tasks import TaskStatus
from milepost.workflow.losses import INTERNAL, LOSS_WORDS, RUN_LOST, Loss, failure_after

ROOT = Path(__file__).parents[2]
REDUCER = ROOT / "web" / "src" / "shared" / "realtime" / "apply-event.ts"
PROBLEM_TEXTS = ROOT / "web" / "src" / "shared" / "i18n" / "messages"
FAMILIES = {
    RequestRefused: {HTTPStatus.UNPROCESSABLE_ENTITY},
    NotFound: {HTTPStatus.NOT_FOUND},
    Conflict: {HTTPStatus.CONFLICT},
    TooMany: {HTTPStatus.TOO_MANY_REQUESTS},
    Unavailable: {HTTPStatus.SERVICE_UNAVAILABLE},
    SearchFailure: {HTTPStatus.BAD_GATEWAY},
    ModelFailure: {HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT},
}
#: What is refused before a route is reached, or goes wrong behind it.
BEFORE_THE_ROUTES = ("wrong-host", "wrong-origin", "body-too-large", "not-found", "internal")
#: One type of problem for whatever is not as the document says, found by the framework or by us.
SHARED_SLUG = "invalid-request"


def leaves(kind: type[MilepostError]) -> Iterator[type[MilepostError]]:
    """The failures that are raised: those below which there is no other."""
    below = kind.__subclasses__()
    if not below:
        yield kind
    for one in below:
        yield from leaves(one)


def test_every_failure_has_a_status_and_nothing_else_has() -> None:
    assert set(STATUS) == set(leaves(MilepostError))


def test_the_status_of_a_failure_is_that_of_its_family() -> None:
    for family, statuses in FAMILIES.items():
        for kind in leaves(family):
            assert STATUS[kind] in statuses, kind.__name__
    assert set(MilepostError.__subclasses__()) == set(FAMILIES)


def test_every_failure_stands_in_a_module_of_failures() -> None:
    modules = {
        one.__name__
        for one in (
            content_errors,
            errors,
            goal_errors,
            model_errors,
            provider_errors,
            schedule_errors,
            search_errors,
        )
    }
    assert all(kind.__module__ in modules for kind in leaves(MilepostError))


def test_every_failure_has_a_name_of_its_own() -> None:
    slugs = Counter(kind.slug for kind in leaves(MilepostError))

    assert [slug for slug, count in slugs.items() if count > 1] == []
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", slug) for slug in slugs)
    assert SHARED_SLUG in slugs
    assert all(kind.title and kind.title != MilepostError.title for kind in leaves(MilepostError))


def test_the_page_has_words_for_every_problem_in_both_languages() -> None:
    for language in ("en", "zh"):
        texts = (PROBLEM_TEXTS / language / "problems.ts").read_text(encoding="utf-8")
        slugs = [*(kind.slug for kind in leaves(MilepostError)), *BEFORE_THE_ROUTES]
        missing = [slug for slug in slugs if f'"problem.{slug}":' not in texts]
        assert missing == [], language


def test_what_a_run_can_fail_of_without_a_problem_has_words_everywhere() -> None:
    kinds = {failure_after(5, loss).type for loss in get_args(Loss)}
    assert kinds == {INTERNAL, RUN_LOST} == set(UNFORESEEN)
    assert set(LOSS_WORDS) == set(get_args(Loss))
    for language in ("en", "zh"):
        texts = (PROBLEM_TEXTS / language / "generation.ts").read_text(encoding="utf-8")
        assert [kind for kind in kinds if f'"live.reason.{kind}":' not in texts] == [], language


def test_the_reducer_has_a_case_for_every_event() -> None:
    events = channel_schemas()["TaskEvent"]["discriminator"]["mapping"]
    reducer = REDUCER.read_text(encoding="utf-8")

    assert set(re.findall(r'case "(\w+)":', reducer)) == set(events)


def test_an_event_ends_a_task_just_when_a_status_does() -> None:
    assert {status.value for status in TaskStatus if status.is_terminal} == TERMINAL_TYPES
