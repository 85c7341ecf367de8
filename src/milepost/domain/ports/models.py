"""What the gateway to language models asks of the rest: which model to ask, what was answered, what may be spent."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from pydantic import SecretStr

from milepost.domain.costs.estimates import PieceSeen
from milepost.domain.costs.parts import SpendPart
from milepost.domain.ids import OwnerId, TaskId
from milepost.domain.model_probe import ProbeResult
from milepost.domain.model_records import AnswerKey, Receipt, Reservation, SpendLine, StoredAnswer
from milepost.domain.models import ModelCaps, ModelConfig, ModelPrice, ModelRole, Usage
from milepost.domain.providers import ModelRoles, ProviderRecord


class ModelSettings(Protocol):
    """What an owner has chosen."""

    async def config(self, owner: OwnerId, role: ModelRole) -> ModelConfig | None:
        """The model of a role, with its key; None where none is chosen."""
        ...

    async def caps(self, owner: OwnerId) -> ModelCaps: ...


class AnswerStore(Protocol):
    """Answers of models, over one transaction."""

    async def find(self, key: AnswerKey) -> StoredAnswer | None: ...
    async def add(self, answer: StoredAnswer) -> None:
        """Keep it; one that is kept under the same key stays as it is."""
        ...

    async def forget(self, before: datetime, limit: int) -> int:
        """Drop answers of at most `limit` tasks that ended before an instant; of how many tasks that was."""
        ...


class SpendLedger(Protocol):
    """What requests may cost and did cost, over one transaction."""

    async def reserve(self, reservation: Reservation, caps: ModelCaps) -> None:
        """Set the worst case of a request aside.

        Whoever reserves for the same owner at the same time waits, so that no cap is passed by two at once.

        Raises:
            SpendCapReached: With it a cap would be passed.
        """
        ...

    async def settle(self, spend_id: str, usage: Usage, *, now: datetime) -> None:
        """Put what a request took in the place of its worst case."""
        ...

    async def receipts(self, task_ids: Collection[TaskId]) -> Mapping[TaskId, Receipt]:
        """What each of these tasks has taken; those that asked no model are left out."""
        ...

    async def lines(self, task_id: TaskId) -> Sequence[SpendLine]:
        """What a task has taken, part by part."""
        ...

    async def seen(self, owner_id: OwnerId, model: str, parts: Collection[SpendPart]) -> Sequence[PieceSeen]:
        """What the newest pieces of these parts have taken that this owner had of a model, newest first."""
        ...


class ProviderStore(Protocol):
    """Providers of models, which of their models plays which part, and what they may spend."""

    async def hold(self, owner_id: OwnerId) -> None:
        """Keep others from changing what this owner has set until this transaction ends."""
        ...

    async def of_owner(self, owner_id: OwnerId) -> Sequence[ProviderRecord]:
        """Oldest first."""
        ...

    async def find(self, owner_id: OwnerId, provider_id: str) -> ProviderRecord | None: ...
    async def put(self, provider: ProviderRecord) -> None: ...
    async def remove(self, provider_id: str) -> None: ...
    async def any_with_key(self) -> ProviderRecord | None:
        """Some provider, of whichever owner, whose key is stored."""
        ...

    async def roles(self, owner_id: OwnerId) -> ModelRoles: ...
    async def put_roles(self, owner_id: OwnerId, roles: ModelRoles) -> None: ...
    async def caps(self, owner_id: OwnerId) -> ModelCaps: ...
    async def put_caps(self, owner_id: OwnerId, caps: ModelCaps) -> None: ...


class ModelProbe(Protocol):
    """Tries models out, for whoever sets them up. Ends within a minute, and repeats nothing."""

    async def probe(self, config: ModelConfig) -> ProbeResult:
        """Have a model say a word; what goes wrong is in the result."""
        ...

    async def list_models(self, config: ModelConfig) -> Sequence[str]:
        """The names of the models that a provider has; the model of `config` plays no part.

        Raises:
            ModelFailure: They could not be had.
        """
        ...


class PriceList(Protocol):
    """What models cost, as far as anybody has said."""

    async def price(self, config: ModelConfig) -> ModelPrice | None:
        """What its owner says it costs, else what its provider does; None where neither is known."""
        ...


class RequestPlaces(Protocol):
    """How many requests an account with a provider has under way at the same time."""

    def one(self, account: str) -> AbstractAsyncContextManager[None]:
        """Wait for a place, and keep it until the block ends.

        Args:
            account: Names a provider and a key. It is a secret, like the key.
        """
        ...


class KeyVault(Protocol):
    """Makes keys of providers unreadable in the database, with a secret that is kept elsewhere."""

    async def seal(self, key: SecretStr, *, place: str, is_first: bool) -> str:
        """The key as it may be stored.

        Args:
            place: What it is for; it can be read for the same place only.
            is_first: Whether no key is stored yet: only then may a secret be made where there is none.

        Raises:
            ModelSecretMissing, ModelSecretWrong: There is no secret to do it with.
        """
        ...

    async def unseal(self, sealed: str, *, place: str) -> SecretStr:
        """The key again.

        Raises:
            ModelSecretMissing: There is no secret to read it with.
            ModelSecretWrong: It was made with another secret, or for another place.
        """
        ...
