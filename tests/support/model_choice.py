"""Has the scripted model plan and write for a learner."""

from tests.support.learner import Json, Learner
from tests.support.model_server import ScriptedModelServer


def choose_model(learner: Learner, model: ScriptedModelServer, **fields: str) -> Json:
    """Add it as a provider and give it the role of the planner; the provider. `fields` are more of its settings."""
    provider = learner.call(
        "POST",
        "/models/providers",
        expect=201,
        json={"name": "Scripted", "kind": "openai_compatible", "base_url": model.base_url, **fields},
    )
    chosen = {"provider_id": provider["provider_id"], "model": model.model}
    learner.call("PUT", "/models/roles", expect=200, json={"planner": chosen})
    return provider
