"""Where the server is: the one that runs, or one that this command serves for itself."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from milepost.cli.client import MilepostClient, NotMilepost, Refused, Unreachable
from milepost.cli.screen import Mark, Screen, marked
from milepost.domain.origins import is_loopback
from milepost.settings import read_settings

DEFAULT_PORT = 8000


class AddressInvalid(ValueError):
    """What was given is not the address of a server."""


class CannotServeHere(Exception):
    """No server answers, and none can be served here; the message says why."""


@dataclass(frozen=True, slots=True)
class Reached:
    client: MilepostClient
    is_own: bool
    """Whether this command serves it, and ends it with itself."""


def origin_of(text: str) -> str:
    """The origin that an address means: `localhost:8000` and `http://localhost:8000/app/new` are one.

    Raises:
        AddressInvalid: It is no HTTP address.
    """
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        port = parts.port
    except ValueError as error:
        raise AddressInvalid(f"{text!r} is not an address ({error}).") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise AddressInvalid(f"{text!r} is not an address such as http://localhost:{DEFAULT_PORT}.")
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{name}{f':{port}' if port else ''}"


def local_address() -> str:
    """Where `milepost serve` on this machine would be.

    Raises:
        SettingsInvalid: An option of this machine is wrong.
    """
    return f"http://localhost:{read_settings().port or DEFAULT_PORT}"


@contextlib.contextmanager
def reached(server: str | None, screen: Screen) -> Iterator[Reached]:
    """The server at an address, the local one if none is given; served here while nothing answers there.

    Another machine is never stood in for: what was meant for its data would land in ours.

    Raises:
        AddressInvalid, SettingsInvalid: What was given.
        Unreachable, NotMilepost: There is no Milepost at the given address.
        CannotServeHere: Serving one here failed.
    """
    address = origin_of(server) if server else local_address()
    with MilepostClient(address) as client:
        if (absent := _absence(client, is_named=server is not None)) is None:
            yield Reached(client, is_own=False)
            return
    with _served_here(absent, screen) as own, MilepostClient(own) as client:
        yield Reached(client, is_own=True)


def _absence(client: MilepostClient, *, is_named: bool) -> str | None:
    """Why no Milepost is there, where one may be served instead; None when it is there."""
    is_here = is_loopback(urlsplit(client.address).hostname or "")
    try:
        client.version()
    except Unreachable as absent:
        if is_here:
            return str(absent)
        raise
    except (NotMilepost, Refused) as other:
        if not is_named:
            return str(other)
        raise
    return None


@contextlib.contextmanager
def _served_here(absent: str, screen: Screen) -> Iterator[str]:
    from milepost.server import CannotServe, serving  # noqa: PLC0415  most runs find a server and need none of it

    settings = read_settings()
    marked(
        Mark.SKIPPED, f"{absent} Serving here until this ends, from {settings.data_dir}.", console=screen.err
    )
    with contextlib.ExitStack() as stack:
        try:
            own = stack.enter_context(serving(settings))
        except CannotServe as reason:
            raise CannotServeHere(str(reason)) from None
        yield own
