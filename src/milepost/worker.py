"""Runs a worker: a process that executes runs beside servers, over the database they share, and serves nobody."""

import asyncio
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator

import structlog

from milepost import collector
from milepost.log_lines import configure_logging
from milepost.server import START_FAILURES, CannotServe, why_not
from milepost.settings import Settings, SettingsInvalid, read_settings
from milepost.wiring import open_worker

log = structlog.get_logger("milepost")

#: By then the process has gone, whatever it waits for: a kill loses nothing.
_EXIT_SECONDS = 9.5


def work() -> int:
    """Execute runs until told to stop, by Ctrl-C or SIGTERM; the exit status.

    Returns:
        0 after being told to stop, 1 when it could not start, 2 when an option is wrong.
    """
    try:
        settings = read_settings()
        configure_logging(settings.log_level)
        asyncio.run(_work_until_told(settings))
    except (SettingsInvalid, CannotServe) as reason:
        print(f"milepost: {reason}", file=sys.stderr)
        return 2 if isinstance(reason, SettingsInvalid) else 1
    return 0


async def _work_until_told(settings: Settings) -> None:
    async with contextlib.AsyncExitStack() as stack:
        told = stack.enter_context(_told_to_end())
        try:
            services = await stack.enter_async_context(open_worker(settings))
        except START_FAILURES as failure:
            raise CannotServe(why_not(failure)) from None
        collector.begin_soon(asyncio.get_running_loop())
        log.info("worker_ready", process=services.process_id, units_at_once=settings.units_at_once)
        await told.wait()
        log.info("worker_leaving", process=services.process_id)
        _bound_the_end()


@contextlib.contextmanager
def _told_to_end() -> Iterator[asyncio.Event]:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)
    for number in signals:
        loop.add_signal_handler(number, told.set)
    try:
        yield told
    finally:
        for number in signals:
            loop.remove_signal_handler(number)


def _bound_the_end() -> None:
    """Have the process end in time even when something it waits for never answers."""
    timer = threading.Timer(_EXIT_SECONDS, _end_at_once)
    timer.daemon = True
    timer.start()


def _end_at_once() -> None:
    log.warning("shutdown_cut_short", seconds=_EXIT_SECONDS)
    os._exit(1)
