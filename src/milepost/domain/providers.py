"""Providers of models as an owner sets them up: where a server is, its key, which model plays which part."""

from datetime import datetime
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, StringConstraints

from milepost.domain.goals import ShortText
from milepost.domain.ids import OwnerId
from milepost.domain.model import Value
from milepost.domain.models import ModelConfig, ModelPrice, ModelRole, OutputMode, ProviderKind

PROVIDERS_AT_MOST = 20
_KEY_LENGTH = 4096
#: Of a shorter key, four characters would be too much of it.
_LENGTH_THAT_SHOWS_AN_END = 16
_SHOWN_CHARACTERS = 4
_PRINTABLE = frozenset(map(chr, range(0x21, 0x7F)))


def _checked_address(text: str) -> str:
    """An address to which paths can be added, without the slash at its end."""
    if not _PRINTABLE.issuperset(text):
        raise ValueError("The address may have no spaces, and only characters that addresses have.")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ValueError("This is not an address such as http://127.0.0.1:11434/v1.") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        raise ValueError("The address must be like http://127.0.0.1:11434/v1 or https://models.example/v1.")
    if parts.username is not None or parts.password is not None:
        raise ValueError("Put no name and password into the address; the key has a field of its own.")
    if "?" in text or "#" in text:
        raise ValueError("The address ends with its path; leave out what begins with ? or #.")
    return text.rstrip("/")


def _checked_key(key: SecretStr) -> SecretStr:
    """The key as it goes into a header. No message says anything of it."""
    text = key.get_secret_value().strip()  # pasted with the line's end
    if not text:
        raise ValueError("The key is empty. Send null, or leave it out, for a server that needs none.")
    if len(text) > _KEY_LENGTH:
        raise ValueError(f"A key has {_KEY_LENGTH} characters at most.")
    if not _PRINTABLE.issuperset(text):
        raise ValueError("A key has no spaces and only ASCII characters. Copy it again.")
    return SecretStr(text)


BaseUrl = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=500), AfterValidator(_checked_address)
]
ApiKey = Annotated[SecretStr, AfterValidator(_checked_key)]
ProviderName = Annotated[ShortText, StringConstraints(max_length=60)]


class ProviderRecord(Value):
    """A provider as it is stored."""

    provider_id: str
    owner_id: OwnerId
    kind: ProviderKind
    name: str
    base_url: str | None
    """None: where the provider of this kind has it."""
    encrypted_key: str | None
    """Readable with the secret of this installation only; None for a server that needs no key."""
    output_mode: OutputMode
    created_at: datetime
    updated_at: datetime

    @property
    def key_place(self) -> str:
        """What its key is bound to: whoever moves it to another provider or server in the database cannot use it."""
        return f"{self.provider_id} {self.kind} {origin_of(self.base_url)}"


class ModelChoice(Value):
    """One model of one provider."""

    provider_id: Annotated[str, StringConstraints(max_length=64)]
    model: ShortText
    """Its name, as the provider spells it."""
    context_tokens: Annotated[int | None, Field(ge=1024, le=100_000_000, strict=True)] = None
    """How much it reads and writes in one request; null where that is not known."""
    price: ModelPrice | None = None
    """What it costs; null where it is free, or its price is known anyway."""


class ModelRoles(Value):
    """Which model plays which part; null where none does."""

    planner: ModelChoice | None = None
    author: ModelChoice | None = None
    fallback: ModelChoice | None = None

    def of(self, role: ModelRole) -> ModelChoice | None:
        choice: ModelChoice | None = getattr(self, role.value)
        return choice

    def of_provider(self, provider_id: str) -> tuple[ModelRole, ...]:
        """The roles that a provider's models play."""
        return tuple(
            role
            for role in ModelRole
            if (one := self.of(role)) is not None and one.provider_id == provider_id
        )


def config_of(provider: ProviderRecord, choice: ModelChoice, key: SecretStr | None) -> ModelConfig:
    """All that is needed to ask a chosen model; `key` is the provider's, readable."""
    return ModelConfig(
        provider_id=provider.provider_id,
        kind=provider.kind,
        base_url=provider.base_url,
        model=choice.model,
        output_mode=provider.output_mode,
        api_key=key,
        context_tokens=choice.context_tokens,
        price=choice.price,
    )


def origin_of(base_url: str | None) -> str | None:
    """Scheme, host and port of an address: whoever has them is sent the key."""
    if base_url is None:
        return None
    parts = urlsplit(base_url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return f"{parts.scheme}://{(parts.hostname or '').lower()}:{port}"


def shown_end(key: str) -> str | None:
    """As much of a key as its owner needs to tell it from others; None where that would be too much of it."""
    return key[-_SHOWN_CHARACTERS:] if len(key) >= _LENGTH_THAT_SHOWS_AN_END else None
