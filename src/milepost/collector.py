"""When Python looks for garbage: not while a program is put together, and later not in what it is made of."""

import asyncio
import gc

#: By then a process that starts has answered whoever waited for it. The look takes a tenth of a second.
_START_IS_OVER_SECONDS = 0.5
#: A connection makes a few hundred objects that stay; the default looks for garbage among them at every other one.
_YOUNG_OBJECTS = 5_000


def rest() -> None:
    """Look for none until `begin_soon`: what is imported stays, and going through it takes a sixth of a start."""
    gc.disable()


def begin_soon(loop: asyncio.AbstractEventLoop) -> None:
    """Look once through all there is, when the start is over, and from then on among what is made after it.

    What is there then stays; looked through again and again it would cost every burst of connections.
    """
    loop.call_later(_START_IS_OVER_SECONDS, _begin)


def _begin() -> None:
    gc.collect()  # what the start has left behind is room for what comes
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS, 20, 20)
    gc.enable()
