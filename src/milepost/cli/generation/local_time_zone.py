"""The time zone of this machine by its IANA name, in which deadlines and weeks are meant."""

import os
from pathlib import Path
from zoneinfo import available_timezones

_LINK = Path("/etc/localtime")
_NAME_FILE = Path("/etc/timezone")


def local_time_zone() -> str:
    """Such as `Europe/Berlin`; `UTC` where the machine does not say."""
    known = available_timezones()
    return next((name for name in _candidates() if name in known), "UTC")


def _candidates() -> list[str]:
    found = [os.environ.get("TZ", "").removeprefix(":")]
    if _LINK.is_symlink():
        found.append(_LINK.resolve().as_posix().partition("zoneinfo/")[2])
    if _NAME_FILE.is_file():
        found.append(_NAME_FILE.read_text(errors="replace").strip())
    return found
