"""What a site asks of programs that read it: robots.txt, as RFC 9309 has it."""

import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import unquote

from milepost.domain.links import LinkReason
from milepost.domain.ports.runtime import Clock
from milepost.fetching.decoding import decoded
from milepost.fetching.failures import FetchFailed
from milepost.fetching.fetcher import Fetcher
from milepost.fetching.urls import WebUrl

OUR_NAME = "milepost"
#: RFC 9309, 2.5: a reader has to take at least this much.
_READ_BYTES = 500 * 2**10
_KEPT = timedelta(hours=24)
_KEPT_AFTER_FAILURE = timedelta(minutes=10)
_REMEMBERED = 500
_RULES = 2_000
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#\r\n]*)")


@dataclass(frozen=True, slots=True)
class Rule:
    allows: bool
    pattern: str

    def matches(self, path: str) -> bool:
        """Whether a path begins as the pattern says; `*` stands for anything, a last `$` for the end."""
        pattern, ends = (self.pattern[:-1], True) if self.pattern.endswith("$") else (self.pattern, False)
        first, *others = pattern.split("*")
        if not path.startswith(first):
            return False
        place = len(first)
        # The first place where each piece fits leaves the most for the rest, so none needs to be tried twice.
        for piece in others[:-1] if ends and others else others:
            found = path.find(piece, place)
            if found < 0:
                return False
            place = found + len(piece)
        if not ends:
            return True
        return (
            path.endswith(others[-1]) and len(path) - len(others[-1]) >= place
            if others
            else place == len(path)
        )


ALLOW_ALL: Sequence[Rule] = ()
DISALLOW_ALL: Sequence[Rule] = (Rule(allows=False, pattern="/"),)


def read_robots(text: str, name: str = OUR_NAME) -> Sequence[Rule]:
    """The rules for a program: those of the groups that name it, else those for everyone."""
    ours: list[Rule] = []
    everyones: list[Rule] = []
    is_named = False
    agents: list[str] = []
    in_rules = False
    for line in text.splitlines():
        if (read := _LINE.match(line)) is None:
            continue
        key, value = read[1].lower(), read[2].strip()
        if key == "user-agent":
            agents, in_rules = ([] if in_rules else agents), False
            agents.append(_product(value))
            is_named = is_named or agents[-1] == name
        elif key in {"allow", "disallow"}:
            in_rules = True
            if value and len(ours) + len(everyones) < _RULES:
                rule = Rule(allows=key == "allow", pattern=_plain(value))
                ours.extend([rule] if name in agents else [])
                everyones.extend([rule] if "*" in agents else [])
    return ours if is_named else everyones


def _product(agent: str) -> str:
    """The name without a version: `milepost` of `Milepost/1.0`."""
    return agent.partition("/")[0].strip().lower()


def allows(rules: Sequence[Rule], path: str) -> bool:
    """Whether a path, its query included, may be read: the longest rule that matches says, and `allow` if two do."""
    plain = _plain(path)
    matching = [(len(rule.pattern), rule.allows) for rule in rules if rule.matches(plain)]
    return max(matching, default=(0, True))[1]


def _plain(path: str) -> str:
    return unquote(path, errors="replace")


class Robots:
    """Asks sites for their robots.txt and remembers it for a day."""

    def __init__(self, fetcher: Fetcher, clock: Clock) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._known: OrderedDict[str, tuple[datetime, Sequence[Rule]]] = OrderedDict()

    async def check(self, url: WebUrl) -> None:
        """Let a page be read.

        Raises:
            FetchFailed: Its site asks not to, or could not be asked.
        """
        if not allows(await self._rules(url.origin), url.url.raw_path.decode("ascii")):
            raise FetchFailed(LinkReason.DISALLOWED, f"robots.txt of {url.host} asks not to read it")

    async def _rules(self, origin: str) -> Sequence[Rule]:
        now = self._clock.now()
        if (known := self._known.get(origin)) is not None and now < known[0]:
            return known[1]
        rules, kept = await self._ask(origin)
        self._known[origin] = now + kept, rules
        self._known.move_to_end(origin)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return rules

    async def _ask(self, origin: str) -> tuple[Sequence[Rule], timedelta]:
        """RFC 9309, 2.3.1: a site without such a file allows all; one that fails to give it allows nothing for now."""
        fetched = await self._fetcher.fetch(f"{origin}/robots.txt", cut_at=_READ_BYTES)
        if fetched.is_found:
            return read_robots(decoded(fetched.body, "utf-8")), _KEPT
        if fetched.status >= 500 or fetched.status == 429:
            return DISALLOW_ALL, _KEPT_AFTER_FAILURE
        return ALLOW_ALL, _KEPT
