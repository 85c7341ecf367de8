"""The files for running several processes name only settings and commands that there are."""

import re
from pathlib import Path
from typing import Any

import yaml
from typer.main import get_command

from milepost.cli import app
from milepost.settings import Settings

DEPLOY = Path(__file__).parents[2] / "deploy"
GUIDE = DEPLOY.parent / "docs" / "guides" / "scaling.md"


def services() -> dict[str, dict[str, Any]]:
    document = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    found: dict[str, dict[str, Any]] = document["services"]
    return found


def ours() -> dict[str, dict[str, Any]]:
    return {name: service for name, service in services().items() if service["image"] == "milepost"}


def test_every_setting_that_is_named_is_one() -> None:
    known = {f"MILEPOST_{name.upper()}" for name in Settings.model_fields}
    for file in (*DEPLOY.iterdir(), GUIDE):
        assert set(re.findall(r"MILEPOST_[A-Z_]+", file.read_text("utf-8"))) <= known, file


def test_every_command_that_is_run_is_one() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]  # it is a group, and typed as any command
    for service in ours().values():
        command, *options = service["command"]
        names = {name for parameter in commands[command].params for name in parameter.opts}
        assert set(options) <= names


def test_the_processes_fit_into_what_they_say_is_expected() -> None:
    running = [service for service in ours().values() if service["command"] != ["migrate"]]
    count = sum(service.get("deploy", {}).get("replicas", 1) for service in running)
    for service in running:
        # One more, for the time in which one is replaced.
        assert int(service["environment"]["MILEPOST_EXPECTED_PROCESSES"]) == count + 1
    assert len(running) == 3


def test_each_server_has_a_socket_of_its_own_and_both_proxies_know_them_all() -> None:
    sockets = [
        service["environment"]["MILEPOST_UNIX_SOCKET"]
        for service in ours().values()
        if service["command"][0] == "serve"
    ]
    assert len(set(sockets)) == len(sockets) == 2
    for proxy in ("nginx.conf", "Caddyfile"):
        text = (DEPLOY / proxy).read_text("utf-8")
        assert all(socket in text for socket in sockets)


def test_nobody_but_the_proxy_is_reached_from_outside_and_it_asks_for_a_password() -> None:
    assert [name for name, service in services().items() if "ports" in service] == ["proxy"]
    assert "auth_basic_user_file" in (DEPLOY / "nginx.conf").read_text("utf-8")
    assert "basic_auth" in (DEPLOY / "Caddyfile").read_text("utf-8")


def test_a_process_is_given_the_time_it_needs_to_hand_over() -> None:
    for service in ours().values():
        assert service["stop_grace_period"] == "12s"
