"""What can go wrong, and for which request it does: by share and seed, by number, or for all."""

import hashlib
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from tests.support.model_server.requests import Asked

#: The server refuses, with a status and a body that say why.
Refused = Literal[
    "401", "403", "404", "quota", "context", "429", "429_date", "429_bare", "500", "502", "503", "529"
]
#: The connection, or what comes over it, is not what it should be.
Broken = Literal[
    "hang_before_headers", "hang_after_headers", "reset", "reset_mid_stream", "cut", "clean_cut", "stall",
    "bad_sse", "error_chunk", "html", "empty_body",
]  # fmt: skip
#: All is well on the wire, and the answer is not what was asked for.
Wrong = Literal[
    "no_choices", "fenced", "prose_around", "truncated_json", "wrong_types", "unknown_tool", "refusal", "length",
    "huge", "nul_and_bidi", "cycles", "dangling", "duplicates", "absurd_hours", "hostile_markdown", "injection",
    "wrong_key", "wrong_language",
]  # fmt: skip
FaultKind = Refused | Broken | Wrong

REFUSED: tuple[FaultKind, ...] = get_args(Refused)
BROKEN: tuple[FaultKind, ...] = get_args(Broken)
WRONG: tuple[FaultKind, ...] = get_args(Wrong)
ALL_FAULTS: tuple[FaultKind, ...] = (*REFUSED, *BROKEN, *WRONG)
#: What a client can get over by asking again, which is what `mixed` mixes.
PASSING: tuple[FaultKind, ...] = (
    "429", "429_date", "500", "502", "503", "529", "reset", "reset_mid_stream", "cut", "clean_cut", "bad_sse",
    "error_chunk", "html", "empty_body", "no_choices", "fenced", "prose_around", "truncated_json", "wrong_types",
    "unknown_tool", "cycles", "dangling", "duplicates", "absurd_hours",
)  # fmt: skip

_RULE = re.compile(
    r"(?:(?P<prompt>[a-z]+)/)?(?P<kind>[a-z0-9_]+)(?:#(?P<numbers>\d+(?:\+\d+)*))?"
    r"(?:=(?P<share>[\d.]+))?(?:\*(?P<times>\d+))?"
)


class FaultNotKnown(Exception):
    """A specification of faults that cannot be read; the message says which part."""


@dataclass(frozen=True, slots=True)
class FaultRule:
    """One fault, or one of several, and when it happens."""

    kinds: tuple[FaultKind, ...]
    """One of them, at random."""
    share: float = 1.0
    """Of how many of the requests that it is about, 0 to 1."""
    prompt: str | None = None
    """Only requests of the prompt of this id."""
    model: str | None = None
    """Only requests to this model."""
    numbers: frozenset[int] = frozenset()
    """Only the requests with these numbers, counted from 1 since the log was cleared; none: all."""
    times: int | None = None
    """Only so many times."""

    def concerns(self, asked: Asked, number: int) -> bool:
        return (
            self.prompt in {None, asked.prompt_id}
            and self.model in {None, asked.model}
            and (not self.numbers or number in self.numbers)
        )


class FaultPlan:
    """Says which fault a request gets. The first rule that strikes decides.

    By share, a request's lot depends on the seed, on what it asks and on how often that was asked before, never on the
    order in which parallel requests arrive: the same run has the same faults, and a repeated request gets a new lot.
    """

    def __init__(self, rules: Sequence[FaultRule] = (), *, seed: int = 0) -> None:
        self._rules = tuple(rules)
        self._seed = seed
        self._given = [0] * len(self._rules)
        self._asked: dict[str, int] = {}

    @classmethod
    def always(cls, kind: FaultKind, *, prompt: str | None = None, times: int | None = None) -> "FaultPlan":
        """The fault for each request of the prompt, or of any; the first `times` of them if that is given."""
        return cls([FaultRule((kind,), prompt=prompt, times=times)])

    @classmethod
    def parse(cls, specification: str, *, seed: int = 0) -> "FaultPlan":
        """Read rules such as `429=0.05, tutorial/cut=0.1, 500#3+7, stall*2, mixed=0.1`.

        That is: 429 for one request of twenty; a tenth of the tutorials cut off; 500 for the third and the seventh
        request; the first two stall; and a tenth gets any of those that asking again can mend.

        Raises:
            FaultNotKnown: A part is not of this form, or names no fault.
        """
        parts = [part.strip() for part in specification.split(",") if part.strip()]
        return cls([_rule(part) for part in parts], seed=seed)

    def fault_for(self, asked: Asked, number: int) -> FaultKind | None:
        before = self._asked.get(asked.digest, 0)
        self._asked[asked.digest] = before + 1
        for index, rule in enumerate(self._rules):
            if not rule.concerns(asked, number) or self._given[index] == rule.times:
                continue
            lot = random.Random(_digest(self._seed, index, asked.digest, before))
            if lot.random() < rule.share:
                self._given[index] += 1
                return lot.choice(rule.kinds)
        return None


def _rule(part: str) -> FaultRule:
    found = _RULE.fullmatch(part)
    if found is None:
        raise FaultNotKnown(f"{part!r} is not of the form [prompt/]fault[#numbers][=share][*times].")
    kind, numbers, times = found["kind"], found["numbers"], found["times"]
    kinds = PASSING if kind == "mixed" else tuple(one for one in ALL_FAULTS if one == kind)
    share = float(found["share"] or 1)
    if not kinds:
        raise FaultNotKnown(f"{kind!r} is no fault; there are mixed, {', '.join(ALL_FAULTS)}.")
    if not 0 <= share <= 1:
        raise FaultNotKnown(f"{part!r}: a share is between 0 and 1.")
    return FaultRule(
        kinds,
        share=share,
        prompt=found["prompt"],
        numbers=frozenset(map(int, numbers.split("+"))) if numbers else frozenset(),
        times=int(times) if times else None,
    )


def _digest(*parts: object) -> int:
    return int.from_bytes(hashlib.sha256(repr(parts).encode()).digest()[:8])
