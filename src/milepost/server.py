"""Runs the web app under uvicorn, with the settings that the channel relies on."""

import os
import socket
import sys
from pathlib import Path

import uvicorn
from pydantic import ValidationError

from milepost.app import build_app
from milepost.log_lines import configure_logging
from milepost.settings import Settings
from milepost.system import RandomIds
from milepost.wiring import open_runtime, origin_policy

_MAX_FRAME_BYTES = 4096


def serve(*, port: int | None = None, data_dir: Path | None = None) -> int:
    """Serve until told to stop; the exit status."""
    given = {name: value for name, value in (("port", port), ("data_dir", data_dir)) if value is not None}
    try:
        settings = Settings().model_copy(update=given)
    except ValidationError as error:
        for fault in error.errors():
            print(
                f"milepost: MILEPOST_{'_'.join(map(str, fault['loc'])).upper()}: {fault['msg']}",
                file=sys.stderr,
            )
        return 2
    ring = configure_logging(settings.log_level)
    try:
        listener = _listen(settings.host, settings.port)
    except OSError as error:
        print(
            f"milepost: port {settings.port} cannot be used ({error.strerror}). Set PORT to another.",
            file=sys.stderr,
        )
        return 1
    ids = RandomIds()
    app = build_app(
        lambda: open_runtime(settings, ring),
        origins=origin_policy(settings),
        new_request_id=lambda: ids.new("req"),
    )
    config = uvicorn.Config(
        app,
        log_config=None,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=_MAX_FRAME_BYTES,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        timeout_graceful_shutdown=5,
        server_header=False,
        lifespan="on",
    )
    server = uvicorn.Server(config)
    host, actual_port = listener.getsockname()[:2]
    print(
        f"Milepost: http://{'localhost' if host == '127.0.0.1' else host}:{actual_port}/app/new", flush=True
    )
    server.run(sockets=[listener])
    return 0 if server.started else 1


def _listen(host: str, port: int) -> socket.socket:
    """A bound socket, so that a taken port is one clear line before anything is opened."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.set_inheritable(True)
    return listener
