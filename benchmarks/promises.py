"""Each promised time of one server, with its bar and a reference from the same run."""

import contextlib
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.table import Table
from websockets.asyncio.client import connect

from tests.support.services import free_port

GOAL = {"goal": "learn Python, 6 hours a week", "review": True}
WARM_RUNS = 200
MEDIAN_OF = 9
#: What the server imports; its start is compared with importing them and nothing else.
LIBRARIES = (
    "aiosqlite", "dbos", "fastapi", "filelock", "httptools", "msgspec", "platformdirs", "pydantic_settings",
    "sqlalchemy.ext.asyncio", "starlette", "structlog", "typer", "uvicorn", "uvloop", "websockets.server",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    what: str
    measured: float
    unit: str
    bar: float | None
    """None: it is shown and promised to nobody."""
    reference: str

    @property
    def is_met(self) -> bool:
        return self.bar is None or self.measured <= self.bar


async def measure() -> list[Row]:
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as directory:
        rows.append(cold_start(Path(directory)))
        async with serving(Path(directory) / "data") as base, _client(base) as client:
            commit = sqlite_commit_ms(Path(directory))
            rows.append(await preview(client))
            rows.append(await until_review(client, base, commit))
            rows.append(await until_written(client, base, commit))
    return rows


def cold_start(directory: Path) -> Row:
    """Process start until `/healthz` answers, against a process that only imports the libraries."""
    imports = [_seconds(lambda: _python("import " + ", ".join(LIBRARIES))) for _ in range(MEDIAN_OF)]
    # The first start also creates two databases; what people wait for again and again are the others.
    first, *starts = [_start_and_stop(directory / "cold") for _ in range(MEDIAN_OF + 1)]
    bare, start = statistics.median(imports), statistics.median(starts)
    reference = f"bare import {_ms(bare)}, start {_ms(start)}, the very first {_ms(first)}"
    return Row("cold start to healthy ÷ bare import", start / bare, "×", 1.6, reference)


def _start_and_stop(data: Path) -> float:
    """Seconds from the start of a process until it is healthy."""
    port, began = free_port(), time.perf_counter()
    process = _start_server(data, port)
    _until_healthy(port)
    seconds = time.perf_counter() - began
    process.terminate()
    process.wait()
    return seconds


async def preview(client: httpx.AsyncClient) -> Row:
    times = [
        await _timed(lambda: client.post("/api/v1/roadmaps/preview", json=GOAL)) for _ in range(WARM_RUNS)
    ]
    health = [await _timed(lambda: client.get("/healthz")) for _ in range(WARM_RUNS)]
    reference = (
        f"median {_ms(statistics.median(times))}; GET /healthz median {_ms(statistics.median(health))}"
    )
    return Row("preview, p95 of 200", _p95(times) * 1000, "ms", 20, reference)


async def until_review(client: httpx.AsyncClient, base: str, commit: float) -> Row:
    """POST until the `human_review_required` frame arrives at a socket."""
    times = []
    for _ in range(WARM_RUNS):
        began = time.perf_counter()
        task_id = (await client.post("/api/v1/roadmaps/generate", json=GOAL)).json()["task_id"]
        await _until_frame(base, task_id, "human_review_required")
        times.append(time.perf_counter() - began)
        await client.post(f"/api/v1/tasks/{task_id}/cancel")
    reference = f"median {_ms(statistics.median(times))}; one SQLite commit {commit:.2f} ms"
    return Row("POST → human_review_required, p95 of 200", _p95(times) * 1000, "ms", 150, reference)


async def until_written(client: httpx.AsyncClient, base: str, commit: float) -> Row:
    """Approve until the `completed` frame arrives, scaled to 40 concepts."""
    times, concepts = [], 0
    for _ in range(MEDIAN_OF):
        made = (await client.post("/api/v1/roadmaps/generate", json=GOAL)).json()
        task_id = made["task_id"]
        await _until_frame(base, task_id, "human_review_required")
        roadmap = (await client.get(f"/api/v1/roadmaps/{made['roadmap_id']}")).json()
        concepts = sum(len(module["concepts"]) for stage in roadmap["stages"] for module in stage["modules"])
        began = time.perf_counter()
        await client.post(f"/api/v1/roadmaps/{task_id}/approve", json={"approved": True})
        await _until_frame(base, task_id, "completed")
        times.append(time.perf_counter() - began)
    seconds = statistics.median(times) * 40 / max(concepts, 1)
    reference = f"{concepts} concepts in {_ms(statistics.median(times))}; one SQLite commit {commit:.2f} ms"
    return Row("approve → completed, 40 concepts, median of 9", seconds, "s", 3, reference)


def sqlite_commit_ms(directory: Path) -> float:
    """One durable commit of one row on this disk, median of 50."""
    with contextlib.closing(sqlite3.connect(directory / "reference.db", isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE TABLE t (x)")
        times = [_seconds(lambda: database.execute("INSERT INTO t VALUES (1)")) for _ in range(50)]
    return statistics.median(times) * 1000


def _client(base: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=base, timeout=60)


async def _until_frame(base: str, task_id: str, wanted: str) -> None:
    address = f"{base.replace('http', 'ws', 1)}/api/v1/ws/{task_id}?include_history=true"
    async with connect(address, compression=None) as socket:
        async for text in socket:
            if json.loads(text)["type"] == wanted:
                return
    raise RuntimeError(f"The channel of {task_id} ended without {wanted}.")


@contextlib.asynccontextmanager
async def serving(data: Path) -> AsyncIterator[str]:
    port = free_port()
    process = _start_server(data, port)
    try:
        _until_healthy(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def show(rows: list[Row], console: Console) -> None:
    table = Table("what", "measured", "bar", "met", "reference")
    for row in rows:
        bar, met = (
            (f"{row.bar:g} {row.unit}", "yes" if row.is_met else "NO") if row.bar is not None else ("–", "–")
        )
        table.add_row(row.what, f"{row.measured:.2f} {row.unit}", bar, met, row.reference)
    console.print(table)


def _start_server(data: Path, port: int) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "MILEPOST_DATA_DIR": str(data), "MILEPOST_PORT": str(port)}
    command = [str(Path(sys.executable).with_name("milepost")), "serve"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _until_healthy(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=5).is_success:
                return
        time.sleep(0.005)
    raise RuntimeError("The server did not answer within 30 s.")


def _python(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


def _seconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


async def _timed(work: Callable[[], Awaitable[httpx.Response]]) -> float:
    began = time.perf_counter()
    (await work()).raise_for_status()
    return time.perf_counter() - began


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
