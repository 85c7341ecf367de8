"""How every client behaves, as one table: the page's copy of it is generated, the Python client reads it here."""

from dataclasses import asdict, dataclass
from typing import Literal

from milepost.realtime.frames import Close

#: - `done`: everything has been delivered
#: - `retry`: try again with jitter
#: - `retry_spread`: the server comes back in a moment; the first delay is spread
#: - `retry_after`: not before the time that the reason names, as `retry_after_ms=<n>`
#: - `retry_then_poll`: try again, but several times in a while mean long-poll
#: - `refresh_session`: once
#: - `final`: trying again cannot help
ClientRule = Literal[
    "done", "retry", "retry_spread", "retry_after", "retry_then_poll", "refresh_session", "final"
]

CLIENT_RULES: dict[int, ClientRule] = {
    Close.END: "done",
    Close.GOING_AWAY: "retry",
    1005: "retry",
    1006: "retry",
    Close.INTERNAL: "retry",
    1014: "retry",
    Close.RESTART: "retry_spread",
    Close.TRY_LATER: "retry_after",
    Close.HEARTBEAT_MISSED: "retry_then_poll",
    Close.TOO_MUCH: "retry_then_poll",
    Close.TOO_LARGE: "final",
    Close.BAD_FRAME: "final",
    Close.NO_SESSION: "refresh_session",
    Close.FORBIDDEN: "final",
    Close.NOT_FOUND: "final",
    Close.GONE: "final",
}


@dataclass(frozen=True, slots=True)
class ClientPace:
    """How long a client waits for what, and how often it tries. Times are in milliseconds."""

    first_delay_ms: int = 500
    """A retry waits at random up to `first_delay_ms · 2ⁿ`, n failures in a row ago…"""
    longest_delay_ms: int = 30_000
    """… and never longer than this."""
    restart_spread_ms: int = 5_000
    bucket_burst: int = 4
    """Attempts that may follow each other at once; with the refill, ten in any minute."""
    bucket_refill_ms: int = 10_000
    connect_deadline_ms: int = 10_000
    """From an attempt to the greeting."""
    watchdog_ms: int = 50_000
    """Without a sign of life for so long, a connection counts as lost."""
    answer_ms: int = 5_000
    """After a page comes back, a connection that is alive answers within this."""
    stream_comment_ms: int = 15_000
    """How often an event stream shows at least that it lives."""
    good_life_ms: int = 10_000
    """A connection of this age makes earlier failures forgotten."""
    silent_limit: int = 3
    """Sockets in a row that open, if at all, without a frame: the next transport."""
    silent_limit_once_worked: int = 6
    """The same where sockets have worked: then rather the server is away, which no other transport mends."""
    stream_silent_limit: int = 1
    """Event streams without a frame: something in between holds answers back, and will do so again."""
    stream_silent_limit_once_worked: int = 3
    cuts_limit: int = 3
    """Connections that were good and were cut, within the window: the next transport."""
    cuts_window_ms: int = 60_000
    moderation_limit: int = 3
    """Closes with `retry_then_poll` within the window: long-poll."""
    moderation_window_ms: int = 300_000
    better_transport_after_ms: int = 600_000
    """From a lower transport, the socket is tried again after this."""
    recovery_probe_ms: int = 5_000
    """… and at random within this once a server answers again that had been away."""
    poll_wait_ms: int = 25_000
    poll_limit: int = 500
    poll_idle_spacing_ms: int = 15_000
    """Polls that bring nothing begin at least so far apart, even where something answers held requests at once."""
    poll_busy_spacing_ms: int = 500

    def as_json(self) -> dict[str, int]:
        return asdict(self)


PACE = ClientPace()
