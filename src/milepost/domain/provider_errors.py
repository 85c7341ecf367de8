"""Failures around the settings of models that a caller can act on; they belong to the tree in `errors.py`."""

from collections.abc import Sequence

from milepost.domain.errors import Conflict, NotFound
from milepost.domain.models import ModelRole


class ProviderNotFound(NotFound):
    slug = "provider-not-found"
    title = "No such provider of models"

    def __init__(self, provider_id: str) -> None:
        super().__init__(
            f"No provider of models has the id {provider_id!r}. List them to see which there are."
        )


class ProviderInUse(Conflict):
    slug = "provider-in-use"
    title = "The provider is in use"

    def __init__(self, roles: Sequence[ModelRole]) -> None:
        """`roles` are those whose model is of this provider."""
        self.roles = tuple(roles)
        super().__init__(
            f"A model of this provider is chosen as {' and '.join(self.roles)}. Choose another model there, or none; "
            "then remove it."
        )

    def extra(self) -> dict[str, object]:
        return {"roles": [role.value for role in self.roles]}


class ProviderNameTaken(Conflict):
    slug = "provider-name-taken"
    title = "Another provider has this name"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a provider called {name!r} already. Give this one another name.")


class TooManyProviders(Conflict):
    slug = "too-many-providers"
    title = "There are as many providers as there can be"

    def __init__(self, limit: int) -> None:
        super().__init__(f"There can be {limit} providers at most. Remove one that is not used any more.")


class ModelSecretMissing(Conflict):
    slug = "model-secret-missing"
    title = "The secret that keys are encrypted with is missing"

    def __init__(self, remedy: str) -> None:
        """`remedy` says how this process gets one."""
        super().__init__(f"Keys of providers are kept encrypted, and the secret for it is missing. {remedy}")


class ModelSecretWrong(Conflict):
    slug = "model-secret-wrong"
    title = "The keys of providers cannot be read with this secret"

    def __init__(self, why: str = "They were encrypted with another one.") -> None:
        super().__init__(
            f"The secret in use cannot read the stored keys. {why} Put the right one back; or take every key that "
            "cannot be read out, and enter it again. Nothing has been changed."
        )
