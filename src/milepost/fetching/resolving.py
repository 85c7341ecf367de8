"""Names into network addresses: asked once for each connection, so that what was checked is what is reached."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address

from milepost.domain.links import LinkReason
from milepost.fetching.addresses import IPAddress
from milepost.fetching.failures import FetchFailed
from milepost.fetching.urls import WebRules, WebUrl

Resolve = Callable[[str, int], Awaitable[Sequence[IPAddress]]]
"""All addresses of a host at a port, best first; raises `FetchFailed` when there is none."""

_NO_SUCH_NAME = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
#: A look-up that hangs keeps its thread for many seconds; these are ours, so that nobody else waits for one.
_THREADS = 4


class SystemResolver:
    """Asks the operating system."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="resolve")
        self._has_worked = False

    async def __call__(self, host: str, port: int) -> Sequence[IPAddress]:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._threads, _look_up, host, port)
        except socket.gaierror as error:
            raise self._failure(host, error) from error
        self._has_worked = True
        return list(dict.fromkeys(ip_address(str(address[0])) for *_, address in found))

    def _failure(self, host: str, error: socket.gaierror) -> FetchFailed:
        # A machine without a name service may say of every name that there is no such one; that makes no link dead.
        if error.errno in _NO_SUCH_NAME and self._has_worked:
            return FetchFailed(LinkReason.NO_SUCH_SITE, f"there is no site {host}")
        return FetchFailed(LinkReason.NO_NETWORK, f"{host} cannot be looked up: {error.strerror}")

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str, port: int) -> Sequence[tuple[object, object, object, object, tuple[object, ...]]]:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)


async def checked_addresses(url: WebUrl, rules: WebRules, resolve: Resolve) -> Sequence[IPAddress]:
    """The network addresses of a host, every one of which may be reached; never empty.

    One that may not is enough to refuse all: a name that has public and private addresses is a trap or a mistake.

    Raises:
        FetchFailed: There is none, or one of them may not be reached.
    """
    addresses = [url.literal] if url.literal is not None else await resolve(url.host, url.port)
    if not addresses:
        raise FetchFailed(LinkReason.NO_SUCH_SITE, f"{url.host} has no address")
    for address in addresses:
        if (why := rules.why_not(address)) is not None:
            raise FetchFailed(LinkReason.NOT_ALLOWED, f"{url.host} leads to {address}, which is {why}")
    return addresses
