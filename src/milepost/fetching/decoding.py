"""Bytes of a page into text, as a browser would read them."""

import codecs
import re

#: What pages are written in. Python knows more codecs; some take very long or mean something else (idna, utf-7).
_CHARSETS = {
    **{name: name for name in ("utf-8", "koi8-r", "koi8-u", "euc-jp", "euc-kr", "shift_jis", "gb18030", "big5")},
    **{name: name for name in ("iso-2022-jp", "utf-16le", "utf-16be", "iso-8859-15", "macintosh")},
    **{f"windows-125{digit}": f"cp125{digit}" for digit in range(9)},
    **{f"iso-8859-{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 16)},
    # As browsers have it (WHATWG Encoding): these mean the larger sets.
    "utf8": "utf-8", "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252",
    "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "utf-16": "utf-16le", "big5-hkscs": "big5hkscs",
    "ks_c_5601-1987": "cp949", "euc_kr": "cp949", "sjis": "shift_jis", "shift-jis": "shift_jis",
}  # fmt: skip
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_META_WITHIN = 2048


def decoded(body: bytes, charset: str | None) -> str:
    """The text: by its mark, else as the site says, else as the page says, else UTF-8 where it fits, else Western.

    Bytes that mean nothing become U+FFFD; nothing is refused.
    """
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, errors="replace")
    for name in (charset, _said_by_page(body)):
        if name is not None and (known := _CHARSETS.get(name.lower())) is not None:
            return body.decode(known, errors="replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        # A body that was cut may end within a character.
        codec = "utf-8" if error.start >= len(body) - 3 else "cp1252"
        return body.decode(codec, errors="replace")


def _said_by_page(body: bytes) -> str | None:
    said = _META.search(body, 0, _META_WITHIN)
    return said[1].decode("ascii") if said else None
