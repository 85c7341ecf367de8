"""Which id a call takes, and what to say to somebody who passes another one: the call that takes it."""

from collections.abc import Callable

from milepost.domain.errors import MilepostError, RoadmapNotFound, TaskNotFound, WrongIdKind
from milepost.domain.ids import (
    ATTEMPT_PREFIX,
    PROVIDER_PREFIX,
    REVIEW_PREFIX,
    ROADMAP_PREFIX,
    TASK_PREFIX,
    id_prefix,
)
from milepost.domain.provider_errors import ProviderNotFound

_REVIEW_HINT = "It is a review; POST /api/v1/roadmaps/{task_id}/approve takes it as review_id."
_ATTEMPT_HINT = "It is an attempt at a quiz; the answer that named it has all there is to know of it."
_PROVIDER_HINT = "It is a provider of models; GET /api/v1/models/providers lists them."
_INSTEAD_OF_TASK = {
    PROVIDER_PREFIX: _PROVIDER_HINT,
    ROADMAP_PREFIX: "It is a roadmap; its newest task is in GET /api/v1/roadmaps/{roadmap_id}/status.",
    REVIEW_PREFIX: _REVIEW_HINT,
    ATTEMPT_PREFIX: _ATTEMPT_HINT,
}
_INSTEAD_OF_ROADMAP = {
    PROVIDER_PREFIX: _PROVIDER_HINT,
    TASK_PREFIX: "It is a task; GET /api/v1/tasks/{task_id} names its roadmap.",
    REVIEW_PREFIX: _REVIEW_HINT,
    ATTEMPT_PREFIX: _ATTEMPT_HINT,
}
_INSTEAD_OF_PROVIDER = {
    TASK_PREFIX: "It is a task; GET /api/v1/tasks/{task_id} reads it.",
    ROADMAP_PREFIX: "It is a roadmap; GET /api/v1/roadmaps/{roadmap_id} reads it.",
    REVIEW_PREFIX: _REVIEW_HINT,
    ATTEMPT_PREFIX: _ATTEMPT_HINT,
}
_SHOWN_CHARACTERS = 64


def check_task_id(text: str) -> None:
    """Refuse what cannot name a task, so that only well-formed ids are ever looked for.

    Raises:
        WrongIdKind: It names something else; the detail says which call takes it.
        TaskNotFound: It is no id at all.
    """
    _check(text, TASK_PREFIX, _INSTEAD_OF_TASK, TaskNotFound)


def check_roadmap_id(text: str) -> None:
    """The same for a roadmap. Raises `WrongIdKind` or `RoadmapNotFound`."""
    _check(text, ROADMAP_PREFIX, _INSTEAD_OF_ROADMAP, RoadmapNotFound)


def check_provider_id(text: str) -> None:
    """The same for a provider of models. Raises `WrongIdKind` or `ProviderNotFound`."""
    _check(text, PROVIDER_PREFIX, _INSTEAD_OF_PROVIDER, ProviderNotFound)


def _check(
    text: str, wanted: str, instead: dict[str, str], not_found: Callable[[str], MilepostError]
) -> None:
    prefix = id_prefix(text)
    if prefix in instead:
        raise WrongIdKind(text, instead[prefix])
    if prefix != wanted:
        raise not_found(text[:_SHOWN_CHARACTERS])
