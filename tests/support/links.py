"""A stand-in for the link checker: pages that are told what they are, and a record of what was asked for."""

import asyncio
import contextlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from milepost.domain.links import ANY_PAGE, ExpectedPage, LinkCheck, LinkReason, LinkState


class GivenLinks:
    """Implements `LinkChecker`: every page works until it is told otherwise."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.states: dict[str, tuple[LinkState, LinkReason]] = {}
        self.breaks: set[str] = set()
        """Pages that end in something no checker should raise."""
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()
        self.has_begun = asyncio.Event()

    async def check(self, url: str, *, expect: ExpectedPage = ANY_PAGE) -> LinkCheck:
        self.asked.append(url)
        self.has_begun.set()
        await self.may_go_on.wait()
        if url in self.breaks:
            raise RuntimeError(url)
        state, reason = self.states.get(url, (LinkState.OK, LinkReason.FOUND))
        return LinkCheck(
            url=url, state=state, reason=reason, title_matches=True, language_matches=True, expected=expect
        )


def note_dead(data_directory: Path, *, roadmap_id: str, concept_id: str) -> datetime:
    """Have a served Milepost believe that it has just found every link of a concept dead; when that was."""
    now = datetime.now(UTC)
    database = sqlite3.connect(data_directory / "milepost.db", timeout=30)
    with contextlib.closing(database), database:
        database.execute(
            "UPDATE resource_link SET state = 'dead', reason = 'gone', checked_at = ? "
            "WHERE roadmap_id = ? AND concept_id = ?",
            (now.isoformat(timespec="microseconds"), roadmap_id, concept_id),
        )
    return now
