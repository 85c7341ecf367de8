"""The one module that imports the libraries of providers. It is itself imported when a model is asked, not before.

Nothing comes from the environment: address and key are the ones that were configured, or the provider's own address.
No redirect is followed: a key is sent to the server that it was given for, and nowhere else (ADR 0027).
The libraries retry nothing by themselves; the gateway does, and a second hand in it would multiply the requests.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from httpx2 import AsyncClient
from openai import AsyncOpenAI, DefaultAsyncHttpxClient
from pydantic_ai.models import Model
from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel
from pydantic_ai.profiles.openai import OpenAIModelProfile
from pydantic_ai.providers.openai import OpenAIProvider

from milepost.agents.answer_size import bound_answers
from milepost.agents.wire import RequestFailed
from milepost.domain.model_errors import ModelLibraryMissing
from milepost.domain.models import ModelConfig, ProviderKind

OPENAI_ADDRESS = "https://api.openai.com/v1"
ANTHROPIC_ADDRESS = "https://api.anthropic.com"
GOOGLE_ADDRESS = "https://generativelanguage.googleapis.com"
#: Servers on one's own machine want no key, and the libraries want one.
_NO_KEY = "none"


@dataclass(frozen=True, slots=True)
class OpenModel:
    """A model with its client."""

    model: Model
    list_models: Callable[[], Awaitable[Sequence[str]]]
    close: Callable[[], Awaitable[None]]


def open_model(config: ModelConfig) -> OpenModel:
    """The model of a configuration; nothing is sent.

    Raises:
        RequestFailed: The library of its provider is not installed.
    """
    try:
        match config.kind:
            case ProviderKind.OPENAI_COMPATIBLE | ProviderKind.OPENAI_RESPONSES:
                return _openai(config)
            case ProviderKind.ANTHROPIC:
                return _anthropic(config)
            case ProviderKind.GOOGLE:
                return _google(config)
    except ImportError:
        raise RequestFailed(ModelLibraryMissing(config.model, config.kind.value), is_free=True) from None


def _key(config: ModelConfig) -> str:
    return (config.api_key.get_secret_value() if config.api_key else "") or _NO_KEY


def _openai(config: ModelConfig) -> OpenModel:
    client = AsyncOpenAI(
        base_url=config.base_url or OPENAI_ADDRESS,
        api_key=_key(config),
        max_retries=0,
        http_client=bound_answers(DefaultAsyncHttpxClient(follow_redirects=False), config.model),
    )
    # All come from the environment where they are set, and would be sent to whatever address is configured.
    client.organization = client.project = None
    client._custom_headers = {}
    provider = OpenAIProvider(openai_client=client)

    async def list_models() -> Sequence[str]:
        return [model.id async for model in client.models.list()]

    if config.kind is ProviderKind.OPENAI_RESPONSES:
        model: Model = OpenAIResponsesModel(config.model, provider=provider)
    else:
        model = OpenAIChatModel(config.model, provider=provider, profile=_chat_profile(config))
    return OpenModel(model=model, list_models=list_models, close=client.close)


def _chat_profile(config: ModelConfig) -> OpenAIModelProfile:
    """What servers of chat completions have in common, where it is not OpenAI's own."""
    # Without it a stream that is cut off cleanly would pass as finished.
    profile = OpenAIModelProfile(
        openai_chat_streaming_requires_finish_reason=True, supports_json_schema_output=True
    )
    if config.base_url is None or config.base_url.rstrip("/") == OPENAI_ADDRESS:
        return profile
    return OpenAIModelProfile(
        **profile,
        # Names and modes that only OpenAI has, and others refuse.
        openai_chat_supports_max_completion_tokens=False,
        openai_supports_strict_tool_definition=False,
        openai_system_prompt_role="system",
        openai_chat_supports_allowed_tools=False,
        # The templates of many local models take one system message; LM Studio refuses `json_object`.
        openai_chat_supports_multiple_system_messages=False,
        supports_json_object_output=False,
    )


def _anthropic(config: ModelConfig) -> OpenModel:
    from anthropic import AsyncAnthropic, DefaultAsyncHttpxClient  # noqa: PLC0415  an optional library
    from pydantic_ai.models.anthropic import AnthropicModel  # noqa: PLC0415
    from pydantic_ai.providers.anthropic import AnthropicProvider  # noqa: PLC0415

    client = AsyncAnthropic(
        base_url=config.base_url or ANTHROPIC_ADDRESS,
        api_key=_key(config),
        max_retries=0,
        http_client=bound_answers(DefaultAsyncHttpxClient(follow_redirects=False), config.model),
    )
    client._custom_headers = {}  # as above
    model = AnthropicModel(config.model, provider=AnthropicProvider(anthropic_client=client))

    async def list_models() -> Sequence[str]:
        return [model.id async for model in client.models.list()]

    return OpenModel(model=model, list_models=list_models, close=client.close)


def _google(config: ModelConfig) -> OpenModel:
    from google.genai import Client  # noqa: PLC0415  an optional library
    from google.genai.types import HttpOptions, HttpRetryOptions  # noqa: PLC0415
    from pydantic_ai.models.google import GoogleModel  # noqa: PLC0415
    from pydantic_ai.providers.google import GoogleProvider  # noqa: PLC0415

    options = HttpOptions(
        base_url=config.base_url or GOOGLE_ADDRESS,
        retry_options=HttpRetryOptions(attempts=1),
        httpx_async_client=bound_answers(AsyncClient(timeout=None), config.model),
    )
    client = Client(vertexai=False, api_key=_key(config), http_options=options)
    model = GoogleModel(config.model, provider=GoogleProvider(client=client))

    async def list_models() -> Sequence[str]:
        return [(model.name or "").removeprefix("models/") async for model in await client.aio.models.list()]

    return OpenModel(model=model, list_models=list_models, close=client.aio.aclose)
