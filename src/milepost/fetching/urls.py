"""Which addresses of the web are fetched at all, before any name is looked up.

One parser reads an address, and what it read is what is sent, so no two readings can differ.
"""

import re
from dataclasses import dataclass
from ipaddress import ip_address

import httpx

from milepost.domain.links import LinkReason
from milepost.fetching.addresses import AddressRule, IPAddress, why_not_public
from milepost.fetching.failures import FetchFailed

URL_LENGTH = 2048
_HOST_LENGTH = 253
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
#: inet_aton reads these as one number of an address, so `0x7f.1` and `2130706433` are loopback to a resolver.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_AUTHORITY = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://([^/?#]*)")
_PORT = re.compile(r":[0-9]{0,5}")
#: Names that never mean a public site. Sources: RFC 6761, RFC 7686, RFC 8375, RFC 9476, and ICANN on `internal`.
_LOCAL_ENDINGS = (
    "localhost", "local", "localdomain", "internal", "intranet", "lan", "home.arpa", "test", "invalid", "onion", "alt",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WebRules:
    """What may be reached."""

    why_not: AddressRule = why_not_public
    ports: frozenset[int] | None = frozenset({80, 443})
    """None for any."""
    local_names: bool = False
    """Whether names of a single word, and those kept for local networks, are looked up."""


PUBLIC_WEB = WebRules()
OPERATORS_OWN = WebRules(why_not=lambda _: None, ports=None, local_names=True)
"""For a server whose address whoever runs Milepost wrote into the settings; never for one from a page or a user."""


@dataclass(frozen=True, slots=True)
class WebUrl:
    """An address that passed; it has no credentials and no fragment."""

    url: httpx.URL
    host: str
    """In ASCII, without a last dot and without brackets."""
    port: int
    literal: IPAddress | None
    """The network address, when the host is one."""

    @property
    def origin(self) -> str:
        return f"{self.url.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """The host and, unless it is the usual one, the port, as in the header `Host`."""
        return self.url.netloc.decode("ascii")

    def __str__(self) -> str:
        return str(self.url)


def read_url(text: str, rules: WebRules = PUBLIC_WEB) -> WebUrl:
    """Read an address and hold it to the rules; which network address a name has is not looked at yet.

    Raises:
        FetchFailed: It is no address of a page, or not one that may be fetched.
    """
    url = _parsed(text)
    if url.scheme not in _DEFAULT_PORTS:
        raise _refused("only http and https are fetched")
    host = url.raw_host.decode("ascii").removesuffix(".")
    literal = _literal(host)
    if literal is None:
        _check_name(host, rules)
    elif (why := rules.why_not(literal)) is not None:
        raise _refused(f"{literal} is {why}")
    port = _DEFAULT_PORTS[url.scheme] if url.port is None else url.port
    if rules.ports is not None and port not in rules.ports:
        raise _refused(f"port {port} is not fetched")
    # The raw path is at least a slash, so that one page has one address.
    return WebUrl(url.copy_with(host=host, raw_path=url.raw_path, fragment=None), host, port, literal)


def _parsed(text: str) -> httpx.URL:
    if len(text) > URL_LENGTH:
        raise _refused(f"it is longer than {URL_LENGTH} characters")
    # Browsers read a backslash as a slash, and other programs do not: whoever writes one wants to be misread.
    if "\\" in text or any(letter.isspace() or not letter.isprintable() for letter in text):
        raise _refused("it has characters that no address has")
    authority = _AUTHORITY.match(text)
    if authority is None:
        raise _refused("it is not a full address")
    if "@" in authority[1]:
        raise _refused("it carries credentials")
    after_host = authority[1].rpartition("]")[2] if authority[1].startswith("[") else authority[1]
    _, colon, port = after_host.partition(":")
    # The parser reads a port with int(), which takes more than digits.
    if colon and _PORT.fullmatch(f":{port}") is None:
        raise _refused("its port is not a number")
    try:
        return httpx.URL(text)
    except httpx.InvalidURL as error:
        raise _refused(str(error)) from error


def _literal(host: str) -> IPAddress | None:
    try:
        address = ip_address(host)
    except ValueError:
        return None
    if "%" in host:
        raise _refused("it names a network interface")
    return address


def _check_name(host: str, rules: WebRules) -> None:
    if len(host) > _HOST_LENGTH or _NAME.fullmatch(host) is None:
        raise _refused("its host is not a name")
    if _NUMBER.fullmatch(host.rpartition(".")[2]) is not None:
        raise _refused("its host is an unusual way to write a number")
    if rules.local_names:
        return
    if "." not in host or any(f".{host}".endswith(f".{ending}") for ending in _LOCAL_ENDINGS):
        raise _refused(f"{host} is a name for local networks")


def _refused(detail: str) -> FetchFailed:
    return FetchFailed(LinkReason.NOT_ALLOWED, detail)
