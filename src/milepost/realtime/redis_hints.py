"""Hints between processes, by Redis: nothing is kept there, and nothing but speed depends on it."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence

import structlog

from milepost.domain.ports.runtime import NO_EVENTS, Hints
from milepost.domain.records import StoredEvent
from milepost.outage import Outage
from milepost.realtime.hint_messages import GrownLog, HintMessages
from milepost.realtime.redis_link import RedisLink

log = structlog.get_logger("milepost.realtime")

#: The first hint goes out at once; what comes within this of it goes together. Nobody sees such a delay, and a process
#: that is woken for several events at once spends half as much on each.
JOIN_SECONDS = 0.04
#: Events beyond this size are left to the log: a message should not hold up those behind it.
MOST_EVENT_BYTES = 1 << 16

Deliver = Callable[[str, int, Sequence[StoredEvent]], None]


class RedisHints:
    """Tells other processes of grown logs, and hears of those that are followed here, while its block runs."""

    def __init__(
        self,
        url: str,
        *,
        key: bytes,
        epoch: str,
        sender: str,
        deliver: Deliver | None = None,
        outage: Outage | None = None,
    ) -> None:
        """`key` is the database's secret for hints; `deliver` is told of each followed log that grows elsewhere, and
        `outage` of Redis being lost and back.

        Raises:
            ValueError: The address is none of Redis.
        """
        self._messages = HintMessages(key=key, epoch=epoch, sender=sender)
        self._deliver = deliver
        # The epoch keeps several installations on one Redis apart.
        self._prefix = f"milepost:{epoch}:"
        self._has_refused = False
        self._waiting: dict[str, GrownLog] = {}
        self._waiting_bytes = 0
        self._timer: asyncio.TimerHandle | None = None
        self._link = RedisLink(url, hear=self._hear, outage=outage or Outage("redis"))

    async def __aenter__(self) -> "RedisHints":
        await self._link.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._flush()
        await self._link.__aexit__()

    def follow(self, task_id: str) -> None:
        """Hear of this log from now on."""
        self._link.subscribe(self._channel(task_id))

    def leave(self, task_id: str) -> None:
        self._link.unsubscribe(self._channel(task_id))

    def announce(
        self, heads: Mapping[str, int], events: Mapping[str, Sequence[StoredEvent]] = NO_EVENTS
    ) -> None:
        for task_id, head in heads.items():
            self._add(GrownLog(task_id, head, events.get(task_id, ())))
        if self._timer is None:
            self._flush()

    def _add(self, grown: GrownLog) -> None:
        """Have it wait, together with what waits of the same log."""
        size = sum(len(event.payload) for event in grown.events)
        before = self._waiting.get(grown.task_id)
        if size > MOST_EVENT_BYTES:
            grown, size = grown._replace(events=()), 0
        elif before is not None and not _follows(grown, before):
            # Commits are announced in any order; what does not fit together is left to the log.
            grown, size = GrownLog(grown.task_id, max(grown.head, before.head)), 0
        elif before is not None:
            grown = grown._replace(events=[*before.events, *grown.events])
        self._waiting[grown.task_id] = grown
        self._waiting_bytes += size
        if self._waiting_bytes > MOST_EVENT_BYTES:
            self._send()

    def _flush(self) -> None:
        """Send what waits; if there was anything, what comes next waits for more."""
        self._timer = None
        if self._waiting:
            self._send()
            self._timer = asyncio.get_running_loop().call_later(JOIN_SECONDS, self._flush)

    def _send(self) -> None:
        logs, self._waiting, self._waiting_bytes = self._waiting.values(), {}, 0
        self._link.publish([(self._channel(one.task_id), self._messages.write(one)) for one in logs])

    def _hear(self, message: bytes) -> None:
        if self._deliver is None or self._messages.is_own(message):
            return
        grown = self._messages.read(message)
        if grown is not None:
            self._deliver(*grown)
        elif not self._has_refused:
            self._has_refused = True
            log.warning("redis_hint_refused", reason="not of a Milepost over this database")

    def _channel(self, task_id: str) -> bytes:
        return (self._prefix + task_id).encode()


def _follows(grown: GrownLog, before: GrownLog) -> bool:
    return bool(grown.events and before.events) and grown.events[0].seq == before.events[-1].seq + 1


class SeveralHints:
    """Tells each of several carriers."""

    def __init__(self, carriers: Iterable[Hints]) -> None:
        self._carriers = tuple(carriers)

    def announce(
        self, heads: Mapping[str, int], events: Mapping[str, Sequence[StoredEvent]] = NO_EVENTS
    ) -> None:
        for carrier in self._carriers:
            carrier.announce(heads, events)
