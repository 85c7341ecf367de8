"""`milepost support`: one file with what helps to find a fault of a task, and nothing personal in it."""

import json
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from milepost import __version__
from milepost.cli.addresses import AddressInvalid, local_address, origin_of
from milepost.cli.client import MilepostClient, NotMilepost, Refused, Unreachable
from milepost.cli.exit_status import ExitStatus
from milepost.cli.generation.session import print_json
from milepost.cli.problem_text import NOBODY_THERE, problem_lines
from milepost.cli.screen import Mark, Screen, marked
from milepost.log_lines import redact
from milepost.settings import SettingsInvalid


def support(task_id: str, *, output: str | None, server: str | None) -> ExitStatus:
    """Write the report to `output`, a file named after the task if not given, standard output for `-`."""
    screen = Screen.of_process()
    try:
        address = origin_of(server) if server else local_address()
        with MilepostClient(address) as client:
            report = _report(client, task_id)
        if output == "-":
            print_json(report)
            return ExitStatus.OK
        file = Path(output or f"milepost-support-{report['task_id']}.json")
        file.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", "utf-8")
    except Refused as refusal:
        marked(Mark.BAD, problem_lines(refusal.problem)[0], console=screen.err)
        return ExitStatus.FAILED
    except (AddressInvalid, SettingsInvalid) as wrong:
        marked(Mark.BAD, str(wrong), console=screen.err)
        return ExitStatus.USAGE
    except (Unreachable, NotMilepost) as failure:
        marked(Mark.BAD, str(failure), next_step=NOBODY_THERE, console=screen.err)
        return ExitStatus.FAILED
    except OSError as error:
        marked(Mark.BAD, f"{error.filename} cannot be written ({error.strerror})", console=screen.err)
        return ExitStatus.FAILED
    lines = len(report["server"]["server_log"])
    marked(Mark.OK, f"{file}: the task's status and {lines} server lines, redacted", console=screen.out)
    return ExitStatus.OK


def _report(client: MilepostClient, task_id: str) -> dict[str, Any]:
    found = client.support(task_id)
    status = client.status(found.task_id).model_dump(mode="json")
    report = {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "url": f"{client.address}/app/tasks/{found.task_id}",
        "task_id": found.task_id,
        "client": {"milepost": __version__, "python": platform.python_version(), "system": platform.system()},
        "log_head": f"{found.epoch}.{found.last_seq}",
        "status": status,
        "server": found.model_dump(mode="json"),
    }
    clean: dict[str, Any] = redacted(report)
    return clean


def redacted(value: Any) -> Any:
    """The same value with what looks like a secret taken out of every text."""
    match value:
        case str():
            return redact(value)
        case list():
            return [redacted(one) for one in value]
        case dict():
            return {key: redacted(one) for key, one in value.items()}
        case _:
            return value
