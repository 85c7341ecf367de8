"""What `milepost doctor` looks at, one function each; none of them changes the data."""

import asyncio
import os
import platform
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from milepost import __file__ as package_file
from milepost import __version__
from milepost.catalog.loading.findings import PackInvalid
from milepost.catalog.loading.library import load_library
from milepost.catalog.loading.pack_index import CORE_PACK, load_catalog
from milepost.cli.client import MilepostClient, NotMilepost, Refused, Unreachable
from milepost.cli.screen import Mark
from milepost.connection_budget import ConnectionBudgetExceeded
from milepost.page import STATIC
from milepost.realtime.redis_link import redis_version
from milepost.realtime.resp import RedisError
from milepost.settings import Settings
from milepost.storage import inspection
from milepost.storage.capacity import ServerCapacity
from milepost.wiring import connection_budget

OLDEST_PYTHON = (3, 11)
_LEAST_DISK, _ENOUGH_DISK = 100 << 20, 1 << 30
_CLOCK_SLACK = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    mark: Mark
    text: str
    next_step: str | None = None


Check = Callable[[Settings], Finding]


def check_python(_settings: Settings) -> Finding:
    found = f"Python {platform.python_version()}, Milepost {__version__}"
    if sys.version_info < OLDEST_PYTHON:
        return Finding(Mark.BAD, found, "Install Python 3.11 or newer.")
    return Finding(Mark.OK, found)


def check_variables(_settings: Settings) -> Finding:
    known = {f"MILEPOST_{name.upper()}" for name in Settings.model_fields}
    given = {
        name for name in os.environ if name.startswith("MILEPOST_") and not name.startswith("MILEPOST_TEST_")
    }
    if unknown := sorted(given - known):
        return Finding(
            Mark.WARNING, f"Settings without effect: {', '.join(unknown)}", "Check how they are spelt."
        )
    return Finding(Mark.OK, f"Settings: {', '.join(sorted(given)) or 'all as they come'}")


def check_data_directory(settings: Settings) -> Finding:
    directory = settings.data_dir
    standing = next(path for path in (directory, *directory.absolute().parents) if path.exists())
    elsewhere = "Make it writable, or set MILEPOST_DATA_DIR to another."
    if not standing.is_dir():
        return Finding(Mark.BAD, f"Data directory {directory}: {standing} is no directory", elsewhere)
    try:
        with tempfile.TemporaryFile(dir=standing):
            pass
    except OSError as error:
        return Finding(
            Mark.BAD, f"Data directory {directory} cannot be written ({error.strerror})", elsewhere
        )
    state = "writable" if standing == directory else "will be made at the first start"
    return Finding(Mark.OK, f"Data directory {directory}: {state}")


def check_disk(settings: Settings) -> Finding:
    standing = next(
        path for path in (settings.data_dir, *settings.data_dir.absolute().parents) if path.exists()
    )
    free = shutil.disk_usage(standing).free
    told = f"Free disk: {free / (1 << 30):.1f} GiB"
    if free < _LEAST_DISK:
        return Finding(Mark.BAD, told, "Make room: nothing can be written safely.")
    return Finding(Mark.OK if free >= _ENOUGH_DISK else Mark.WARNING, told)


def check_sqlite(_settings: Settings) -> Finding:
    found = ".".join(map(str, inspection.SQLITE_VERSION))
    if inspection.SQLITE_VERSION < inspection.OLDEST_SQLITE:
        oldest = ".".join(map(str, inspection.OLDEST_SQLITE))
        return Finding(
            Mark.BAD, f"SQLite {found} is too old", f"Use a Python built with SQLite {oldest} or newer."
        )
    return Finding(Mark.OK, f"SQLite {found}")


def check_database(settings: Settings) -> Finding:
    if settings.database_url is not None:
        return _check_postgres(settings.database_url.get_secret_value())
    file = settings.data_dir / "milepost.db"
    if not file.exists():
        return Finding(Mark.OK, "Database: none yet, made at the first start")
    try:
        return _schema_finding(f"Database {file}", inspection.inspect_sqlite(file))
    except inspection.DatabaseUnreadable as fault:
        return Finding(Mark.BAD, f"Database {file}: {fault}", "Put back a backup of milepost.db.")


