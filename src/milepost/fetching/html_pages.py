"""What a page of HTML says: title, headings, language and visible text.

A reader of our own, because pages come from strangers: it passes over its input once, whatever that is, where the
standard library's takes minutes for a crafted page, and it needs no code outside Python's own memory safety.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from milepost.fetching.plain_words import one_line, without_controls

_MARKUP = re.compile(r"<(?:!--|[!?]|(/?)([a-zA-Z][^\s/>]{0,40}))")
#: Possessive, so that a tag that never ends costs one look at what follows.
_TAG_END = re.compile(r"(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+>")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]{1,60}+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=<>`]++)))?")
_ATTRIBUTES_OF = frozenset({"html", "meta", "a", "div", "h2"})
_TAG_LENGTH = 8192
#: A heading that never ends is no longer than this.
_NAME_LENGTH = 2000
#: Nothing of these is seen, and what looks like a tag inside is none.
_UNSEEN = {
    name: re.compile(rf"</{name}[\s/>]", re.IGNORECASE)
    for name in ("script", "style", "noscript", "template", "textarea", "iframe")
}
_BREAKING = (
    "address article aside blockquote body br dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section summary table td th title tr ul"
)
_BREAKS = frozenset(_BREAKING.split())
#: A reference longer than any character's; Python counts its digits and may refuse them.
_ENDLESS_REFERENCE = re.compile(r"&#(?:\d{8,}+|[xX][0-9a-fA-F]{7,}+);?")
_REFRESH = re.compile(r"\s*(\d{1,3})(?:\.\d*)?\s*[;,]\s*url\s*=\s*[\"']?\s*([^\"'\s]{1,2000})", re.IGNORECASE)
#: A page that moves on later than this is there to be read.
_REFRESH_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    """In lower case."""
    is_end: bool
    attributes: Mapping[str, str]
    """Of a few kinds of tags only, for the rest empty; names in lower case, values unescaped."""


@dataclass(frozen=True, slots=True)
class HtmlPage:
    title: str | None
    names: tuple[str, ...]
    """The title and whatever else the page calls itself: its headings of the first rank, its name for sharing."""
    language: str | None
    """As declared."""
    text: str
    """What is seen, without controls; an empty line nowhere, a new line for each block."""
    refresh: str | None
    """Where the page sends its reader at once, relative to itself."""


def parts(markup: str) -> Iterator[str | Tag]:
    """Text as it is seen, and tags, in order. Whatever stands after a tag or comment without an end is left out."""
    place, quotes_close = 0, True
    while (found := _MARKUP.search(markup, place)) is not None:
        if found.start() > place:
            yield _seen(markup[place : found.start()])
        if found[2] is None:
            place = _after(markup, "-->" if found[0] == "<!--" else ">", found.end())
            if place < 0:
                return
            continue
        end = _TAG_END.match(markup, found.end()) if quotes_close else None
        # One quote that never closes makes all of them doubtful; looking for each of them could take for ever.
        quotes_close = end is not None
        place = end.end() if end is not None else _after(markup, ">", found.end())
        if place < 0:
            return
        name, is_end = found[2].lower(), bool(found[1])
        yield Tag(
            name, is_end, _attributes(name, markup[found.end() : min(place, found.end() + _TAG_LENGTH)])
        )
        if not is_end and (unseen := _UNSEEN.get(name)) is not None:
            last = unseen.search(markup, place)
            if last is None:
                return
            place = last.start()
    yield _seen(markup[place:])


def _after(markup: str, mark: str, place: int) -> int:
    found = markup.find(mark, place)
    return found + len(mark) if found >= 0 else -1


def _attributes(name: str, tag: str) -> Mapping[str, str]:
    if name not in _ATTRIBUTES_OF:
        return {}
    read: dict[str, str] = {}
    for attribute, *values in _ATTRIBUTE.findall(tag):
        read.setdefault(attribute.lower(), _seen("".join(values)))
    return read


def _seen(text: str) -> str:
    return unescape(_ENDLESS_REFERENCE.sub("\ufffd", text)) if "&" in text else text


def read_html(markup: str) -> HtmlPage:
    """Read a page. Nothing is refused; a page of nonsense has no title and some text."""
    reading = _Reading()
    for part in parts(markup):
        if isinstance(part, Tag):
            reading.take_tag(part)
        else:
            reading.take_text(part)
    return reading.page()


class _Reading:
    def __init__(self) -> None:
        self._texts: list[str] = []
        self._named: dict[str, list[str]] = {"title": [], "h1": []}
        self._naming: str | None = None
        self._shared_name = ""
        self._language: str | None = None
        self._refresh: str | None = None

    def take_text(self, text: str) -> None:
        if self._naming is not None and len(self._named[self._naming][-1]) < _NAME_LENGTH:
            self._named[self._naming][-1] += text[:_NAME_LENGTH]
        if self._naming != "title":
            self._texts.append(text)

    def take_tag(self, tag: Tag) -> None:
        if tag.name in _BREAKS:
            self._texts.append("\n")
        if tag.name in self._named:
            self._naming = None if tag.is_end else tag.name
            if not tag.is_end:
                self._named[tag.name].append("")
        elif tag.name == "html" and self._language is None:
            self._language = tag.attributes.get("lang") or tag.attributes.get("xml:lang")
        elif tag.name == "meta":
            self._take_meta(tag.attributes)

    def _take_meta(self, attributes: Mapping[str, str]) -> None:
        content = attributes.get("content", "")
        if attributes.get("property") == "og:title":
            self._shared_name = self._shared_name or content
        if attributes.get("http-equiv", "").lower() == "refresh" and (sent := _REFRESH.match(content)):
            at_once = int(sent[1]) <= _REFRESH_SECONDS
            self._refresh = self._refresh or (sent[2] if at_once else None)

    def page(self) -> HtmlPage:
        title = next((name for text in self._named["title"] if (name := one_line(text))), None)
        headings = (one_line(text) for text in self._named["h1"][:3])
        names = (title, *headings, one_line(self._shared_name))
        lines = (" ".join(line.split()) for line in without_controls("".join(self._texts)).split("\n"))
        return HtmlPage(
            title=title,
            names=tuple(dict.fromkeys(name for name in names if name)),
            language=self._language,
            text="\n".join(line for line in lines if line),
            refresh=self._refresh,
        )
