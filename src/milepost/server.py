"""Runs the web app under uvicorn, with the settings that the channel relies on."""

import contextlib
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import uvicorn

from milepost.app import build_app
from milepost.catalog.findings import PackInvalid
from milepost.log_lines import LineRing, configure_logging
from milepost.realtime.socket_protocol import SocketProtocol
from milepost.runtime import Runtime
from milepost.settings import Settings, SettingsInvalid, read_settings
from milepost.storage.inspection import DATABASE_FAILURES
from milepost.storage.schema import SchemaTooNew
from milepost.system import RandomIds
from milepost.wiring import DataDirectoryInUse, open_runtime, origin_policy

_MAX_FRAME_BYTES = 4096
_BACKLOG = 2048
_STOP_SECONDS = 12.0
#: What keeps a start from succeeding and is no bug: said in one line, without a traceback.
_START_FAILURES = (DataDirectoryInUse, SchemaTooNew, PackInvalid, OSError, *DATABASE_FAILURES)


class CannotServe(Exception):
    """A server cannot start here; the message is one line that says why."""


def serve(*, port: int | None = None, data_dir: Path | None = None) -> int:
    """Serve until told to stop, by Ctrl-C or SIGTERM; the exit status.

    Returns:
        0 after being told to stop, 1 when it could not start, 2 when an option is wrong.
    """
    try:
        settings = read_settings(port=port, data_dir=data_dir)
        Server(settings, ring=configure_logging(settings.log_level)).run_until_told()
    except (SettingsInvalid, CannotServe) as reason:
        print(f"milepost: {reason}", file=sys.stderr)
        return 2 if isinstance(reason, SettingsInvalid) else 1
    return 0


@contextlib.contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """Serve in a thread of this process on a free loopback port until the block ends; the address.

    Raises:
        CannotServe: With the reason.
    """
    free = settings.model_copy(update={"port": 0, "host": "127.0.0.1"})
    server = Server(free, ring=configure_logging("WARNING"))
    failures: list[CannotServe] = []

    def run() -> None:
        try:
            server.run_until_told()
        except CannotServe as reason:
            failures.append(reason)
        finally:
            server.has_begun.set()

    # A daemon, so that somebody who interrupts twice is not kept waiting; what it does survives a kill.
    thread = threading.Thread(target=run, name="milepost-server", daemon=True)
    thread.start()
    server.has_begun.wait()
    if failures:
        raise failures[0]
    try:
        yield server.url
    finally:
        server.should_exit = True
        thread.join(_STOP_SECONDS)


class Server(uvicorn.Server):
    """uvicorn's server, with a failed start that says why in one line, and an end by signal that is no failure."""

    def __init__(self, settings: Settings, *, ring: LineRing) -> None:
        """Bind the address, so that a taken port is said before anything is opened.

        Raises:
            CannotServe: The address cannot be used.
        """
        self._settings = settings
        self._ring = ring
        self._failure: Exception | None = None
        self._runtime: Runtime | None = None
        self._listener = _listen(settings.host, settings.port)
        self.has_begun = threading.Event()
        """Set when the start has succeeded or failed."""
        ids = RandomIds()
        app = build_app(self._open, origins=origin_policy(settings), new_request_id=lambda: ids.new("req"))
        config = uvicorn.Config(
            app,
            log_config=None,
            ws=SocketProtocol,
            ws_per_message_deflate=False,
            ws_max_size=_MAX_FRAME_BYTES,
            ws_ping_interval=20,
            ws_ping_timeout=20,
            timeout_graceful_shutdown=5,
            server_header=False,
            lifespan="on",
        )
        super().__init__(config)

    @property
    def url(self) -> str:
        host, port = self._listener.getsockname()[:2]
        return f"http://{'localhost' if host == '127.0.0.1' else f'[{host}]'}:{port}"

    def run_until_told(self) -> None:
        """Serve on this thread.

        Raises:
            CannotServe: The start failed.
        """
        uvicorn_log = logging.getLogger("uvicorn.error")
        uvicorn_log.addFilter(self._is_news)
        try:
            self.run(sockets=[self._listener])
        except SystemExit:  # uvicorn's way to say that the start failed
            raise CannotServe(self._why_not()) from None
        finally:
            uvicorn_log.removeFilter(self._is_news)
            self._listener.close()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.has_begun.set()
        if threading.current_thread() is threading.main_thread():
            print(f"Milepost: {self.url}/app/new", flush=True)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._runtime is not None:
            self._runtime.drain()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Let Ctrl-C and SIGTERM end the server. Not as inherited, which raises them again after a clean end."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        told = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, self.handle_exit) for number in told}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextlib.asynccontextmanager
    async def _open(self) -> AsyncIterator[Runtime]:
        async with contextlib.AsyncExitStack() as stack:
            try:
                runtime = await stack.enter_async_context(open_runtime(self._settings, self._ring))
            except _START_FAILURES as failure:
                self._failure = failure
                raise
            self._runtime = runtime
            yield runtime

    def _why_not(self) -> str:
        match self._failure:
            case None:
                return "it could not start; the lines above say why."
            case OSError(filename=str(path), strerror=str(reason)):
                return f"{path} cannot be used ({reason}). Set MILEPOST_DATA_DIR to a directory of yours."
            case DataDirectoryInUse() | SchemaTooNew() as failure:
                return str(failure)
            case failure:
                line = str(failure).partition("\n")[0]
                return f"it could not start: {line.rstrip('.')}. `milepost doctor` says more."

    def _is_news(self, record: logging.LogRecord) -> bool:
        """Whether uvicorn's line tells more than ours: not until the start, but for a failure we cannot name."""
        return self.has_begun.is_set() or (self._failure is None and record.levelno > logging.INFO)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        # At once: of two servers on one port, both of which could bind, the second is refused here.
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise CannotServe(
            f"port {port} cannot be used ({error.strerror}). Stop what uses it, or choose another: --port or PORT."
        ) from None
    listener.set_inheritable(True)
    return listener