def _check_postgres(url: str) -> Finding:
    next_step = "Check MILEPOST_DATABASE_URL and that the server runs."
    try:
        state, _ = _look_at_postgres(url)
    except inspection.DatabaseUnreadable as fault:
        return Finding(Mark.BAD, f"Database: PostgreSQL: {fault}", next_step)
    except TimeoutError:
        return Finding(Mark.BAD, "Database: PostgreSQL does not answer", next_step)
    if state.is_too_old:
        told = f"Database: PostgreSQL: schema {state.version} is older than this program's"
        return Finding(Mark.BAD, told, "Back it up, stop every older Milepost, and run `milepost migrate`.")
    return _schema_finding("Database: PostgreSQL", state)


def _look_at_postgres(url: str) -> tuple[inspection.SchemaState, ServerCapacity]:
    async def look() -> tuple[inspection.SchemaState, ServerCapacity]:
        async with asyncio.timeout(10):
            return await inspection.inspect_postgres(url)

    return asyncio.run(look())


def check_connections(settings: Settings) -> Finding:
    if settings.database_url is None:
        return Finding(Mark.OK, "Connections: the database is a file, there is nothing to share")
    budget = connection_budget(settings)
    try:
        _, capacity = _look_at_postgres(settings.database_url.get_secret_value())
    except (inspection.DatabaseUnreadable, TimeoutError):
        return Finding(Mark.SKIPPED, f"Connections: {budget}; the database cannot be asked what it gives")
    told = f"Connections: {budget}, of {capacity.usable} that PostgreSQL gives"
    try:
        budget.check(capacity.usable)
    except ConnectionBudgetExceeded as fault:
        return Finding(Mark.BAD, told, str(fault).partition("needed. ")[2])
    return Finding(Mark.OK, told)


def _schema_finding(name: str, state: inspection.SchemaState) -> Finding:
    if state.version is None:
        return Finding(Mark.OK, f"{name}: empty, set up at the first start")
    if state.is_current:
        return Finding(Mark.OK, f"{name}: whole, schema {state.version}")
    if state.is_too_new:
        told = f"{name}: schema {state.version} is newer than this program knows"
        return Finding(Mark.BAD, told, "Install the newer Milepost again.")
    return Finding(Mark.OK, f"{name}: schema {state.version}, backed up and migrated at the next start")


def check_redis(settings: Settings) -> Finding:
    if settings.redis_url is None:
        return Finding(Mark.OK, "Redis: not used")
    try:
        version = asyncio.run(redis_version(settings.redis_url.get_secret_value()))
    except (OSError, RedisError, ValueError) as fault:
        said = str(fault).partition("\n")[0] or "no answer"
        return Finding(
            Mark.WARNING, f"Redis: {said}", "Check MILEPOST_REDIS_URL; without it pages lag by a second."
        )
    return Finding(Mark.OK, f"Redis {version}: answers")


def check_engine(settings: Settings) -> Finding:
    if settings.database_url is not None:
        return Finding(Mark.OK, "Run engine: in the same PostgreSQL database")
    file = settings.data_dir / "engine.db"
    if not file.exists():
        return Finding(Mark.OK, "Run engine: no file yet, made at the first start")
    try:
        inspection.check_sqlite(file)
    except inspection.DatabaseUnreadable as fault:
        return Finding(
            Mark.BAD, f"Run engine {file}: {fault}", "Stop Milepost and delete it: it is made anew."
        )
    return Finding(Mark.OK, f"Run engine {file}: whole")


def check_lock(settings: Settings) -> Finding:
    file = settings.data_dir / "milepost.lock"
    if not file.exists():
        return Finding(Mark.OK, "Lock: nobody serves this directory")
    try:
        with FileLock(file, timeout=0):
            return Finding(Mark.OK, "Lock: nobody serves this directory")
    except Timeout:
        return Finding(Mark.OK, "Lock: a running Milepost serves this directory")
    except OSError as error:
        return Finding(
            Mark.BAD, f"Lock {file} cannot be taken ({error.strerror})", "Make it yours, or delete it."
        )


