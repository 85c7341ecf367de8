"""What is kept open: the ways that were taken last, and every one over which somebody is asking."""

from milepost.agents.connections import MOST_KEPT, Connections
from milepost.agents.places import LocalPlaces
from milepost.domain.models import ModelConfig
from tests.support.models import ScriptedWire, make_config


class Opened:
    """Connections that note whom they connect to."""

    def __init__(self) -> None:
        self.wires: dict[str, ScriptedWire] = {}
        self.kind: type[ScriptedWire] = ScriptedWire
        self.connections = Connections(self._connect, LocalPlaces())

    async def _connect(self, config: ModelConfig) -> ScriptedWire:
        wire = self.wires[config.model] = self.kind()
        return wire

    async def ask(self, model: str) -> None:
        config = make_config(model)
        async with self.connections.place(config):
            await self.connections.wire(config)

    @property
    def open(self) -> set[str]:
        return {model for model, wire in self.wires.items() if not wire.is_closed}


async def test_what_was_not_asked_for_longest_is_closed() -> None:
    opened = Opened()
    for number in range(MOST_KEPT):
        await opened.ask(f"model{number}")
    assert len(opened.open) == MOST_KEPT
    await opened.ask("model0")
    await opened.ask("one more")
    assert opened.wires["model1"].is_closed
    assert "model0" in opened.open


async def test_over_what_somebody_asks_is_not_closed_until_they_have_done() -> None:
    opened = Opened()
    busy = make_config("busy")
    async with opened.connections.place(busy):
        await opened.connections.wire(busy)
        for number in range(MOST_KEPT + 3):
            await opened.ask(f"model{number}")
        assert "busy" in opened.open
    assert "busy" not in opened.open
    assert len(opened.open) == MOST_KEPT


async def test_a_way_that_does_not_close_costs_no_other_request_its_answer() -> None:
    class Stuck(ScriptedWire):
        async def close(self) -> None:
            raise OSError("It does not close.")

    opened = Opened()
    opened.kind = Stuck
    await opened.ask("stuck")
    opened.kind = ScriptedWire
    for number in range(MOST_KEPT + 1):
        await opened.ask(f"model{number}")
    assert opened.wires["model0"].is_closed


async def test_at_the_end_all_are_closed() -> None:
    opened = Opened()
    for number in range(3):
        await opened.ask(f"model{number}")
    await opened.connections.close()
    assert opened.open == set()
