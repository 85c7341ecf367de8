"""One request to one network address that was checked: nothing between the check and the connection asks again."""

import errno
import ssl
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from types import MappingProxyType

import httpx

from milepost import __version__
from milepost.domain.links import LinkReason
from milepost.fetching.addresses import IPAddress
from milepost.fetching.failures import FetchFailed
from milepost.fetching.resolving import Resolve, checked_addresses
from milepost.fetching.urls import PUBLIC_WEB, WebRules, WebUrl

USER_AGENT = f"Milepost/{__version__} (looks at pages that a learner is to be sent to)"
OpenTransport = Callable[[ssl.SSLContext], httpx.AsyncBaseTransport]
_HEADER_BYTES = 64 * 2**10
#: A site with a hundred addresses, all silent, would otherwise have a hundred times the patience of another.
_ADDRESSES_TRIED = 3
#: No route from this machine, which says nothing of the site.
_NO_WAY = frozenset({errno.ENETDOWN, errno.ENETUNREACH})
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


def direct_transport(tls: ssl.SSLContext) -> httpx.AsyncBaseTransport:
    """A connection of its own, used once: one kept open for a network address would be lent to another host there.

    No proxy of the environment is asked; it would look names up anew, behind our back.
    """
    return httpx.AsyncHTTPTransport(
        verify=tls, trust_env=False, limits=httpx.Limits(max_keepalive_connections=0)
    )


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a site may take."""

    connect: timedelta = timedelta(seconds=5)
    silence: timedelta = timedelta(seconds=10)
    """Between one piece of an answer and the next."""
    total: timedelta = timedelta(seconds=15)
    """For all of a page, its redirects included; applied by whoever sends."""


PATIENT = Patience()


class CheckedRequests:
    """Sends a request to an address of which every network address may be reached.

    It knows no cookies, no credentials of its own, no redirects and no cache.
    """

    def __init__(
        self,
        *,
        resolve: Resolve,
        rules: WebRules = PUBLIC_WEB,
        patience: Patience = PATIENT,
        tls: ssl.SSLContext | None = None,
        open_transport: OpenTransport = direct_transport,
    ) -> None:
        """`tls` holds which certificates are trusted; by default the usual ones."""
        self.rules = rules
        self.patience = patience
        self._resolve = resolve
        self._given_tls = tls
        self._open_transport = open_transport

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        # Reading the certificates takes some ten milliseconds, which a process that fetches nothing should not pay.
        return self._given_tls or httpx.create_ssl_context()

    @asynccontextmanager
    async def send(
        self,
        url: WebUrl,
        *,
        method: str = "GET",
        headers: Mapping[str, str] = _NO_HEADERS,
        content: bytes | None = None,
    ) -> AsyncIterator[httpx.Response]:
        """The answer, with its body still to come.

        Raises:
            FetchFailed: No address may be reached, or none answers as it should; also while the body is read.
        """
        addresses = await checked_addresses(url, self.rules, self._resolve)
        with _told_apart(url):
            transport, response = await self._first_answer(url, addresses, method, headers, content)
            try:
                if sum(len(name) + len(value) for name, value in response.headers.raw) > _HEADER_BYTES:
                    raise FetchFailed(
                        LinkReason.BROKEN_ANSWER, f"its headers have more than {_HEADER_BYTES} bytes"
                    )
                yield response
            finally:
                await response.aclose()
                await transport.aclose()

    async def _first_answer(
        self,
        url: WebUrl,
        addresses: Sequence[IPAddress],
        method: str,
        headers: Mapping[str, str],
        content: bytes | None,
    ) -> tuple[httpx.AsyncBaseTransport, httpx.Response]:
        failures: list[httpx.TransportError] = []
        for address in addresses[:_ADDRESSES_TRIED]:
            try:
                return await self._answer(url, address, method, headers, content)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failures.append(error)
                if _tls_error(error) is not None:
                    break
        # The first is the best address; that the last one, of IPv6 say, has no way from here tells less.
        raise failures[0]

    async def _answer(
        self, url: WebUrl, address: IPAddress, method: str, headers: Mapping[str, str], content: bytes | None
    ) -> tuple[httpx.AsyncBaseTransport, httpx.Response]:
        request = httpx.Request(
            method,
            url.url.copy_with(host=str(address)),
            headers={
                "host": url.authority,
                "user-agent": USER_AGENT,
                "accept-encoding": "gzip",
                "connection": "close",
                **headers,
            },
            content=content,
            extensions={"sni_hostname": url.host, "timeout": self._timeouts()},
        )
        transport = self._open_transport(self._tls)
        try:
            return transport, await transport.handle_async_request(request)
        except BaseException:
            await transport.aclose()
            raise

    def _timeouts(self) -> dict[str, float]:
        silence = self.patience.silence.total_seconds()
        return {
            "connect": self.patience.connect.total_seconds(),
            "read": silence,
            "write": silence,
            "pool": silence,
        }


@contextmanager
def _told_apart(url: WebUrl) -> Iterator[None]:
    """Turn what the HTTP library raises into a failure with a reason."""
    try:
        yield
    except httpx.TimeoutException as error:
        raise FetchFailed(LinkReason.NO_ANSWER, f"{url.host} did not answer in time") from error
    except (httpx.ProtocolError, httpx.DecodingError) as error:
        raise FetchFailed(LinkReason.BROKEN_ANSWER, f"{url.host} broke off or speaks no HTTP") from error
    except ssl.SSLError as error:  # Past the handshake the library lets these through as they are.
        raise FetchFailed(LinkReason.BROKEN_ANSWER, f"{url.host} broke off its secure connection") from error
    except httpx.TransportError as error:
        if (tls := _tls_error(error)) is not None:
            raise FetchFailed(LinkReason.NOT_TRUSTED, f"no secure connection to {url.host}: {tls}") from error
        if isinstance(error, httpx.ConnectError) and _is_without_way(error):
            raise FetchFailed(LinkReason.NO_NETWORK, f"there is no way to {url.host} from here") from error
        raise FetchFailed(LinkReason.NO_ANSWER, f"{url.host} cannot be reached") from error


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Everything that led to an error, groups of attempts included."""
    waiting, seen = [error], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting.extend(cause for cause in (one.__cause__, one.__context__) if cause is not None)
        if isinstance(one, BaseExceptionGroup):
            waiting.extend(one.exceptions)


def _tls_error(error: httpx.TransportError) -> str | None:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_message
        if isinstance(cause, ssl.SSLError):
            return cause.reason or "it failed"
    return None


def _is_without_way(error: httpx.ConnectError) -> bool:
    return any(isinstance(cause, OSError) and cause.errno in _NO_WAY for cause in _causes(error))
