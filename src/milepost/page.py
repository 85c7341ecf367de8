"""The built front end: hashed assets for ever, precompressed; every other address is the page itself."""

import mimetypes
import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from milepost.api.problems import no_such_address

STATIC = Path(__file__).parent / "static"
_ASSETS = "assets/"
_IMMUTABLE = "public, max-age=31536000, immutable"
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
_SUFFIXES = tuple(suffix for _, suffix in _ENCODINGS)
_HEADERS = {
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
        "connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'self'; object-src 'none'"
    ),
}


#: First parts of addresses that belong to programs; everything else is the page's to show or to miss.
_NOT_PAGES = frozenset(
    {"api", "calendar", "ws", "healthz", "readyz", "metrics", "openapi.json", "asyncapi.json"}
)


def is_page(path: str) -> bool:
    """Whether an address belongs to the page and not to the API."""
    return path.lstrip("/").partition("/")[0].lower() not in _NOT_PAGES


class Page:
    """Answers GETs that no other route takes."""

    def __init__(self, static: Path = STATIC) -> None:
        self._static = static

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = self.answer(Request(scope))
        await response(scope, receive, send)

    def answer(self, request: Request) -> Response:
        path = str(request.scope["path"]).lstrip("/")
        file = self._file(path)
        if file is not None:
            cache = _IMMUTABLE if path.startswith(_ASSETS) else "no-cache"
            return self._send(file, request, cache=cache)
        if path.startswith(_ASSETS):
            return no_such_address(request)
        index = self._static / "index.html"
        if not index.is_file():
            return no_such_address(request)
        return self._send(index, request, cache="no-cache")

    def _file(self, path: str) -> Path | None:
        # What is precompressed is sent in place of the file it was made from, never by its own name.
        if not path or "\x00" in path or ".." in path.split("/") or path.endswith(_SUFFIXES):
            return None
        try:
            file = (self._static / path).resolve()
            return file if file.is_relative_to(self._static.resolve()) and file.is_file() else None
        except OSError:  # a name longer than the file system takes
            return None

    @staticmethod
    def _send(file: Path, request: Request, *, cache: str) -> Response:
        media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        headers = {**_HEADERS, "Cache-Control": cache, "Vary": "Accept-Encoding"}
        accepted = _accepted_encodings(request)
        for encoding, suffix in _ENCODINGS:
            compressed = file.with_name(file.name + suffix)
            if encoding in accepted and compressed.is_file():
                headers["Content-Encoding"] = encoding
                return FileResponse(compressed, media_type=media_type, headers=headers)
        return FileResponse(file, media_type=media_type, headers=headers)


def _accepted_encodings(request: Request) -> set[str]:
    """The encodings a client names and does not weigh with zero (RFC 9110, 12.5.3)."""
    accepted = set()
    for part in request.headers.get("accept-encoding", "").lower().split(","):
        name, _, weight = part.partition(";")
        if not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", weight):
            accepted.add(name.strip())
    return accepted
