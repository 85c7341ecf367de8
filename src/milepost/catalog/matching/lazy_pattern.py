"""Regular expressions that are compiled when first used: all of them together would slow down every start."""

import re
from collections.abc import Iterator
from functools import cached_property


class LazyPattern:
    """A pattern with the methods the catalog uses; upper and lower case are one."""

    def __init__(self, source: str) -> None:
        self._source = source

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._source, re.IGNORECASE)

    def search(self, text: str) -> re.Match[str] | None:
        return self._compiled.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._compiled.finditer(text)

    def split(self, text: str) -> list[str]:
        return self._compiled.split(text)

    def sub(self, by: str, text: str) -> str:
        return self._compiled.sub(by, text)
