"""Runs the web app under uvicorn, with the settings that the channel relies on."""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from pathlib import Path

import structlog
import uvicorn

from milepost import collector
from milepost.app import build_app
from milepost.catalog.loading.findings import PackInvalid
from milepost.connection_budget import ConnectionBudgetExceeded
from milepost.domain.errors import StorageUnreachable
from milepost.log_lines import LineRing, configure_logging
from milepost.realtime.http_protocol import HttpProtocol
from milepost.realtime.socket_protocol import SocketProtocol
from milepost.runtime import Runtime
from milepost.settings import Settings, SettingsInvalid, read_settings
from milepost.storage.inspection import DATABASE_FAILURES
from milepost.storage.schema import SchemaMismatch
from milepost.system import RandomIds
from milepost.wiring import ClockWrong, DataDirectoryInUse, NothingShared, open_runtime, origin_policy

log = structlog.get_logger("milepost")

_MAX_FRAME_BYTES = 4096
_BACKLOG = 2048
_STOP_SECONDS = 12.0
_TICK_SECONDS = 1.0
#: After the last socket has been told, and for answers that are under way.
_LAST_SOCKET_SECONDS = 0.5
_GRACE_SECONDS = 3
#: By then the process has gone, whatever it waits for: a kill loses nothing.
_EXIT_SECONDS = 9.0
#: Their message is one line that says what to do.
_REFUSALS = (DataDirectoryInUse, NothingShared, ClockWrong, SchemaMismatch, ConnectionBudgetExceeded)
#: What keeps a start from succeeding and is no bug: said in one line, without a traceback.
START_FAILURES = (*_REFUSALS, PackInvalid, StorageUnreachable, OSError, *DATABASE_FAILURES)


class CannotServe(Exception):
    """A server cannot start here; the message is one line that says why."""


def serve(*, port: int | None = None, data_dir: Path | None = None, works: bool = True) -> int:
    """Serve until told to stop, by Ctrl-C or SIGTERM; the exit status.

    Args:
        works: Whether to execute runs as well, or leave them to workers.

    Returns:
        0 after being told to stop, 1 when it could not start, 2 when an option is wrong.
    """
    try:
        settings = read_settings(port=port, data_dir=data_dir)
        Server(settings, ring=configure_logging(settings.log_level), works=works).run_until_told()
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
    free = settings.model_copy(update={"port": 0, "host": "127.0.0.1", "unix_socket": None})
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

    def __init__(self, settings: Settings, *, ring: LineRing, works: bool = True) -> None:
        """Bind the address, so that a taken port is said before anything is opened.

        Raises:
            CannotServe: The address cannot be used.
        """
        self._settings = settings
        self._ring = ring
        self._works = works
        self._failure: Exception | None = None
        self._runtime: Runtime | None = None
        self._listener = (
            _listen_on_file(settings.unix_socket)
            if settings.unix_socket
            else _listen(settings.host, settings.port)
        )
        self._exit_timer: threading.Timer | None = None
        self._is_told_to_end = False
        self._wake: Callable[[], object] | None = None
        self.has_begun = threading.Event()
        """Set when the start has succeeded or failed."""
        ids = RandomIds()
        app = build_app(self._open, origins=origin_policy(settings), new_request_id=lambda: ids.new("req"))
        config = uvicorn.Config(
            app,
            log_config=None,
            http=HttpProtocol,
            ws=SocketProtocol,
            ws_per_message_deflate=False,
            ws_max_size=_MAX_FRAME_BYTES,
            ws_ping_interval=20,
            ws_ping_timeout=20,
            timeout_graceful_shutdown=_GRACE_SECONDS,
            server_header=False,
            lifespan="on",
        )
        super().__init__(config)

    @property
    def url(self) -> str:
        if self._settings.unix_socket:
            return f"http+unix://{self._settings.unix_socket}"
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
            raise CannotServe(why_not(self._failure)) from None
        finally:
            uvicorn_log.removeFilter(self._is_news)
            self._listener.close()
            if self._exit_timer is not None:
                self._exit_timer.cancel()

    @property
    def should_exit(self) -> bool:
        """Set, by a signal or from another thread, it ends the server."""
        return self._is_told_to_end

    @should_exit.setter
    def should_exit(self, value: bool) -> None:
        self._is_told_to_end = value
        if value and self._wake is not None:
            self._wake()

    async def main_loop(self) -> None:
        """As inherited, but woken when told to end, and else once a second: ten times are most of what idling costs."""
        told, loop = asyncio.Event(), asyncio.get_running_loop()
        self._wake = partial(loop.call_soon_threadsafe, told.set)
        # The inherited tick counts tenths of a second, and sets the date of the answers at each tenth.
        while not await self.on_tick(0):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(told.wait(), _TICK_SECONDS)
        self._wake = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.has_begun.set()
        collector.begin_soon(asyncio.get_running_loop())
        logging.getLogger("uvicorn.error").removeFilter(self._is_news)
        if threading.current_thread() is threading.main_thread():
            print(f"Milepost: {self.url}{'' if self._settings.unix_socket else '/app/new'}", flush=True)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Send everybody away, then close; the address is answered until the last socket has been told."""
        self._bound_the_end()
        if self._runtime is not None:
            loop = asyncio.get_running_loop()
            until = loop.time() + self._runtime.drain() + _LAST_SOCKET_SECONDS
            while not (self._runtime.channel.is_empty or self.force_exit or loop.time() >= until):  # noqa: ASYNC110  a second signal is no event
                await asyncio.sleep(0.02)
        await super().shutdown(sockets)

    def _bound_the_end(self) -> None:
        """Have the process end in time even when something it waits for never answers."""
        if threading.current_thread() is threading.main_thread():
            self._exit_timer = threading.Timer(_EXIT_SECONDS, _end_at_once)
            self._exit_timer.daemon = True
            self._exit_timer.start()

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
                runtime = await stack.enter_async_context(
                    open_runtime(self._settings, self._ring, works=self._works)
                )
            except START_FAILURES as failure:
                self._failure = failure
                raise
            self._runtime = runtime
            yield runtime

    def _is_news(self, record: logging.LogRecord) -> bool:
        """Whether uvicorn's line tells more than ours: not until the start, but for a failure we cannot name."""
        return self.has_begun.is_set() or (self._failure is None and record.levelno > logging.INFO)


