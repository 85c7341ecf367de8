"""What a server says at `/metrics` that it holds for its clients."""

import asyncio
import re
from collections.abc import Mapping

import httpx

_LOOK_SECONDS = 0.05


async def read_gauges(url: str) -> Mapping[str, int]:
    """Sockets, streams and watched tasks, by name."""
    async with httpx.AsyncClient(timeout=20) as http:
        text = (await http.get(f"{url}/metrics")).text
    found = re.findall(r"^milepost_(sockets|streams|watched_tasks) (\S+)$", text, re.MULTILINE)
    return {name: int(float(value)) for name, value in found}


async def still_held(url: str, *, within: float) -> Mapping[str, int]:
    """What is held although so many seconds have passed in which it could be let go; empty where nothing is."""
    deadline = asyncio.get_running_loop().time() + within
    while True:
        held = {name: count for name, count in (await read_gauges(url)).items() if count}
        if not held or asyncio.get_running_loop().time() > deadline:
            return held
        await asyncio.sleep(_LOOK_SECONDS)
