"""No form of writing, naming or redirecting to it leads to an address that is not public."""

import socket
from ipaddress import ip_address

import pytest

from milepost.authorship import ChosenSearch, open_web
from milepost.domain.links import LinkReason
from milepost.fetching.addresses import public_except, why_not_public
from milepost.fetching.failures import FetchFailed
from milepost.fetching.urls import read_url
from tests.support.fakes import ManualClock
from tests.support.web_sites import PUBLIC, Names, StrangeNet

PRIVATE_ADDRESSES = (
    # this machine
    "127.0.0.1", "127.0.0.2", "127.255.255.254", "0.0.0.0", "0.1.2.3", "::1", "::",
    # its neighbours
    "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "100.64.0.1", "100.127.255.255",
    "169.254.1.1", "fe80::1", "fc00::1", "fdff::1", "fec0::1",
    # metadata services
    "169.254.169.254", "fd00:ec2::254", "100.100.100.200", "192.0.0.192", "168.63.129.16",
    # nobody's, everybody's
    "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "ff02::1", "100::1", "2001:db8::1", "3fff::1",
    "5f00::1", "2001:2::1", "2001:20::1", "4000::1",
    # IPv4 inside IPv6
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::ffff:0:127.0.0.1",
    "64:ff9b::127.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b:1::10.0.0.1", "2002:7f00:1::", "2002:a9fe:a9fe::1",
    "2002:808:808::1", "2001:0:7f00:1::", "2001:0:4136:e378:8000:63bf:80ff:fffe",
    "2a00:1450:4001::5efe:127.0.0.1", "2a00:1450:4001::200:5efe:10.0.0.1", "fe80::5efe:192.168.0.1",
)  # fmt: skip
PUBLIC_ADDRESSES = (
    "1.1.1.1", "8.8.8.8", PUBLIC, "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "128.0.0.1",
    "169.253.255.255", "172.15.255.255", "172.32.0.1", "192.0.1.1", "192.167.255.255", "198.17.255.255",
    "198.20.0.1", "223.255.255.255", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "2a00:1450:4001:831::200e",
    "2001:200::1", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
)  # fmt: skip
#: Whole addresses of the web, in forms that other programs have been fooled by.
PRIVATE_URLS = (
    "http://127.0.0.1/", "http://127.0.0.1:80/", "http://127.0.0.1./", "http://127.1/", "http://127.0.1/",
    "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://017700000001/",
    "http://0/", "http://0x0/", "http://00000127.0.0.1/", "http://127.0.0.0x1/", "http://127.0.0.1.0x/",
    "http://4294967297/", "http://[::1]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/", "http://[64:ff9b::7f00:1]/", "http://[fe80::1%25eth0]/", "http://[fe80::1%eth0]/",
    "http://[::1]:80/", "http://[::]/",
    "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://１２７.0.0.1/", "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "http://127%2e0%2e0%2e1/", "http://%31%32%37.0.0.1/", "http://localhost/", "http://LOCALHOST./",
    "http://a.localhost/", "http://metadata.google.internal/", "http://printer.local/", "http://router.lan/",
    "http://nas.home.arpa/", "http://intranet/", "http://localhost.localdomain/", "http://hidden.onion/",
    "http://site.example@127.0.0.1/", "http://127.0.0.1@site.example/", "http://user:word@site.example/",
    "http://@127.0.0.1/", "http://site.example\\@127.0.0.1/", "http://127.0.0.1\\.site.example/",
    "http://site.example#@127.0.0.1:22/../", "http:\\\\127.0.0.1/", "http:/127.0.0.1/", "http:127.0.0.1",
    "http:///127.0.0.1/", "//127.0.0.1/", "http://127.0.0.1\t/", "http://127.0.0.1\r\nhost: x/", " http://127.0.0.1/",
    "http://127.0.0.1\u200b/", "http://127.0.0.1\x00.site.example/", "http://.127.0.0.1/", "http://127..0.0.1/",
    "http://site..example/", "http://./", "http:///", "http://[::1/", "http://::1/", "http://[127.0.0.1]/",
    "http://site.example:22/", "http://site.example:8000/", "http://site.example:0/", "http://site.example:65616/",
    "http://site.example:80:22/", "http://site.example:+80/", "http://site.example:٨٠/", "http://[::1]x:80/",
    "https://site.example:6379/", "ftp://site.example/", "file:///etc/passwd", "gopher://127.0.0.1:6379/_x",
    "dict://127.0.0.1:11211/", "data:text/html,x", "javascript:alert(1)", "unix:/run/x", "http+unix://x/",
    "ws://site.example/", "HTTP://LocalHost/", "http://xn--/", "http://-.example/", f"http://{'a.' * 130}example/",
    f"http://{'a' * 64}.example/", f"http://site.example/{'a' * 2100}", "",
)  # fmt: skip
#: What the fragment of these hides is never sent, so they are public addresses and nothing else.
HARMLESS = frozenset({"http://site.example#@127.0.0.1:22/../"})


@pytest.mark.parametrize("address", PRIVATE_ADDRESSES)
def test_an_address_that_is_not_public_is_told(address: str) -> None:
    assert why_not_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC_ADDRESSES)
def test_a_public_address_is_let_through(address: str) -> None:
    assert why_not_public(ip_address(address)) is None


