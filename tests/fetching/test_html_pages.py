"""What is read of pages, well made or not, and that no page takes long."""

import time

import pytest

from milepost.fetching.decoding import decoded
from milepost.fetching.html_pages import read_html
from milepost.fetching.plain_words import one_line
from milepost.fetching.soft_404 import look_alike, same_title


def test_what_is_seen_of_a_page_is_read() -> None:
    page = read_html(
        """<!DOCTYPE html><!-- <title>no</title> --><HTML xml:lang=x lang='pt-BR'><head>
        <title>Loops &amp; lists
        </title><style>p > a { color: red }</style><meta property="og:title" content="Loops > lists">
        <script>if (a < b) document.write("<h1>no</h1></scr" + "ipt>")</script></head>
        <body><h1 class="a>b">The <b>loop</b></h1><p>One<br>two&nbsp;three &lt;b&gt; 1 < 2</p>
        <noscript>Switch scripts on</noscript><template><p>no</p></template><textarea><p>no</textarea>
        <p title='it"s'>four</p></body></html>"""
    )

    assert page.title == "Loops & lists"
    assert page.names == ("Loops & lists", "The loop", "Loops > lists")
    assert page.language == "pt-BR"
    assert page.text == "The loop\nOne\ntwo three <b> 1 < 2\nfour"
    assert page.refresh is None


@pytest.mark.parametrize(
    ("markup", "title", "text"),
    [
        ("", None, ""),
        ("just text", None, "just text"),
        ("<title>A", "A", ""),
        ("<title></title><title>B</title>", "B", ""),
        ("a<p", None, "a"),
        ("a<p x='>b<p>c", None, "a\nb\nc"),
        ("a<!-- b", None, "a"),
        ("a<script>b", None, "a"),
        ("a</script>b<>c< d", None, "ab<>c< d"),
        ("<h1>A<h1>B", None, "A\nB"),
        ("a\x00\u202eb\u200b\ufeffc\ud800", None, "abc"),
        ("&#0;&#xD800;&#99999999999;&#x110000;&bogus;", None, "\ufffd\ufffd\ufffd\ufffd&bogus;"),
        ("a&#" + "9" * 6000 + ";b", None, "a\ufffdb"),
    ],
)
def test_a_page_of_nonsense_is_read_as_well_as_it_can_be(markup: str, title: str | None, text: str) -> None:
    page = read_html(markup)

    assert (page.title, page.text) == (title, text)


@pytest.mark.parametrize(
    "piece",
    [
        "<", "<a", "<a ", "<!--", "<!", "<?", "<a '", '<a "', "<a '>", "<a \"'>", "</", "</a", "<script>", "<title>",
        "<h1>", "<h1>x", "&", "&#", "&#9", "&#x", "<a b=", "<div " + "a" * 50, "<meta charset", "<a =", "<p>",
        "<html lang=", "<template>", "</script", "<meta content='0;url=", " ", "\n", "<a \t", "x=<a\"'>", "<div><div>",
    ],
)  # fmt: skip
def test_no_page_takes_long(piece: str) -> None:
    """Each of these, written again and again, takes a careless reader a time that grows with the square."""
    page = piece * (2**18 // len(piece))
    started = time.process_time()
    read_html(page)
    decoded(page.encode(), None)
    look_alike(page, page)
    once = time.process_time() - started

    assert once < 3


def test_the_characters_of_a_page_are_those_it_says() -> None:
    page = "<meta charset=gbk>循环"

    assert decoded(page.encode("gbk"), None) == page
    assert decoded(page.encode(), "utf-8") == page
    assert decoded("\ufeff循环".encode("utf-16"), "utf-8")[-2:] == "循环"
    assert decoded("循环".encode(), "unicode_escape") == "循环"
    assert decoded("循环".encode()[:-1], None) == "循\ufffd"
    assert decoded("Schleife für alle".encode("latin-1"), None) == "Schleife für alle"


def test_a_title_is_told_by_half_of_its_words() -> None:
    assert same_title("Python Loops, Explained", ["Loops in Python"])
    assert same_title("循环入门：for 语句", ["for 循环语句 - 教程"])
    assert same_title("The The", ["the the"])
    assert not same_title("JavaScript closures on MDN", ["MDN Web Docs"])
    assert not same_title("Loops", ["Loopholes"])
    assert not same_title("Loops", [])
    assert not same_title("…", ["Loops"])


def test_a_line_of_a_stranger_is_one_line() -> None:
    assert one_line(" a\r\n\tb\u2028c\u202e ") == "a b c"
    assert one_line("x" * 400, 10) == "xxxxxxxxx…"
