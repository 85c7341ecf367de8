"""What a fetched page says, whether it came as HTML or as plain text."""

import asyncio

from milepost.fetching.decoding import decoded
from milepost.fetching.fetcher import HTML_TYPES, TEXT_TYPES, Fetched
from milepost.fetching.html_pages import HtmlPage, read_html
from milepost.fetching.languages import language_of
from milepost.fetching.plain_words import one_line, without_controls

#: Reading a page of this size takes a moment of computing, which other work should not wait for.
_READ_ASIDE = 32 * 2**10


async def read_page(fetched: Fetched) -> HtmlPage | None:
    """The page, or None when nothing is found or it is not one of text."""
    if not fetched.is_found or fetched.media_type not in HTML_TYPES | TEXT_TYPES:
        return None
    if len(fetched.body) < _READ_ASIDE:
        return _read(fetched)
    return await asyncio.to_thread(_read, fetched)


def _read(fetched: Fetched) -> HtmlPage:
    text = decoded(fetched.body, fetched.charset)
    if fetched.media_type in HTML_TYPES:
        return read_html(text)
    text = without_controls(text).strip()
    first_line = one_line(text.partition("\n")[0].strip("#= "))
    return HtmlPage(
        title=first_line or None,
        names=(first_line,) if first_line else (),
        language=None,
        text=text,
        refresh=None,
    )


def language_of_page(page: HtmlPage, fetched: Fetched) -> str | None:
    return language_of(page.text, page.language or fetched.language)
