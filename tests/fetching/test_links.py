"""What a link check says of pages that are there, of pages that are not and do not say so, and when it cannot tell."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from milepost.domain.links import ANY_PAGE, ExpectedPage, LinkCheck, LinkReason, LinkState
from milepost.fetching.links import WebLinkChecker
from tests.support.fakes import ManualClock
from tests.support.web_sites import NOT_FOUND, Names, Reply, Web, fetcher_of, html, redirect, small_web

LOOPS = ExpectedPage(title="Python Loops, Explained", language="en")
SHELL = "<div id=app></div>"
CHINESE = "循环是编程中最基本的结构之一，我们在这一节里学习如何使用它来重复执行代码。" * 4
GERMAN = (
    "Die Schleife ist nicht das Ende, und der Anfang von einem Programm ist mit ihr für sich zu lesen. " * 4
)


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Web]:
    async with small_web() as web:
        yield web


async def check(url: str, expect: ExpectedPage = ANY_PAGE, *, names: Names | None = None) -> LinkCheck:
    return await WebLinkChecker(fetcher_of(names), ManualClock()).check(url, expect=expect)


async def test_a_page_that_is_there_is_ok_and_verified(web: Web) -> None:
    url = web.put("guide.example/a/loops.html", html("Text"))

    found = await check(url, LOOPS)

    assert (found.state, found.reason) == (LinkState.OK, LinkReason.FOUND)
    assert (found.title, found.title_matches) == ("Loops in Python", True)
    assert (found.language, found.language_matches) == ("en", True)
    assert found.checked_at is not None
    assert found.is_verified
    _, beside = web.asked
    assert beside.target.startswith("/a/milepost-")
    assert beside.target.endswith(".html")


async def test_a_page_is_verified_only_as_what_was_expected(web: Web) -> None:
    url = web.put("guide.example/loops", html("Text"))
    silent = web.put("guide.example/silent", html("1 2 3", title="Loops in Python", lang=None, words=0))

    other_title = await check(url, ExpectedPage(title="Matrix multiplication"))
    other_language = await check(url, ExpectedPage(title="Loops in Python", language="zh"))
    no_language = await check(silent, LOOPS)

    assert (other_title.state, other_title.title_matches, other_title.is_verified) == (
        LinkState.OK,
        False,
        False,
    )
    assert (other_language.language_matches, other_language.is_verified) == (False, False)
    assert (no_language.title_matches, no_language.language_matches, no_language.is_verified) == (
        True,
        None,
        False,
    )


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (NOT_FOUND, LinkReason.GONE),
        (Reply(410), LinkReason.GONE),
        (html("Sorry", title="404 - Page not found"), LinkReason.SAYS_NOT_FOUND),
        (html("Sorry", title="Not Found | Guide"), LinkReason.SAYS_NOT_FOUND),
        (html("x", title="Error 404"), LinkReason.SAYS_NOT_FOUND),
        (html("x", title="This page doesn't exist"), LinkReason.SAYS_NOT_FOUND),
        (html("x", title="Seite nicht gefunden"), LinkReason.SAYS_NOT_FOUND),
        (html("x", title="Page introuvable", lang="fr"), LinkReason.SAYS_NOT_FOUND),
        (html("x", title="Página no encontrada", lang="es"), LinkReason.SAYS_NOT_FOUND),
        (html("x", title="Страница не найдена", lang="ru"), LinkReason.SAYS_NOT_FOUND),
        (html("x", title="페이지를 찾을 수 없습니다", lang="ko"), LinkReason.SAYS_NOT_FOUND),
        (html("抱歉", title="页面不存在", lang="zh"), LinkReason.SAYS_NOT_FOUND),
        (html("x", title="您访问的页面不存在 - 文档", lang="zh"), LinkReason.SAYS_NOT_FOUND),
        (html("x", title="ページが見つかりません", lang="ja"), LinkReason.SAYS_NOT_FOUND),
        (html("The page you are looking for could not be found.", title="Guide"), LinkReason.SAYS_NOT_FOUND),
        (html("We can't find the article.", title="Guide", words=1), LinkReason.SAYS_NOT_FOUND),
        (html("抱歉，您要找的文章已删除。", title="指南", lang="zh", words=0), LinkReason.SAYS_NOT_FOUND),
        (html("x", title="guide.example - This domain is for sale"), LinkReason.FOR_SALE),
        (html("Buy this domain today!", title="guide.example", words=0), LinkReason.FOR_SALE),
        (redirect("/"), LinkReason.REDIRECTS_HOME),
        (redirect("/en/index.html?from=loops"), LinkReason.REDIRECTS_HOME),
        (redirect("http://10.0.0.1/"), LinkReason.NOT_ALLOWED),
        (html("x", head="<meta http-equiv='refresh' content=\"0; url='/'\">"), LinkReason.REDIRECTS_HOME),
        (
            html("x", head="<meta http-equiv=refresh content='0;url=http://10.0.0.1/'>"),
            LinkReason.NOT_ALLOWED,
        ),
        (html("x", head="<meta http-equiv=refresh content='0;url=http://[x'>"), LinkReason.NOT_ALLOWED),
    ],
)
async def test_a_page_that_is_not_there_is_dead_however_it_says_so(
    web: Web, reply: Reply, reason: LinkReason
) -> None:
    web.put("guide.example/", html("Welcome", title="Guide"))
    web.put("guide.example/en/index.html?from=loops", html("Welcome", title="Guide"))

    found = await check(web.put("guide.example/a/loops", reply), LOOPS)

    assert (found.state, found.reason) == (LinkState.DEAD, reason)
    assert found.checked_at is not None
    assert not found.is_verified


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(401), LinkReason.ASKS_TO_SIGN_IN),
        (redirect("/login?next=/a/loops"), LinkReason.ASKS_TO_SIGN_IN),
        (Reply(403), LinkReason.REFUSED),
        (Reply(429), LinkReason.REFUSED),
        (Reply(503), LinkReason.SITE_FAILED),
        (redirect("/a/loops"), LinkReason.TOO_MANY_REDIRECTS),
        (Reply(200, b"x", {"content-type": "video/mp4"}), LinkReason.WRONG_TYPE),
        (Reply(200, b"<html>", {"content-type": "application/pdf"}), LinkReason.BROKEN_ANSWER),
        (html("x", head="<meta http-equiv=refresh content='0;url=loops'>"), LinkReason.TOO_MANY_REDIRECTS),
    ],
)
async def test_an_answer_that_settles_nothing_leaves_the_link_unknown(
    web: Web, reply: Reply, reason: LinkReason
) -> None:
    web.put("guide.example/login?next=/a/loops", html("Sign in", title="Sign in"))

    found = await check(web.put("guide.example/a/loops", reply), LOOPS)

    assert (found.state, found.reason) == (LinkState.UNKNOWN, reason)
    assert not found.is_verified


async def test_a_site_that_shows_the_same_everywhere_verifies_nothing(web: Web) -> None:
    """The shell of an application, a front page in the place of an error, and one that echoes what was asked."""
    web.put_everywhere_else("shell.example", lambda _: html(SHELL, title="Loops in Python", words=0))
    web.put_everywhere_else(
        "front.example", lambda _: html("Welcome to all of our guides", title="Loops in Python")
    )
    web.put_everywhere_else("moved.example", lambda _: redirect("/guides/"))
    web.put("moved.example/guides/", html("All our guides", title="Loops in Python"))

    for page in ("shell.example/a/loops", "front.example/a/loops", "moved.example/a/loops"):
        found = await check(web.url(page), LOOPS)
        assert (found.state, found.reason) == (LinkState.UNKNOWN, LinkReason.SAME_FOR_ANY_ADDRESS), page


async def test_a_page_that_echoes_its_address_is_told_by_the_rest(web: Web) -> None:
    web.put_everywhere_else(
        "echo.example", lambda path: html(f"You asked for {path}. Here are all of our guides.", title=path)
    )

    assert (await check(web.url("echo.example/a/loops"))).reason is LinkReason.SAME_FOR_ANY_ADDRESS


async def test_a_site_with_soft_errors_still_has_pages(web: Web) -> None:
    """A page that is unlike what the site shows for a made-up address is there."""
    url = web.put("soft.example/a/loops", html(f"A loop repeats. {GERMAN}", title="Loops in Python"))
    web.put_everywhere_else(
        "soft.example", lambda _: html("Popular guides: sets, lists, trees.", title="Guide")
    )

    assert (await check(url)).state is LinkState.OK


async def test_where_the_made_up_address_cannot_be_asked_for_only_the_title_speaks_for_a_page(
    web: Web,
) -> None:
    url = web.put("busy.example/loops", html("Text"))
    web.put_everywhere_else("busy.example", lambda _: Reply(429))

    assert (await check(url, LOOPS)).is_verified
    for expect in (ANY_PAGE, ExpectedPage(title="Matrix multiplication")):
        found = await check(url, expect)
        assert (found.state, found.reason) == (LinkState.UNKNOWN, LinkReason.NOT_TOLD_APART)


async def test_the_made_up_address_is_asked_for_once_for_a_folder(web: Web) -> None:
    clock = ManualClock()
    checker = WebLinkChecker(fetcher_of(), clock)
    for name in ("a/one", "a/two", "b/three"):
        assert (await checker.check(web.put(f"guide.example/{name}", html("Text")))).state is LinkState.OK
    assert len(web.asked) == 3 + 2

    clock.advance(timedelta(hours=2))
    await checker.check(web.url("guide.example/a/one"))

    assert len(web.asked) == 5 + 2


async def test_a_front_page_and_a_page_about_missing_pages_are_pages(web: Web) -> None:
    home = await check(web.put("guide.example/", html("Text", title="Guide")), ExpectedPage(title="Guide"))
    url = web.put("guide.example/404", html("What 404 means", title="404 Not Found: the HTTP status"))
    about = await check(url, ExpectedPage(title="HTTP status 404 Not Found"))

    assert (home.state, about.state) == (LinkState.OK,) * 2


async def test_the_front_page_of_another_site_is_the_page_only_by_its_title(web: Web) -> None:
    moved = web.put("old.example/loops", redirect(web.put("loops.example/", html("Text"))))
    sold = web.put("old.example/lists", redirect(web.put("shop.example/", html("Text", title="Our offers"))))

    assert (await check(moved, LOOPS)).is_verified
    assert (await check(sold, LOOPS)).reason is LinkReason.REDIRECTS_HOME


async def test_a_page_that_sends_its_reader_on_is_followed_once(web: Web) -> None:
    web.put("guide.example/new/loops", html("Text"))
    old = web.put(
        "guide.example/loops", html("Moved", head='<meta http-equiv="Refresh" content="0; URL=new/loops">')
    )

    found = await check(old, LOOPS)

    assert found.state is LinkState.OK
    assert found.final_url == web.url("guide.example/new/loops")


async def test_a_pdf_is_there_and_says_no_title(web: Web) -> None:
    url = web.put("guide.example/loops.pdf", Reply(200, b"%PDF-1.7 ...", {"content-type": "application/pdf"}))

    assert (await check(url)).is_verified
    found = await check(url, LOOPS)
    assert (found.state, found.title_matches, found.is_verified) == (LinkState.OK, None, False)


@pytest.mark.parametrize(
    ("body", "charset", "lang", "language"),
    [
        (CHINESE.encode("gbk"), "gb2312", "en", "zh"),
        (CHINESE.encode(), None, None, "zh"),
        (GERMAN.encode("cp1252"), "iso-8859-1", "en", "de"),
        (GERMAN.encode("cp1252"), None, None, "de"),
        (
            "これはループについての説明です。プログラムを繰り返し実行するために使います。".encode("shift_jis")
            * 3,
            "shift_jis",
            None,
            "ja",
        ),
        (b"for x in y: print(x)", None, "en-GB", "en"),
    ],
)
async def test_the_language_is_that_of_the_text(
    web: Web, body: bytes, charset: str | None, lang: str | None, language: str
) -> None:
    declared = f' lang="{lang}"' if lang else ""
    page = f"<html{declared}><head><title>Loops</title></head><body>".encode() + body
    kind = "text/html" + (f"; charset={charset}" if charset else "")

    found = await check(
        web.put("guide.example/a", Reply(200, page, {"content-type": kind})), ExpectedPage(language=language)
    )

    assert (found.language, found.language_matches) == (language, True)


async def test_a_check_that_could_not_run_is_not_checked() -> None:
    found = await check("https://guide.example/loops", LOOPS, names=Names(others=LinkReason.NO_NETWORK))

    assert (found.state, found.checked_at) == (LinkState.NOT_CHECKED, None)
    assert not found.is_verified


async def test_a_site_that_no_longer_exists_is_dead_once_names_are_known_to_work() -> None:
    found = await check("https://gone.example/loops", names=Names(others=LinkReason.NO_SUCH_SITE))

    assert (found.state, found.reason) == (LinkState.DEAD, LinkReason.NO_SUCH_SITE)


@pytest.mark.parametrize(
    "url", ["", "loops", "ftp://guide.example/", "https://me:word@guide.example/", "http://10.0.0.1/"]
)
async def test_an_address_that_is_never_fetched_is_dead(url: str) -> None:
    found = await check(url)

    assert (found.state, found.reason) == (LinkState.DEAD, LinkReason.NOT_ALLOWED)


def test_every_reason_is_told_in_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "links.md").read_text(encoding="utf-8")

    assert [reason for reason in LinkReason if f"| `{reason}` |" not in page] == []
