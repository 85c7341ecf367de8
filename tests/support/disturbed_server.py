"""A process of Milepost as trials run it: its author takes time and fails now and then, its hints go wrong, and it
steps into the traps that are laid for it.

A trap is a file, `<process>.<place>`, that holds the name of a signal. Whoever reaches the place takes the file
away and sends itself the signal: so a kill, or a stop, comes between two statements and not between two seconds.
"""

import asyncio
import functools
import os
import random
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Literal, TypedDict

from milepost.catalog.author import CatalogAuthor
from milepost.domain.errors import ConceptNotInCatalog
from milepost.domain.ports.planning import AuthorContext
from milepost.domain.roadmaps import Concept
from milepost.server import serve
from milepost.system import RandomIds
from milepost.worker import work
from tests.support.replacing import replace
from tests.support.seams import PassOn, Tables, intercept_hints, watch_commits

Place = Literal["inside-transaction", "before-hint"]
Role = Literal["server", "server without work", "worker"]
PLACES: tuple[Place, ...] = ("inside-transaction", "before-hint")


class Options(TypedDict):
    """How a process is disturbed from within."""

    name: str
    folder: str
    """Where its traps are laid, and where it notes which process it is."""
    seed: int
    unit_seconds: tuple[float, float]
    """How long a unit takes to write, at least and at most."""
    failing: float
    """How likely a unit is to fail, 0 to 1."""
    bad_hints: float
    """How likely a hint is to be dropped, repeated or late, each, 0 to 1."""


def main(role: Role, options: Options) -> int:
    """Serve, or work, until killed or told to end."""
    disturb(options)
    return work() if role == "worker" else serve(works=role == "server")


def disturb(options: Options) -> None:
    """Install everything in this process."""
    chance = random.Random(options["seed"])
    _note_process(Path(options["folder"]))
    _slow_author(options, chance)
    _lay_traps(options)
    _spoil_hints(options, chance)


def _note_process(folder: Path) -> None:
    """Leave the name under which this process owns runs in the file `<pid>.process`."""
    draw = RandomIds.new

    def new(ids: RandomIds, prefix: str) -> str:
        drawn = draw(ids, prefix)
        if prefix == "prc":
            (folder / f"{os.getpid()}.process").write_text(drawn)
        return drawn

    replace(RandomIds, "new", new)


def _slow_author(options: Options, chance: random.Random) -> None:
    for kind in ("tutorial", "resources", "quiz"):
        write: Callable[..., Awaitable[Any]] = getattr(CatalogAuthor, kind)

        def slow(write: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
            @functools.wraps(write)
            async def written(
                author: CatalogAuthor, concept: Concept, context: AuthorContext, **named: Any
            ) -> Any:
                await asyncio.sleep(chance.uniform(*options["unit_seconds"]))
                if chance.random() < options["failing"]:
                    raise ConceptNotInCatalog(concept.concept_id)
                return await write(author, concept, context, **named)

            return written

        replace(CatalogAuthor, kind, slow(write))


def _lay_traps(options: Options) -> None:
    def before(written: Tables) -> None:
        if "task_event" in written:
            step_into(options, "inside-transaction")

    watch_commits(before, lambda _written: None)


def step_into(options: Options, place: Place) -> None:
    """Take the signal of the trap that lies here, if one does."""
    trap = Path(options["folder"], f"{options['name']}.{place}")
    try:
        name = trap.read_text()
        trap.unlink()
    except FileNotFoundError:
        return
    if name:
        os.kill(os.getpid(), signal.Signals[name])


def _spoil_hints(options: Options, chance: random.Random) -> None:
    share = options["bad_hints"]

    def between(pass_on: PassOn) -> None:
        step_into(options, "before-hint")
        drawn = chance.random()
        if drawn < share:
            return
        if drawn < 2 * share:
            # Late, behind the hints of later commits, and older than them.
            asyncio.get_running_loop().call_later(chance.uniform(0.05, 1.0), pass_on)
            return
        pass_on()
        if drawn < 3 * share:
            pass_on()

    intercept_hints(between)
