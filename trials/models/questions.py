"""Which request asked which question, and which questions were asked again although they had been answered.

The answers that are stored name their questions by a hash over prompt and shape. Which shapes there are is the one
thing that is taken from the product here; an answer of whose question no request is known shows that one is missing.
"""

import functools
import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pydantic import BaseModel, TypeAdapter

import milepost.agents.planning.planner
import milepost.agents.writing.model_author  # noqa: F401  both have the shapes defined
from tests.support.model_server import LoggedRequest

_SHAPES_IN = ("milepost.agents.planning", "milepost.agents.writing")


@dataclass(frozen=True, slots=True)
class Kill:
    """A process that was killed, and what of its questions outlived it."""

    at: float
    """Seconds since 1970."""
    phase: str
    committed: frozenset[str]
    """The hashes of all questions that had a stored answer."""
    in_flight: int
    """Questions of its own that had been asked and had none."""


@dataclass(slots=True)
class Repeats:
    """The questions that were asked more than once."""

    allowed: int = 0
    """Their answer was lost with the process."""
    paid_twice: list[str] = field(default_factory=list)
    """Their answer was stored when the process died."""
    causeless: list[str] = field(default_factory=list)
    """No process had died in between."""

    @classmethod
    def of(cls, requests: Sequence[LoggedRequest], kills: Sequence[Kill]) -> "Repeats":
        """Look at pairs of requests that asked the same, one after the other."""
        found = cls()
        for earlier, later in repeated(requests):
            between = [kill for kill in kills if earlier.at < kill.at <= later.at]
            name = f"{later.prompt_id} {earlier.number} → {later.number}"
            if not between:
                found.causeless.append(name)
            elif any(is_among(earlier, kill.committed) for kill in between):
                found.paid_twice.append(name)
            else:
                found.allowed += 1
        return found


def repeated(requests: Sequence[LoggedRequest]) -> Iterator[tuple[LoggedRequest, LoggedRequest]]:
    """Each request that asked what an earlier one had asked, with the last of those."""
    asked: dict[str, list[LoggedRequest]] = {}
    for request in requests:
        if request.asked is not None:
            asked.setdefault(request.digest, []).append(request)
    for same in asked.values():
        yield from pairwise(same)


def unanswered(requests: Sequence[LoggedRequest], committed: Collection[str], *, since: float) -> int:
    """How many questions have been asked since then that have no stored answer."""
    open_ones = (one for one in requests if one.at >= since and one.asked and not is_among(one, committed))
    return len({one.digest for one in open_ones})


def unknown(requests: Sequence[LoggedRequest], committed: Collection[str]) -> int:
    """How many stored answers there are to questions that no request asked; 0, or the hashes are not ours."""
    known = {name for one in requests if one.asked for name in question_hashes(*_words(one))}
    return len(set(committed) - known)


def is_among(request: LoggedRequest, committed: Collection[str]) -> bool:
    return any(name in committed for name in question_hashes(*_words(request)))


def _words(request: LoggedRequest) -> tuple[str, str]:
    assert request.asked is not None
    return request.asked.system, request.asked.user


@functools.lru_cache(maxsize=4096)
def question_hashes(system: str, user: str) -> frozenset[str]:
    """The hash of a question for each shape in which it may have been asked."""
    return frozenset(hashlib.sha256(f"{system}\0{user}\0{shape}".encode()).hexdigest() for shape in _shapes())


@functools.cache
def _shapes() -> frozenset[str]:
    """All shapes of answers as they go into the hash; that of a text is none."""
    schemas = [TypeAdapter(one).json_schema() for one in _subclasses(BaseModel)]
    return frozenset(json.dumps(schema, sort_keys=True) for schema in [*schemas, None])


def _subclasses(of: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for one in of.__subclasses__():
        yield from _subclasses(one)
        if one.__module__.startswith(_SHAPES_IN):
            yield one
