"""Watch a task from a program: `async for event in watch(server, task_id)`."""

from collections.abc import AsyncIterator
from contextlib import aclosing

from pydantic import ValidationError

from milepost.client.driver import deliveries
from milepost.client.state import Event, Reset
from milepost.client.transports import Place
from milepost.domain.events import TaskEvent, task_event


class LogReset(Exception):
    """The log is another copy than the one that was followed; what was taken from it no longer counts."""


async def watch(server: str, task_id: str) -> AsyncIterator[TaskEvent]:
    """The events of a task from the first to the terminal one, each once and in order, waiting for those to come.

    Connections are lost and made again without a word. Types that this version does not know are passed over.

    Args:
        server: Its origin, such as `http://localhost:8000`.

    Raises:
        ChannelClosed: The server will not show this task; trying again would not help.
        LogReset: The log was restored or replaced; begin again.
    """
    async with aclosing(deliveries(Place(server.rstrip("/"), task_id))) as items:
        async for item in items:
            if isinstance(item, Reset):
                raise LogReset
            if isinstance(item, Event) and (event := typed(item)) is not None:
                yield event


def typed(event: Event) -> TaskEvent | None:
    """The event as this version knows it, without fields that only a newer server knows; None for an unknown type."""
    try:
        return task_event.validate_python(event.body, extra="ignore")
    except ValidationError:
        return None
