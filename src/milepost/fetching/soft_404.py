"""Pages that answer 200 and are not there: they say so, or look like any page of their site that does not exist."""

import re
import unicodedata
from collections.abc import Sequence
from posixpath import splitext
from urllib.parse import quote

from milepost.fetching.html_pages import HtmlPage
from milepost.fetching.urls import WebUrl

#: What a page is called that is not there. In a name of a page these words mean the page itself.
_NAMED_MISSING = re.compile(
    r"^\W*(?:error\s+)?404\b|\b(?:error|http)\s+404\b|404\W*(?:error|not found|page)|"
    r"\bpage\s+(?:(?:was\s+|is\s+)?not\s+found|(?:could\s+not|cannot|can['’]t)\s+be\s+found)\b|"
    r"\bpage\s+(?:was\s+|is\s+|has\s+been\s+)?(?:missing|unavailable|removed|deleted)\b|"
    r"^\W*(?:\w+\s+)?not\s+found\b|\bdoes(?:n['’]t|\s+not)\s+exist\b|\bno\s+longer\s+(?:available|exists|here)\b|"
    r"\bseite\s+(?:wurde\s+)?nicht\s+gefunden\b|\bpage\s+(?:introuvable|non\s+trouvée)\b|"
    r"\bpágina\s+no\s+(?:encontrada|existe)\b|\bpágina\s+não\s+encontrada\b|\bpagina\s+(?:non\s+trovata|niet\s+gevonden)\b|"
    r"страница\s+не\s+найдена|页面(?:不存在|未找到|找不到|已(?:被)?删除|丢失)|(?:找不到|未找到|没有找到)(?:该|您|你|此)?.{0,8}页面|"
    r"(?:内容|文章|帖子)(?:不存在|已(?:被)?删除)|找不到(?:網頁|頁面)|頁面不存在|"
    r"ページ(?:が|は)?(?:見つかりません|存在しません)|페이지를\s*찾을\s*수\s*없",
    re.IGNORECASE,
)
#: The same said in a sentence; counted only in a short page, since a long one may be about such pages.
_SAID_MISSING = re.compile(
    r"(?:page|file|resource|article|document|content|link|url)[^.\n]{0,60}"
    r"(?:not\s+be\s+found|not\s+found|n['’]t\s+found|doesn['’]t\s+exist|does\s+not\s+exist|no\s+longer|has\s+been\s+(?:removed|deleted|moved))|"
    r"(?:can['’]?t|cannot|could\s?n['’]?t|could\s+not|unable\s+to)\s+find\s+(?:the|that|this|your|what)\b|nothing\s+(?:was\s+)?found\s+(?:here|at)|"
    r"(?:页面|内容|文章|链接|资源).{0,12}(?:不存在|已被?删除|失效|找不到|未找到)|抱歉.{0,20}(?:不存在|找不到|无法访问)",
    re.IGNORECASE,
)
_FOR_SALE = re.compile(
    r"\bdomain\b[^.\n]{0,60}\b(?:for\s+sale|parked|has\s+expired|available\s+for\s+purchase)\b|"
    r"\bbuy\s+(?:this|the)\s+domain\b|\bhugedomains\b|域名.{0,10}(?:出售|转让|已过期)",
    re.IGNORECASE,
)
_SHORT = 1_500
_SIGN_IN = re.compile(
    r"/(?:log-?in|sign-?in|signin|auth|sso|account/login|users/sign_in|passport)(?:[/.?_-]|$)", re.IGNORECASE
)
_HOME = re.compile(
    r"/*(?:(?:ar|cs|de|en|es|fr|it|ja|ko|nl|pl|pt|ru|sv|tr|uk|zh)(?:[-_][a-z]{2,4})?/*)?"
    r"(?:(?:index|default|home)(?:\.\w{2,5})?)?/*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]|\w+")
_RUN = 4
_WORDS_COMPARED = 4_000
_ALIKE = 0.85
_TELLING_NOTHING = "a an and at by der die das for from in la le of on or the to und with your"
_WORDLESS = frozenset(_TELLING_NOTHING.split())
_TITLE_SHARE = 0.5


def says_not_found(page: HtmlPage, expected_title: str | None) -> bool:
    """Whether a page says that it is not there; not counted when its title was expected to speak of that."""
    if expected_title is not None and _NAMED_MISSING.search(_plain(expected_title)):
        return False
    if any(_NAMED_MISSING.search(_plain(name)) for name in page.names):
        return True
    return len(page.text) < _SHORT and _SAID_MISSING.search(page.text) is not None


def is_for_sale(page: HtmlPage) -> bool:
    """Whether the domain is on offer instead of showing anything."""
    names = "\n".join(page.names)
    return _FOR_SALE.search(names) is not None or (
        len(page.text) < 2 * _SHORT and _FOR_SALE.search(page.text) is not None
    )


def is_home(url: WebUrl) -> bool:
    """Whether an address is the front page of its site, in whatever language."""
    return not url.url.query and _HOME.fullmatch(url.url.path) is not None


def is_sent_home(asked: WebUrl, final: WebUrl) -> bool:
    """Whether one who asked for a page got the front page of its site, or of another."""
    if is_home(asked) or _HOME.fullmatch(final.url.path) is None:
        return False
    # A front page with a query is one where nobody asked with one; otherwise it may be how the site names its pages.
    return not (final.url.query and asked.url.query)


def same_site(one: WebUrl, other: WebUrl) -> bool:
    return one.host.removeprefix("www.") == other.host.removeprefix("www.")


def is_sign_in(url: WebUrl) -> bool:
    return _SIGN_IN.search(url.url.path) is not None


def made_up_sibling(url: WebUrl, token: str) -> str:
    """An address beside another, at which no page can be.

    Args:
        token: Letters and digits that nobody has used.
    """
    folder, _, name = url.url.path.rstrip("/").rpartition("/")
    ending = splitext(name)[1][:12]
    last = "/" if url.url.path.endswith("/") else ""
    return f"{url.origin}{quote(folder)}/{token}{quote(ending)}{last}"


def look_alike(text: str, other: str, *, apart: Sequence[str] = ()) -> bool:
    """Whether two texts are one page, but for what echoes its address.

    Args:
        apart: Parts of either address, which are left out of the comparison.
    """
    runs, others = _runs(text, apart), _runs(other, apart)
    if not runs or not others:
        return not runs and not others
    return len(runs & others) >= _ALIKE * len(runs | others)


def _runs(text: str, apart: Sequence[str]) -> set[tuple[str, ...]]:
    """Each run of a few words that stand one after another; of a very short text the words themselves."""
    lowered = text.lower()
    for part in apart:
        lowered = lowered.replace(part.lower(), " ")
    words = _WORD.findall(lowered)[:_WORDS_COMPARED]
    if len(words) <= _RUN:
        return {(word,) for word in words}
    return {tuple(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1)}


def same_title(expected: str, names: Sequence[str]) -> bool:
    """Whether at least half of the telling words of an expected title stand in one of the names of a page."""
    wanted = _telling(expected)
    return any(wanted and len(wanted & _telling(name)) >= _TITLE_SHARE * len(wanted) for name in names)


def _telling(title: str) -> set[str]:
    words = _WORD.findall(_plain(title))
    return {word for word in words if word not in _WORDLESS} or set(words)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
