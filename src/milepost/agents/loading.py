"""Loads the libraries of models when the first one is asked, or soon after the start where one will be: whoever asks
none does without them.
"""

import asyncio
import gc
import importlib

from milepost.agents.prices import read_price_list
from milepost.agents.wire import Wire
from milepost.domain.models import ModelConfig


async def connect_on_demand(config: ModelConfig) -> Wire:
    """Open the way to a model. Raises `RequestFailed` where a library is missing."""
    # It takes a second or two, in which this process goes on serving.
    await asyncio.to_thread(_load)
    from milepost.agents.model_wire import connect  # noqa: PLC0415

    return await connect(config)


def _load() -> None:
    # A collection in the midst of so many new objects is what stops the event loop longest (ADR 0032).
    was_on = gc.isenabled()
    gc.disable()
    try:
        importlib.import_module("milepost.agents.model_wire")
        read_price_list()
    finally:
        if was_on:
            gc.enable()
