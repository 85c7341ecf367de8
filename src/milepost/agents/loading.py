"""Loads the libraries of models when the first one is asked: whoever asks none does without them."""

import asyncio
import importlib

from milepost.agents.wire import Wire
from milepost.domain.models import ModelConfig


async def connect_on_demand(config: ModelConfig) -> Wire:
    """Open the way to a model. Raises `RequestFailed` where a library is missing."""
    # It takes a second or two, in which this process goes on serving.
    await asyncio.to_thread(importlib.import_module, "milepost.agents.model_wire")
    from milepost.agents.model_wire import connect  # noqa: PLC0415

    return await connect(config)
