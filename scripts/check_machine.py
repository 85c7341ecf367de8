"""Says in one line what this machine lacks for the set-up, before a tool fails with a page of its own.

Runs on whatever python3 is installed, so it keeps to what Python 3.7 understands.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import socket
import subprocess
import sys

PYTHON = (3, 11)
NODE = (20, 19)


def missing_python() -> str | None:
    """What keeps this interpreter from making the environment."""
    if sys.version_info < PYTHON:
        found = f"{sys.version_info[0]}.{sys.version_info[1]}"
        return f"Python {found} is too old: install 3.11 or newer, or name one (make run PYTHON=python3.12)."
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        return "python3 lacks its venv module: install it (Debian and Ubuntu: apt-get install python3-venv)."
    return None


def missing_node() -> str | None:
    """What keeps the web app from being built."""
    if shutil.which("node") is None:
        return "node is missing: install Node.js 20.19 or newer; it builds the web app."
    asked = subprocess.run(["node", "--version"], stdout=subprocess.PIPE, check=False)
    found = asked.stdout.decode().strip()
    version = re.match(r"v(\d+)\.(\d+)", found)
    if version is None or (int(version.group(1)), int(version.group(2))) < NODE:
        return f"Node.js {found or 'of unknown version'} is too old: install 20.19 or newer."
    if shutil.which("npm") is None:
        return "npm is missing: install it; it usually comes with Node.js."
    return None


def taken_port(port: int) -> str | None:
    """What keeps a server from listening on the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As servers do: a port that only lingers after an earlier run is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or error
            return f"Port {port} cannot be used ({reason}): choose another (make run PORT=8001)."
    return None


def problem_with(wanted: str) -> str | None:
    """What is wrong with one of: `python`, `node`, `port=NUMBER`."""
    name, _, value = wanted.partition("=")
    if name == "python":
        return missing_python()
    if name == "node":
        return missing_node()
    if name == "port" and value.isdigit():
        return taken_port(int(value))
    return f"{wanted!r} cannot be checked: say python, node or port=NUMBER."


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        problem = problem_with(argument)
        if problem is not None:
            sys.exit(problem)
