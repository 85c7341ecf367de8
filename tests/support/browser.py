"""Launches Chromium for tests that reaches this machine and nothing else, and records what a page does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import Browser, ConsoleMessage, Page, Request, Response, WebSocket, async_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Refuses every other host, for sockets too. Intercepting requests would do it as well, but it turns the
    # cache off, and how pages are cached is part of what is tested.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


@dataclass(slots=True)
class PageRecord:
    """What a page did, in order: `level: text` of the console, uncaught errors, failed requests, sockets."""

    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    sockets: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def is_clean(self) -> bool:
        """Whether no error was logged or thrown, no request failed, and nothing was asked of another host."""
        console_errors = [line for line in self.console if line.startswith("error: ")]
        return not (self.errors or self.failed or self.foreign or console_errors)


@asynccontextmanager
async def launched_chromium(executable: Path, *, keeps_pages: bool = False) -> AsyncIterator[Browser]:
    """A headless Chromium with an empty profile, closed at the end.

    Args:
        keeps_pages: Whether a page that is left is kept for the way back, as it is for people.
    """
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=executable,
            args=FLAGS,
            headless=True,
            ignore_default_args=["--disable-back-forward-cache"] if keeps_pages else None,
        )
        try:
            yield browser
        finally:
            await browser.close()


def record(page: Page) -> PageRecord:
    """Record what the page does from now on."""
    seen = PageRecord()

    def on_console(message: ConsoleMessage) -> None:
        seen.console.append(f"{message.type}: {message.text}")

    def on_request(request: Request) -> None:
        if not is_loopback(request.url):
            seen.foreign.append(request.url)

    def on_socket(socket: WebSocket) -> None:
        seen.sockets.append(socket.url)
        if not is_loopback(socket.url):
            seen.foreign.append(socket.url)

    def on_response(response: Response) -> None:
        if response.status >= 400:
            seen.failed.append(f"{response.request.method} {response.url}: {response.status}")

    def on_request_failed(request: Request) -> None:
        # Leaving a page aborts what it was waiting for; that is no failure of the page.
        if request.failure != "net::ERR_ABORTED":
            seen.failed.append(f"{request.method} {request.url}: {request.failure}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("request", on_request)
    page.on("requestfailed", on_request_failed)
    page.on("response", on_response)
    page.on("websocket", on_socket)
    return seen


def is_loopback(url: str) -> bool:
    """Whether an address stays on this machine; `data:` and `blob:` go nowhere at all."""
    parts = urlsplit(url)
    if parts.scheme in {"data", "blob", "about"} or parts.hostname == "localhost":
        return True
    try:
        return ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False
