"""The script: what the model answers when nothing goes wrong."""

from dataclasses import dataclass
from typing import Any

from tests.support.model_server.requests import Asked
from tests.support.model_server.script.nodes import NodeBuilder


@dataclass(frozen=True, slots=True)
class Script:
    """Answers by the prompt's id and its words. The same request has the same answer each time."""

    concepts: int | None = None
    """How many concepts the roadmaps of goals have that are not in the script; by the goal if None."""

    def node(self, asked: Asked) -> dict[str, Any]:
        """Everything that could be said to the request, for a schema to take from."""
        return NodeBuilder(asked, concepts=self.concepts).root()

    def prose(self, asked: Asked) -> str:
        return NodeBuilder(asked, concepts=self.concepts).prose()
