"""What the web app is made of once everything is open; `wiring.py` makes it, `app.py` uses it."""

from dataclasses import dataclass

from milepost.api.context import ApiContext
from milepost.realtime.hub import Hub
from milepost.realtime.long_poll import LongPoll
from milepost.realtime.sse import StreamEndpoint
from milepost.realtime.websocket import ChannelEndpoint


@dataclass(frozen=True, slots=True)
class Runtime:
    context: ApiContext
    hub: Hub
    channel: ChannelEndpoint
    stream: StreamEndpoint
    long_poll: LongPoll

    def drain(self) -> float:
        """Begin to end: not ready, whoever waits is answered, sockets are sent away over this many seconds."""
        self.hub.drain()
        return self.channel.drain()

    def gauges(self) -> dict[str, float]:
        """What monitoring is told of the channel."""
        return {
            "sockets": self.channel.total_connections,
            "streams": self.stream.total_streams,
            "watched_tasks": self.hub.watched_count,
        }
