"""When Python looks for garbage: not while a program is put together, and later not in what it is made of."""

import gc

#: A connection makes a few hundred objects that stay; the default looks for garbage among them at every other one.
_YOUNG_OBJECTS = 5_000


def rest() -> None:
    """Look for none until `begin`: what is imported stays, and going through it takes a sixth of a start."""
    gc.disable()


def begin() -> None:
    """Look for garbage among what is made from now on.

    What is there stays; looked through again and again it would cost every burst of connections.
    """
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS, 20, 20)
    gc.enable()
