"""How the measuring process talks to its helpers: one JSON value a line, on their standard input and output."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.channel.processes import ProcessFailed

_LINE_BYTES = 1 << 24


class Helper:
    """A helper process that has been started with its task."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process = process
        self._log = log

    @classmethod
    async def start(cls, module: str, task: Any, *, log: Path) -> "Helper":
        """Run `python -m module` and tell it what to do."""
        with log.open("ab") as errors:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", module,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, limit=_LINE_BYTES,
            )  # fmt: skip
        helper = cls(process, log)
        await helper.tell(task)
        return helper

    @property
    def pid(self) -> int:
        return self._process.pid

    async def tell(self, what: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what).encode() + b"\n")
        await self._process.stdin.drain()

    async def hear(self, within: float) -> Any:
        """The next thing it says.

        Raises:
            ProcessFailed: It ended, or said nothing within so many seconds.
        """
        assert self._process.stdout is not None
        try:
            async with asyncio.timeout(within):
                line = await self._process.stdout.readline()
        except TimeoutError:
            line = b""
        if not line:
            raise ProcessFailed(f"A helper fell silent: {self._log.read_text(errors='replace')[-2000:]}")
        return json.loads(line)

    async def end(self) -> None:
        if self._process.returncode is None:
            self._process.terminate()
        await self._process.wait()


def say(what: Any) -> None:
    """A helper's line to whoever started it."""
    print(json.dumps(what), flush=True)


async def hear() -> Any:
    """The next line for a helper."""
    return json.loads(await asyncio.to_thread(sys.stdin.readline))
