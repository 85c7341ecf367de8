"""Which network addresses belong to the public Internet, and which lead to this machine and its neighbours.

Python's own `is_global` changed its answers between releases and does not look into addresses that carry another one,
so the table stands here.
"""

from collections.abc import Callable, Collection, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

IPAddress = IPv4Address | IPv6Address
AddressRule = Callable[[IPAddress], str | None]
"""Why an address must not be reached; None when it may be."""

#: Source: the IANA registry of special-purpose IPv4 addresses, as of 2026, and what clouds keep for themselves.
_NOT_PUBLIC_V4: Sequence[tuple[str, str]] = (
    ("0.0.0.0/8", "this host"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "shared by a carrier"),  # Alibaba's metadata service, too
    ("127.0.0.0/8", "loopback"),
    ("168.63.129.16/32", "the host of an Azure machine"),
    ("169.254.0.0/16", "link-local"),  # the metadata services of most clouds
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "for protocols"),  # Oracle's metadata service, too
    ("192.0.2.0/24", "for documentation"),
    ("192.31.196.0/24", "for AS112"),
    ("192.52.193.0/24", "for AMT"),
    ("192.88.99.0/24", "a 6to4 relay"),
    ("192.168.0.0/16", "private"),
    ("192.175.48.0/24", "for AS112"),
    ("198.18.0.0/15", "for benchmarks"),
    ("198.51.100.0/24", "for documentation"),
    ("203.0.113.0/24", "for documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),  # broadcast, too
)
#: Of IPv6 only these are given to hosts of the public Internet; loopback, unique local, link-local, site-local and
#: multicast addresses, and those of metadata services (fd00:ec2::254), are outside.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NOT_PUBLIC_V6: Sequence[tuple[str, str]] = (
    ("2001::/32", "Teredo"),
    ("2001::/23", "for protocols"),
    ("2001:db8::/32", "for documentation"),
    ("2002::/16", "6to4"),
    ("2620:4f:8000::/48", "for AS112"),
    ("3ffe::/16", "of the former 6bone"),
    ("3fff::/20", "for documentation"),
)
_REFUSED_V4 = tuple((IPv4Network(network), why) for network, why in _NOT_PUBLIC_V4)
_REFUSED_V6 = tuple((IPv6Network(network), why) for network, why in _NOT_PUBLIC_V6)
#: RFC 6052: how a network without IPv4 reaches the IPv4 Internet; a resolver there makes these of public addresses.
_NAT64 = IPv6Network("64:ff9b::/96")
_LAST_32_BITS = 2**32 - 1
#: RFC 5214: the half of an address that marks an IPv4 address behind it; the bit says whether that is a global one.
_ISATAP_MARKS = (0x00005EFE, 0x02005EFE)


def why_not_public(address: IPAddress) -> str | None:
    """Why an address does not belong to the public Internet, in a word or two; None when it does.

    An IPv4 address inside an IPv6 one is judged as itself where that form is in use today (mapped, and NAT64 with the
    well-known prefix); forms that nobody serves a page from (6to4, Teredo, ISATAP, IPv4-compatible) are refused.
    """
    address = _meant(address)
    if isinstance(address, IPv4Address):
        return next((why for network, why in _REFUSED_V4 if address in network), None)
    if address.is_loopback:
        return "loopback"
    if address not in _GLOBAL_UNICAST:
        return "not global"
    if (int(address) >> 32) & _LAST_32_BITS in _ISATAP_MARKS:
        return "ISATAP"
    return next((why for network, why in _REFUSED_V6 if address in network), None)


def public_except(networks: Collection[str]) -> AddressRule:
    """The same rule for a place that has more to hide.

    Args:
        networks: In CIDR form. A network of public addresses behind the same firewall as this machine, or the prefix of
            a NAT64 that is not the well-known one, can be known only to whoever runs the place.
    """
    hidden = tuple(ip_network(network) for network in networks)

    def why_not(address: IPAddress) -> str | None:
        if any(one in network for network in hidden for one in (address, _meant(address))):
            return "kept private here"
        return why_not_public(address)

    return why_not


def _meant(address: IPAddress) -> IPAddress:
    """The IPv4 address inside an IPv6 one of a form that is in use today; any other as it is."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & _LAST_32_BITS)
    return address.ipv4_mapped or address