def test_a_network_of_the_place_can_be_hidden_as_well() -> None:
    rule = public_except(("8.8.8.0/24", "2a00:1450::/32"))

    assert rule(ip_address("8.8.8.8")) == rule(ip_address("2a00:1450::1")) == "kept private here"
    assert rule(ip_address("::ffff:8.8.8.8")) == rule(ip_address("64:ff9b::8.8.8.8")) == "kept private here"
    assert rule(ip_address("9.9.9.9")) is None
    assert rule(ip_address("127.0.0.1")) == "loopback"
    with pytest.raises(ValueError, match="host bits"):
        public_except(("8.8.8.8/24",))


async def test_what_the_place_hides_is_hidden_from_the_web_that_is_opened() -> None:
    with open_web(ManualClock(), ChosenSearch("none", None, None), ["8.8.8.0/24"]) as web:
        found = await web.check("http://8.8.8.8/")
    assert (found.reason, found.detail) == (LinkReason.NOT_ALLOWED, "8.8.8.8 is kept private here")


async def test_no_form_of_a_private_address_is_reached() -> None:
    net, names = StrangeNet(), Names(others=PUBLIC)
    fetcher = net.fetcher(names)
    literals = [f"http://{f'[{one}]' if ':' in one else one}/" for one in PRIVATE_ADDRESSES]

    for url in (*PRIVATE_URLS, *literals):
        if url not in HARMLESS:
            with pytest.raises(FetchFailed) as failure:
                await fetcher.fetch(url)
            assert failure.value.reason is LinkReason.NOT_ALLOWED, url

    assert len(PRIVATE_URLS) + len(literals) >= 60
    assert net.reached == []
    assert names.looked_up == []


async def test_no_name_of_a_private_address_is_reached() -> None:
    net = StrangeNet()
    names = {f"site{number}.example": [address] for number, address in enumerate(PRIVATE_ADDRESSES)}
    mixed = {f"mixed{number}.example": [f"{PUBLIC} {one}"] for number, one in enumerate(PRIVATE_ADDRESSES)}
    fetcher = net.fetcher(Names({**names, **mixed}))

    for name in (*names, *mixed):
        with pytest.raises(FetchFailed) as failure:
            await fetcher.fetch(f"https://{name}/page")
        assert failure.value.reason is LinkReason.NOT_ALLOWED, name

    assert net.reached == []


async def test_no_redirect_leads_to_a_private_address() -> None:
    net = StrangeNet()
    fetcher = net.fetcher(Names({"inside.example": ["10.1.2.3"]}, others=PUBLIC))
    literals = [f"http://{f'[{one}]' if ':' in one else one}/" for one in PRIVATE_ADDRESSES]
    targets = [
        *(url for url in PRIVATE_URLS if "//" in url and url.isascii() and url.isprintable() and url not in HARMLESS),
        *literals, "http://inside.example/", "//127.0.0.1/x", "//inside.example/x",
    ]  # fmt: skip
    for number, target in enumerate(targets):
        net.redirects[f"http://start.example/{number}"] = f"http://start.example/second{number}"
        net.redirects[f"http://start.example/second{number}"] = target

    for number, target in enumerate(targets):
        # What other programs read as an address of a host may be a path of ours: then we stay where we are.
        try:
            reached = (await fetcher.fetch(f"http://start.example/{number}")).url.host
        except FetchFailed as failure:
            reached = failure.reason
        assert reached in {LinkReason.NOT_ALLOWED, "start.example"}, target

    assert len(targets) >= 100
    assert net.reached_private() == []


async def test_a_name_that_changes_its_address_is_not_followed() -> None:
    """What was checked is what is reached; after a redirect the name is looked up, and checked, again."""
    net, names = StrangeNet(), Names({"rebinding.example": [PUBLIC, "127.0.0.1"]})
    fetcher = net.fetcher(names)
    net.redirects["http://rebinding.example/again"] = "http://rebinding.example/second"

    with pytest.raises(FetchFailed) as failure:
        await fetcher.fetch("http://rebinding.example/again")

    assert failure.value.reason is LinkReason.NOT_ALLOWED
    assert net.reached == [PUBLIC]
    assert names.looked_up == ["rebinding.example"] * 2


@pytest.mark.parametrize(
    ("url", "host", "sent"),
    [
        ("https://Site.Example./a?b#c", "site.example", "https://site.example/a?b"),
        ("http://site.example:80/", "site.example", "http://site.example/"),
        ("http://site.example:443", "site.example", "http://site.example:443/"),
        ("https://bücher.example/ü", "xn--bcher-kva.example", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://例え.jp/", "xn--r8jz45g.jp", "https://xn--r8jz45g.jp/"),
        ("https://xn--bcher-kva.example/", "xn--bcher-kva.example", "https://xn--bcher-kva.example/"),
        ("https://1.1.1.1/", "1.1.1.1", "https://1.1.1.1/"),
        ("https://[2606:4700::1111]/", "2606:4700::1111", "https://[2606:4700::1111]/"),
        ("https://123.site.example/", "123.site.example", "https://123.site.example/"),
        ("http://site.example#@127.0.0.1:22/../", "site.example", "http://site.example/"),
    ],
)
def test_public_addresses_are_read_as_browsers_read_them(url: str, host: str, sent: str) -> None:
    read = read_url(url)

    assert (read.host, str(read)) == (host, sent)


def test_what_the_system_takes_for_a_number_is_never_taken_for_a_name() -> None:
    """Whatever `inet_aton` reads as an address is refused before it is looked up, unless it is in the usual form."""
    for host in ("127.1", "0x7f.1", "2130706433", "0177.0.0.1", "1.1", "8.0x8.8", "10.1.257"):
        socket.inet_aton(host)
        with pytest.raises(FetchFailed):
            read_url(f"http://{host}/")
