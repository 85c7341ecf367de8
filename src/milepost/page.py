"""The built front end: hashed assets for ever, precompressed; every other address is the page itself."""

import mimetypes
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

STATIC = Path(__file__).parent / "static"
_ASSETS = "assets/"
_IMMUTABLE = "public, max-age=31536000, immutable"
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
        "connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'self'; object-src 'none'"
    ),
}


class Page:
    """Answers GETs that no other route takes."""

    def __init__(self, static: Path = STATIC) -> None:
        self._static = static

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = self.answer(Request(scope))
        await response(scope, receive, send)

    def answer(self, request: Request) -> Response:
        path = request.url.path.lstrip("/")
        if path == "api" or path.startswith(("api/", "ws/")):
            raise HTTPException(404)
        file = self._file(path)
        if file is not None:
            cache = _IMMUTABLE if path.startswith(_ASSETS) else "no-cache"
            return self._send(file, request, cache=cache)
        if path.startswith(_ASSETS):
            raise HTTPException(404)
        index = self._static / "index.html"
        if not index.is_file():
            raise HTTPException(404)
        return self._send(index, request, cache="no-cache")

    def _file(self, path: str) -> Path | None:
        if not path or "\x00" in path:
            return None
        file = (self._static / path).resolve()
        return file if file.is_relative_to(self._static.resolve()) and file.is_file() else None

    @staticmethod
    def _send(file: Path, request: Request, *, cache: str) -> Response:
        media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        headers = {**_HEADERS, "Cache-Control": cache, "Vary": "Accept-Encoding"}
        accepted = request.headers.get("accept-encoding", "")
        for encoding, suffix in _ENCODINGS:
            compressed = file.with_name(file.name + suffix)
            if encoding in accepted and compressed.is_file():
                headers["Content-Encoding"] = encoding
                return FileResponse(compressed, media_type=media_type, headers=headers)
        return FileResponse(file, media_type=media_type, headers=headers)
