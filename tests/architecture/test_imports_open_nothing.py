"""Importing any module opens nothing: no socket, no file to write, no thread, no process, no loop."""

import json
import os
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"

#: Imports every module with an audit hook that notes whatever would outlive the import; prints what it has noted.
_WATCH = """
import importlib, json, pkgutil, sys, threading

noted, importing = [], ["before"]
FORBIDDEN = {
    "socket.connect", "socket.bind", "subprocess.Popen", "os.fork", "os.posix_spawn", "os.system",
    "_thread.start_new_thread", "sqlite3.connect", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate",
    "shutil.rmtree", "urllib.Request",
}

def is_a_librarys(event, arguments):
    # The engine's scheduler asks `file` how many bits the interpreter has.
    return event == "subprocess.Popen" and arguments[1][:2] == ["file", "-b"]

def watch(event, arguments):
    if event in FORBIDDEN and not is_a_librarys(event, arguments):
        noted.append([importing[0], event, repr(arguments)[:200]])
    elif event == "open" and isinstance(arguments[0], (str, bytes)):
        path, mode, flags = arguments
        # Byte code is cached by the interpreter itself; it is told not to, but other paths must not be written at all.
        writes = (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & 0o3)
        if writes and path != "/dev/null":
            noted.append([importing[0], event, repr(arguments)[:200]])

import milepost
names = ["milepost"] + [module.name for module in pkgutil.walk_packages(milepost.__path__, "milepost.")]
names.remove("milepost.storage.migrations.env")  # a script that the migration tool runs
sys.addaudithook(watch)
for name in names:
    importing[0] = name
    importlib.import_module(name)
import asyncio
try:
    asyncio.get_running_loop()
    noted.append(["all", "loop", "running"])
except RuntimeError:
    pass
noted += [["all", "thread", thread.name] for thread in threading.enumerate() if thread is not threading.main_thread()]
print(json.dumps({"names": names, "noted": noted}))
"""


def test_importing_every_module_opens_nothing(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(SOURCE),
        "HOME": str(tmp_path),
    }
    imported = subprocess.run(
        [sys.executable, "-c", _WATCH],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert imported.returncode == 0, imported.stderr
    result = json.loads(imported.stdout)

    assert len(result["names"]) > 100
    assert result["noted"] == []
    assert list(tmp_path.iterdir()) == []
