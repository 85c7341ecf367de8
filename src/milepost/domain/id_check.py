"""Which id a call takes, and what to say to somebody who passes another one: the call that takes it."""

from milepost.domain.errors import RoadmapNotFound, TaskNotFound, WrongIdKind
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
    prefix = id_prefix(text)
    if prefix in _INSTEAD_OF_TASK:
        raise WrongIdKind(text, _INSTEAD_OF_TASK[prefix])
    if prefix != TASK_PREFIX:
        raise TaskNotFound(text[:_SHOWN_CHARACTERS])


def check_roadmap_id(text: str) -> None:
    """Refuse what cannot name a roadmap.

    Raises:
        WrongIdKind: It names something else; the detail says which call takes it.
        RoadmapNotFound: It is no id at all.
    """
    prefix = id_prefix(text)
    if prefix in _INSTEAD_OF_ROADMAP:
        raise WrongIdKind(text, _INSTEAD_OF_ROADMAP[prefix])
    if prefix != ROADMAP_PREFIX:
        raise RoadmapNotFound(text[:_SHOWN_CHARACTERS])


def check_provider_id(text: str) -> None:
    """Refuse what cannot name a provider of models.

    Raises:
        WrongIdKind: It names something else; the detail says which call takes it.
        ProviderNotFound: It is no id at all.
    """
    prefix = id_prefix(text)
    if prefix in _INSTEAD_OF_PROVIDER:
        raise WrongIdKind(text, _INSTEAD_OF_PROVIDER[prefix])
    if prefix != PROVIDER_PREFIX:
        raise ProviderNotFound(text[:_SHOWN_CHARACTERS])
