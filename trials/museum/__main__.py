"""`make museum`: shows every exhibit to the tests that are there to stop it; exit 1 when one survives."""

import argparse
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

from rich.console import Console
from rich.markup import escape

from trials.museum.exhibit import Exhibit, ExhibitStale, all_exhibits
from trials.museum.workshop import Workshop, workshop

_AT_ONCE = 2
console = Console(highlight=False, soft_wrap=True)


def main() -> int:
    chosen = _chosen(sys.argv[1:])
    begun = time.monotonic()
    with workshop() as first, workshop() as second:
        free: SimpleQueue[Workshop] = SimpleQueue()
        for place in (first, second):
            free.put(place)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            if not _is_sound(first, chosen):
                return 1
            survivors = [name for name in pool.map(lambda one: _show(one, free), chosen) if name]
    killed = len(chosen) - len(survivors)
    console.print(f"{killed} of {len(chosen)} killed in {time.monotonic() - begun:.0f} s")
    for name in survivors:
        console.print(f"  not killed: {name}", style="red")
    return 1 if survivors else 0


def _chosen(arguments: Sequence[str]) -> list[Exhibit]:
    exhibits = all_exhibits()
    names = [exhibit.name for exhibit in exhibits]
    parser = argparse.ArgumentParser(prog="make museum", description=__doc__)
    parser.add_argument(
        "only", nargs="*", choices=[*names, []], help="names of exhibits; all when none is given"
    )
    only = parser.parse_args(arguments).only
    return [exhibit for exhibit in exhibits if not only or exhibit.name in only]


def _is_sound(place: Workshop, exhibits: Sequence[Exhibit]) -> bool:
    """Whether the tests pass while nothing is broken; else nothing they say would mean anything."""
    killers = list(dict.fromkeys(killer for exhibit in exhibits for killer in exhibit.killers))
    outcome = place.test(killers)
    if not outcome.passed:
        console.print(outcome.output, markup=False)
        console.print("The tests fail on the code as it is; nothing was shown.", style="red")
    return outcome.passed


def _show(exhibit: Exhibit, free: "SimpleQueue[Workshop]") -> str | None:
    """Show one exhibit; its name when no test objects."""
    place = free.get()
    try:
        with place.showing(exhibit):
            outcome = place.test(exhibit.killers)
    except ExhibitStale as stale:
        console.print(f"[red]stale[/]    {escape(str(stale))}")
        return exhibit.name
    finally:
        free.put(place)
    if outcome.is_killed:
        objection = escape(outcome.objection or "")
        console.print(f"[green]killed[/]   {exhibit.name}  [dim]{exhibit.rule}[/]  {objection}")
        return None
    console.print(f"[red]survived[/] {exhibit.name}: {exhibit.failure}")
    console.print(outcome.output[-2000:], markup=False, style="dim")
    return exhibit.name


if __name__ == "__main__":
    sys.exit(main())