def check_catalog(_settings: Settings) -> Finding:
    try:
        catalog = load_catalog()
    except (PackInvalid, OSError) as fault:
        line = str(fault).partition("\n")[0]
        return Finding(
            Mark.BAD, f"Catalog: {line}", "milepost catalog check names each place; or install again."
        )
    return Finding(Mark.OK, f"Catalog: {len(catalog.concepts)} concepts, {len(catalog.goals)} goals")


def check_packs(settings: Settings) -> Finding:
    """Packs of others; the built-in one has a line of its own."""
    try:
        library = load_library(settings.packs_dir)
    except (PackInvalid, OSError):
        return Finding(Mark.SKIPPED, "Packs of others: not looked at without the built-in one")
    loaded = [f"{one.index.identity.pack_id} {one.index.identity.version}" for one in library.loaded]
    told = f"Packs of others: {', '.join(loaded) or 'none'}"
    if not library.refused:
        return Finding(Mark.OK, told)
    named = "; ".join(f"{one.place.name}: {one.reason}" for one in library.refused)
    directory = library.refused[0].place.directory or settings.packs_dir or "DIR"
    next_step = f"The rest is served without it. `milepost catalog check {directory}` names each place."
    return Finding(Mark.BAD, f"{told}; refused: {named}", next_step)


def check_page(_settings: Settings) -> Finding:
    if (STATIC / "index.html").is_file() and any((STATIC / "assets").glob("*.js")):
        return Finding(Mark.OK, "Page: built")
    return Finding(
        Mark.BAD, f"Page: not in {STATIC}", "From a checkout, `make run` builds it; else install again."
    )


def check_port(settings: Settings) -> Finding:
    if settings.unix_socket is not None:
        return _check_socket(settings.unix_socket)
    if settings.port == 0:
        return Finding(Mark.OK, "Port: any free one")
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
            probe.listen()
        except OSError as error:
            return _who_answers(settings, error)
    return Finding(Mark.OK, f"Port {settings.port}: free")


def _check_socket(path: Path) -> Finding:
    told = f"Socket {path}, instead of a port"
    elsewhere = "Set MILEPOST_UNIX_SOCKET to another."
    if not path.parent.is_dir():
        return Finding(Mark.BAD, f"{told}: there is no such folder", elsewhere)
    if path.exists() and not path.is_socket():
        return Finding(Mark.BAD, f"{told}: there is a file that is none", elsewhere)
    return Finding(Mark.OK, told)


def _who_answers(settings: Settings, error: OSError) -> Finding:
    name = f"[{settings.host}]" if ":" in settings.host else settings.host
    try:
        with MilepostClient(f"http://{name}:{settings.port}", timeout_seconds=3) as client:
            return Finding(Mark.OK, f"Port {settings.port}: Milepost {client.version()} answers")
    except Unreachable as fault:
        told = f"Port {settings.port} cannot be used ({error.strerror}). {fault}"
    except (NotMilepost, Refused):
        told = f"Port {settings.port}: another program answers"
    return Finding(Mark.BAD, told, "Stop it, or choose another port: set PORT.")


def check_clock(settings: Settings) -> Finding:
    now = datetime.now(UTC)
    told = f"Clock: {now:%Y-%m-%d %H:%M} UTC"
    for file in _older_files(settings):
        written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        if written > now + _CLOCK_SLACK:
            then = f"{file} was written {written:%Y-%m-%d}"
            return Finding(
                Mark.BAD, f"{told}, but {then}", "Set the clock: deadlines and dates come from it."
            )
    return Finding(Mark.OK, told)


def _older_files(settings: Settings) -> Iterator[Path]:
    """Files that were written before now on any machine whose clock is right."""
    candidates = (Path(package_file), CORE_PACK / "pack.yaml", settings.data_dir / "milepost.db")
    return (file for file in candidates if file.is_file())


CHECKS: tuple[Check, ...] = (
    check_python,
    check_variables,
    check_data_directory,
    check_disk,
    check_sqlite,
    check_lock,
    check_database,
    check_connections,
    check_redis,
    check_engine,
    check_catalog,
    check_packs,
    check_page,
    check_port,
    check_clock,
)
