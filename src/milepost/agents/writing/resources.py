"""Links that somebody has opened: a model thinks of queries and chooses by number, everything else is done by code.

A search finds pages, the link checker opens each of them, and only those that work, bear the title that was promised,
and are in the learner's language or in English are shown to the model. It never writes an address, so it invents none.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

import structlog
from pydantic import BaseModel, Field

from milepost.agents.prompts import writing as prompts
from milepost.agents.writing.asking import Writer
from milepost.agents.writing.together import together
from milepost.domain.content import Resource, ResourceList
from milepost.domain.links import Candidate, ExpectedPage, LinkCheck, LinkState
from milepost.domain.listed_links import UNDETERMINED
from milepost.domain.ports.fetching import LinkChecker, Search
from milepost.domain.ports.planning import AuthorContext
from milepost.domain.roadmaps import Concept
from milepost.domain.search_errors import SearchFailure, SearchFoundNothing

log = structlog.get_logger("milepost.models")

_QUERIES_TOKENS, _RANKING_TOKENS = 300, 600
_FOUND_PER_QUERY = 8
#: Pages opened for one concept, and how many of them at a time.
_OPENED, _OPENED_AT_ONCE = 16, 4
_MOST = 5
#: Besides the learner's own: what most of some subjects is written in. The page says of each link what it is in.
_ALSO_READ = "en"
_THE_SEARCH = "web search"


class QueriesWire(BaseModel):
    queries: list[str] = Field(min_length=1, max_length=6)


class PickWire(BaseModel):
    number: int
    kind: Literal["documentation", "tutorial", "book", "course", "reference", "standard"]


class RankingWire(BaseModel):
    ranking: list[PickWire] = Field(min_length=1, max_length=10)


async def find_resources(
    writer: Writer, search: Search, links: LinkChecker, concept: Concept, context: AuthorContext
) -> ResourceList:
    """Raises:
    SearchFailure: The search does not answer, or no page that it found holds.
    ModelFailure: The model did not ask or choose as it should.
    """
    wire = await writer.ask(
        prompts.queries(concept, context), QueriesWire, number=0, max_tokens=_QUERIES_TOKENS
    )
    found = await _found(search, wire.queries, context)

    async def check(page: Candidate) -> LinkCheck:
        return await links.check(page.url, expect=ExpectedPage(title=page.title))

    checks = await together(check, found, at_once=_OPENED_AT_ONCE)
    read = (context.language.value, _ALSO_READ)
    verified: dict[str, tuple[Candidate, LinkCheck]] = {}
    for page, checked in zip(found, checks, strict=True):
        if checked.is_verified and checked.language in read:
            # By where it leads: a search finds some pages under several addresses.
            verified.setdefault(_address(page, checked), (page, checked))
    if not verified:
        raise SearchFoundNothing(_THE_SEARCH, _why_none(checks))
    # Those in the learner's language first, among equals as the search has them.
    in_order = sorted(verified.values(), key=lambda one: one[1].language != context.language.value)
    numbered = {
        number: (page.model_copy(update={"number": number}), check)
        for number, (page, check) in enumerate(in_order, start=1)
    }
    shown = [(page, check.language) for page, check in numbered.values()]
    ranking = await writer.ask(
        prompts.ranking(concept, context, shown),
        RankingWire,
        number=1,
        max_tokens=_RANKING_TOKENS,
        problems=lambda ranking: _ranking_problems(ranking, numbered),
    )
    kinds = {pick.number: pick.kind for pick in reversed(ranking.ranking)}
    picked = dict.fromkeys(pick.number for pick in ranking.ranking)
    order = sorted(picked, key=lambda one: numbered[one][1].language != context.language.value)[:_MOST]
    return ResourceList(resources=tuple(_resource(*numbered[one], kinds[one]) for one in order))


async def _found(search: Search, queries: Sequence[str], context: AuthorContext) -> list[Candidate]:
    """What the queries find, each page once; taken in turns, so that a query with many pages leaves room for the next.

    Raises:
        SearchFailure: None of them was answered.
    """
    answers: list[Sequence[Candidate]] = []
    met: SearchFailure | None = None
    for query in dict.fromkeys(" ".join(query.split())[:200] for query in queries):
        try:
            answers.append(await search.find(query, language=context.language.value, limit=_FOUND_PER_QUERY))
        except SearchFailure as failure:
            met = failure
            log.warning("search_failed", reason=failure.slug)
    if met is not None and not answers:
        raise met
    turns = (answer[turn] for turn in range(_FOUND_PER_QUERY) for answer in answers if turn < len(answer))
    return list({page.url: page for page in turns}.values())[:_OPENED]


def _address(page: Candidate, check: LinkCheck) -> str:
    return check.final_url or page.url


def _why_none(checks: Sequence[LinkCheck]) -> str:
    """What became of the pages, the most frequent first: a machine without a way to the web looks like this, too."""
    reasons = Counter(map(_why_not, checks))
    return ", ".join(f"{count} × {reason}" for reason, count in reasons.most_common()) or "nothing was found"


def _why_not(check: LinkCheck) -> str:
    if check.is_verified:
        return "another language" if check.language else "no language that can be told"
    return "another title" if check.state is LinkState.OK else check.reason.value.replace("_", " ")


def _ranking_problems(ranking: RankingWire, numbered: Mapping[int, object]) -> Sequence[str]:
    unknown = [pick.number for pick in ranking.ranking if pick.number not in numbered]
    return [f"There is no candidate {number}. Choose from 1 to {len(numbered)}." for number in unknown]


def _resource(
    page: Candidate,
    check: LinkCheck,
    kind: Literal["documentation", "tutorial", "book", "course", "reference", "standard"],
) -> Resource:
    return Resource(
        title=check.title or page.title,
        url=_address(page, check),
        kind=kind,
        language=check.language or UNDETERMINED,
        # It was opened without signing in or paying.
        free=True,
        check=check.state.value,
        checked_at=check.checked_at.date() if check.checked_at else None,
    )
