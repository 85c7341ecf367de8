"""`make chaos`: prints what befell Milepost and what came of it, as JSON; exit 1 when a property does not hold."""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.support.fork_server import ForkServer
from trials.chaos.forms import Embedded, Pace, Scaled
from trials.chaos.trial import opened

FORMS: Mapping[str, type[Embedded] | type[Scaled]] = {"embedded": Embedded, "scaled": Scaled}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m trials.chaos", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="how long things go wrong, for each form")
    parser.add_argument("--seed", type=int, default=int(time.time()) % 100_000)
    parser.add_argument("--form", choices=list(FORMS), help="one form only")
    parser.add_argument("--keep", type=Path, help="a folder that is to keep the data and the logs")
    options = parser.parse_args()
    forks = ForkServer.start("tests.support.disturbed_server")
    reports = []
    try:
        with tempfile.TemporaryDirectory(prefix="milepost-chaos-") as name:
            Path(name).chmod(0o755)  # what root runs as another user has to get there
            for form in [options.form] if options.form else FORMS:
                folder = (options.keep or Path(name)) / form
                folder.mkdir(parents=True)
                reports.append(asyncio.run(try_form(form, forks, folder, options.seed, options.seconds)))
    finally:
        forks.close()
    print(
        json.dumps(
            {"seed": options.seed, "seconds": options.seconds, "forms": reports}, indent=2, ensure_ascii=False
        )
    )
    return 1 if any(report["red"] for report in reports) else 0


async def try_form(
    name: str, forks: ForkServer, folder: Path, seed: int, seconds: float
) -> Mapping[str, Any]:
    """One trial; its report."""
    async with (
        FORMS[name].running(folder, forks, seed=seed, pace=Pace()) as form,
        opened(form, seed) as trial,
    ):
        return await trial.run(seconds)


if __name__ == "__main__":
    sys.exit(main())
