"""A language model that follows a script, behind a real HTTP server on the loopback interface.

It speaks chat completions, OpenAI's Responses and Anthropic's Messages, whole and streamed, with tools, with JSON
schemas and in prose, and lists its models: to the client libraries it is a provider like others. What it says is
written in `script/`: roadmaps and contents for six goals, and a derived roadmap for any other. Which of Milepost's
prompts it answers it knows from the line `Task: <prompt id>` at the end of the system text; what the prompt is about it
reads from `Goal: …`, `Stage: …`, `Concept: …` and `Feedback: …`, written as such lines, as tags or as JSON, or, where
there are none, from the names that occur. The answer is put into whatever shape the JSON schema of the request asks
for, by the names and types of its fields. A model asked for the same says the same.

    async with scripted_model_server(faults="429=0.1, tutorial/cut*1", seed=7) as server:
        … server.base_url, server.model …
        await server.until(lambda requests: requests[-1].disconnected_at is not None)

Everything that goes wrong with models can be made to happen, by share and seed, by number or by prompt: see `faults`.
Answers come at once, or at a pace in tokens per second (`Pace`), where a token is what `tokens` calls one; the figures
of usage count the same. An answer longer than the request's `max_tokens` is cut there and says so. The log of requests
says of each what it asked, what it got, and when the client hung up if it did so early.

`make demo-model` serves it to a Milepost that you run yourself.
"""

from tests.support.model_server.faults import ALL_FAULTS, FaultKind, FaultNotKnown, FaultPlan, FaultRule
from tests.support.model_server.request_log import LoggedRequest
from tests.support.model_server.server import (
    ScriptedModelServer,
    listening_model_server,
    running_model_server,
    scripted_model_server,
)
from tests.support.model_server.tokens import Pace, count_tokens

__all__ = [
    "ALL_FAULTS",
    "FaultKind",
    "FaultNotKnown",
    "FaultPlan",
    "FaultRule",
    "LoggedRequest",
    "Pace",
    "ScriptedModelServer",
    "count_tokens",
    "listening_model_server",
    "running_model_server",
    "scripted_model_server",
]
