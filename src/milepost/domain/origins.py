"""Which hosts this server answers to, and which pages may speak to it."""

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from milepost.domain.model import Value

_LOOPBACK_NAMES = frozenset({"localhost"})


class OriginPolicy(Value):
    """Host must be a loopback name or the public one; Origin must be that host's, a development one, or absent."""

    public_url: str | None = None
    development_origins: frozenset[str] = frozenset()

    @classmethod
    def of(cls, *, public_url: str | None = None, development_origins: Iterable[str] = ()) -> "OriginPolicy":
        return cls(public_url=public_url, development_origins=frozenset(development_origins))

    def allows_host(self, host: str | None) -> bool:
        """Whether a Host header names this server; a foreign one is a page that rebinds its own name to us."""
        if not host:
            return False
        name = _host_name(host)
        return name is not None and (is_loopback(name) or name == self._public_name)

    def allows_origin(self, origin: str | None, *, host: str | None) -> bool:
        """Whether a page of `origin` may speak to the server it knows as `host`. No Origin: not a browser."""
        if origin is None or origin in self.development_origins:
            return True
        if self.public_url is not None and _origin_of(self.public_url) == origin:
            return True
        return host is not None and origin in {f"http://{host}", f"https://{host}"}

    @property
    def _public_name(self) -> str | None:
        return urlsplit(self.public_url).hostname if self.public_url else None


def is_loopback(name: str) -> bool:
    """Whether a host name or address can only mean this machine."""
    if name in _LOOPBACK_NAMES or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _host_name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
