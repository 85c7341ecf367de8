"""Providers that people use, with what is known of each; the page and the command line offer the same ones."""

from enum import StrEnum

from milepost.domain.model import Value
from milepost.domain.models import ProviderKind


class KeyNeed(StrEnum):
    """Whether a provider asks for a key."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


class ProviderPreset(Value):
    """What to fill in for a provider."""

    preset: str
    name: str
    kind: ProviderKind
    base_url: str | None
    """Where its server is when nobody has moved it; null where the library of its kind knows that."""
    key: KeyNeed


def _preset(
    preset: str,
    name: str,
    base_url: str | None,
    key: KeyNeed,
    kind: ProviderKind = ProviderKind.OPENAI_COMPATIBLE,
) -> ProviderPreset:
    return ProviderPreset(preset=preset, name=name, kind=kind, base_url=base_url, key=key)


PRESETS = (
    _preset("ollama", "Ollama", "http://127.0.0.1:11434/v1", KeyNeed.NONE),
    _preset("lm-studio", "LM Studio", "http://127.0.0.1:1234/v1", KeyNeed.NONE),
    # Its own default is 8000, where Milepost is.
    _preset("vllm", "vLLM", "http://127.0.0.1:8001/v1", KeyNeed.OPTIONAL),
    _preset("openrouter", "OpenRouter", "https://openrouter.ai/api/v1", KeyNeed.REQUIRED),
    _preset("openai", "OpenAI", None, KeyNeed.REQUIRED, ProviderKind.OPENAI_RESPONSES),
    _preset("anthropic", "Anthropic", None, KeyNeed.REQUIRED, ProviderKind.ANTHROPIC),
    _preset("google", "Google", None, KeyNeed.REQUIRED, ProviderKind.GOOGLE),
)