def why_not(failure: Exception | None) -> str:
    """In one line, why a start has failed; None where that has been logged."""
    match failure:
        case None:
            return "it could not start; the lines above say why."
        case OSError(filename=str(path), strerror=str(reason)):
            return f"{path} cannot be used ({reason}). Set MILEPOST_DATA_DIR to a directory of yours."
        case _ if isinstance(failure, _REFUSALS):
            return str(failure)
        case _:
            line = str(failure).partition("\n")[0]
            return f"it could not start: {line.rstrip('.')}. `milepost doctor` says more."


def _end_at_once() -> None:
    log.warning("shutdown_cut_short", seconds=_EXIT_SECONDS)
    os._exit(1)


def _listen_on_file(path: Path) -> socket.socket:
    """A Unix socket. Whoever can reach its folder can reach it, as whoever is on this machine reaches a port."""
    listener = socket.socket(socket.AF_UNIX)
    try:
        # One that a killed process has left behind answers nobody, and would be in the way.
        with contextlib.suppress(FileNotFoundError):
            listener.connect(str(path))
            raise CannotServe(f"{path} is served already. Stop that, or set MILEPOST_UNIX_SOCKET to another.")
    except ConnectionRefusedError:
        # The system says the same of a file that is no socket, and that one is not ours to remove.
        if not path.is_socket():
            raise CannotServe(
                f"{path} is a file and no socket. Set MILEPOST_UNIX_SOCKET to another."
            ) from None
        path.unlink()
    except OSError as error:
        raise CannotServe(_socket_unusable(path, error)) from None
    finally:
        listener.close()
    listener = socket.socket(socket.AF_UNIX)
    try:
        listener.bind(str(path))
        path.chmod(0o666)  # a proxy seldom runs as the same user
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise CannotServe(_socket_unusable(path, error)) from None
    return listener


def _socket_unusable(path: Path, error: OSError) -> str:
    return f"{path} cannot be used ({error.strerror or error}). Set MILEPOST_UNIX_SOCKET to a file that can be made."


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
