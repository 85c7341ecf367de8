"""What the web app is made of once everything is open; `wiring.py` makes it, `app.py` uses it."""

from collections.abc import Callable
from dataclasses import dataclass

from milepost.api.context import ApiContext
from milepost.realtime.long_poll import LongPoll
from milepost.realtime.websocket import ChannelEndpoint


@dataclass(frozen=True, slots=True)
class Runtime:
    context: ApiContext
    channel: ChannelEndpoint
    long_poll: LongPoll
    drain: Callable[[], None]
    """Called when the process is told to end: it is no longer ready, and whoever waits for news is answered."""

    def gauges(self) -> dict[str, float]:
        """What monitoring is told of the channel."""
        return {"sockets": self.channel.total_connections, "watched_tasks": self.channel.hub.watched_count}
