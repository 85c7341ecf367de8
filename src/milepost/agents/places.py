"""How many requests this process has under way with each account of a provider."""

import asyncio
from contextlib import AbstractAsyncContextManager

#: What hosted providers let through easily, and more than a server of one's own works on at a time.
AT_ONCE = 8


class LocalPlaces:
    """Implements the port `RequestPlaces` for one process; first come, first served."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._at_once = at_once
        self._accounts: dict[str, asyncio.Semaphore] = {}

    def one(self, account: str) -> AbstractAsyncContextManager[None]:
        return self._accounts.setdefault(account, asyncio.Semaphore(self._at_once))
