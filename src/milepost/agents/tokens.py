"""How many tokens a text has: at most, for what is set aside, and probably, for estimates.

No tokeniser is bundled: each model has its own, and the exact figure comes with the answer.
"""

import json

from milepost.agents.wire import WireRequest
from milepost.domain.costs.tokens import likely_tokens

#: What a protocol puts around the messages and the tool, in tokens; generous.
_FRAME = 200


def most_tokens(text: str) -> int:
    """What it cannot exceed with any tokeniser that is in use: they cut bytes into pieces, and none is empty."""
    return len(text.encode("utf-8", "replace"))


def likely_input_tokens(request: WireRequest) -> int:
    return sum(map(likely_tokens, _texts(request)))


def most_input_tokens(request: WireRequest) -> int:
    return sum(map(most_tokens, _texts(request))) + _FRAME


def _texts(request: WireRequest) -> list[str]:
    texts = [request.system, request.user]
    texts += [text for one in request.corrections for text in (one.answer, one.feedback)]
    if request.schema is not None:
        texts.append(json.dumps(request.schema, ensure_ascii=False))
    return texts
