"""What the server is: its models, its key, its pace, its faults, and what it has to say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from uvicorn.server import ServerState

from tests.support.model_server.faults import FaultPlan
from tests.support.model_server.request_log import RequestLog
from tests.support.model_server.script.script import Script
from tests.support.model_server.tokens import Pace

MODEL = "scripted"
SMALL_MODEL = "scripted-small"


@dataclass(slots=True)
class World:
    """Everything that an endpoint needs. Faults, pace and key may be changed while it serves."""

    log: RequestLog = field(default_factory=RequestLog)
    script: Script = field(default_factory=Script)
    faults: FaultPlan = field(default_factory=FaultPlan)
    pace: Pace = field(default_factory=Pace)
    key: str | None = None
    """The only key that is accepted; None accepts any, and none."""
    models: Sequence[str] = (MODEL, f"{MODEL}-large", SMALL_MODEL)
    context_tokens: Mapping[str, int] = field(default_factory=lambda: {SMALL_MODEL: 300})
    """How much the models take that do not take everything."""
    connections: ServerState = field(default_factory=ServerState)
