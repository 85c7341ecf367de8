"""Failures around language models, one for each cause that wants another remedy; of the tree in `errors.py`.

ModelFailure
├── may pass by itself      ModelUnreachable, ModelTimedOut, ModelBusy, ModelFailed, ModelSpeaksAnotherProtocol,
│                           ModelAnswerCut, ModelAnswerInvalid
└── does not                ModelKeyRefused, ModelNotFound, ModelQuotaSpent, ModelContextTooSmall, ModelRefused,
                            ModelRequestRejected, ModelLibraryMissing

Of the first kind each is tried again before anybody hears of it, and then with the fallback model.
"""

from collections.abc import Sequence
from typing import ClassVar, Literal

from milepost.domain.errors import Conflict, MilepostError

#: A unit keeps 500 characters of its reason, and a server may say very much.
_SAID_LENGTH = 160


class ModelFailure(MilepostError):
    """A model that was asked has not answered as it should."""

    may_pass: bool = True
    """Whether asking again, or another model, may help."""
    next_step: ClassVar[str] = ""

    def __init__(self, model: str, said: str = "") -> None:
        """`model` is its name as configured; `said` what its server answered, if that helps to understand."""
        self.model = model
        self.said = said
        super().__init__(self._in_words())

    def leave_out(self, secret: str) -> None:
        """Take a secret out of what the server said: some repeat the key that they refuse."""
        if secret and secret in self.said:
            self.said = self.said.replace(secret, "***")
            self.args = (self._in_words(),)

    def _in_words(self) -> str:
        return f"{self._what()}{_quoted(self.said)} {self.next_step}".rstrip()

    def _what(self) -> str:
        return f"{self.title}: {self.model}."

    def extra(self) -> dict[str, object]:
        return {"model": self.model}


def _quoted(said: str) -> str:
    said = _plain(said)
    return f" It said: “{said[:_SAID_LENGTH]}{'…' if len(said) > _SAID_LENGTH else ''}”." if said else ""


def _plain(text: str) -> str:
    """The beginning of a stranger's words on one line, without signs that nobody sees or no database keeps."""
    seen = (letter if letter.isprintable() else " " for letter in text[: 10 * _SAID_LENGTH])
    return " ".join("".join(seen).split())


class ModelUnreachable(ModelFailure):
    slug = "model-unreachable"
    title = "The model's server cannot be reached"
    next_step = "Check its address, and that it runs; then retry."


class ModelTimedOut(ModelFailure):
    slug = "model-timed-out"
    title = "The model took too long"
    next_step = "Retry, or choose a faster model."


class ModelBusy(ModelFailure):
    slug = "model-busy"
    title = "The model's server has too much to do"
    next_step = "Retry later, or name a fallback model."

    def __init__(self, model: str, said: str = "", *, retry_after: float | None = None) -> None:
        """`retry_after` is when to come back, in seconds, as the server asks."""
        self.retry_after = retry_after
        super().__init__(model, said)


class ModelFailed(ModelFailure):
    slug = "model-failed"
    title = "The model's server failed"
    next_step = "Retry; if it lasts, look into that server's log or name a fallback model."

    def __init__(self, model: str, said: str = "", *, retry_after: float | None = None) -> None:
        """`retry_after` as in `ModelBusy`."""
        self.retry_after = retry_after
        super().__init__(model, said)


class ModelSpeaksAnotherProtocol(ModelFailure):
    slug = "model-speaks-another-protocol"
    title = "What answered for the model does not speak its protocol"
    next_step = "Check the address, which often ends in /v1, and the kind of the provider."


class ModelAnswerCut(ModelFailure):
    slug = "model-answer-cut"
    title = "The model's answer ended before it was whole"
    next_step = "Retry, or choose a model that may write longer answers."


class ModelAnswerInvalid(ModelFailure):
    slug = "model-answer-invalid"
    title = "The model's answer cannot be used"
    next_step = "Retry, or choose a stronger model."

    def __init__(self, model: str, problems: Sequence[str]) -> None:
        """`problems` are what its last answer was found to have."""
        self.problems = tuple(problems)
        super().__init__(model)

    def _what(self) -> str:
        found = _plain("; ".join(self.problems))[:_SAID_LENGTH].rstrip(".")
        return f"{self.title}, although it was told what is wrong with it ({self.model}: {found})."


class ModelKeyRefused(ModelFailure):
    slug = "model-key-refused"
    title = "The provider refuses the key, or the key may not use the model"
    may_pass = False
    next_step = "Enter the right key in the settings of models, then retry."


class ModelNotFound(ModelFailure):
    slug = "model-not-found"
    title = "The provider has no such model at this address"
    may_pass = False
    next_step = "Choose one from its list in the settings of models, or correct the address; then retry."


class ModelQuotaSpent(ModelFailure):
    slug = "model-quota-spent"
    title = "The quota of the account is spent"
    may_pass = False
    next_step = "Add credit with the provider, or choose another model; then retry."


class ModelContextTooSmall(ModelFailure):
    slug = "model-context-too-small"
    title = "The model cannot read and write as much at once"
    may_pass = False
    next_step = "Choose a model with a larger context, or give its server more; then retry."


class ModelRefused(ModelFailure):
    slug = "model-refused"
    title = "The model declines to answer this"
    may_pass = False
    next_step = "Put the goal in other words, or choose another model."


class ModelRequestRejected(ModelFailure):
    slug = "model-request-rejected"
    title = "The model's server does not take the request"
    may_pass = False
    next_step = "Choose another way of output for this provider, or another model; then retry."


class ModelLibraryMissing(ModelFailure):
    slug = "model-library-missing"
    title = "The library for this kind of provider is not installed"
    may_pass = False

    def __init__(self, model: str, extra: str) -> None:
        """`extra` is the optional part of Milepost that brings it."""
        self._extra = extra
        super().__init__(model)

    def _what(self) -> str:
        return (
            f"{self.title}, so {self.model} cannot be asked. Install milepost[{self._extra}] and start again."
        )


class NoModelConfigured(Conflict):
    slug = "no-model-configured"
    title = "No model is chosen for this"

    def __init__(self, role: str) -> None:
        self.role = role
        super().__init__(f"No model is chosen as {role}. Choose one in the settings of models.")

    def extra(self) -> dict[str, object]:
        return {"role": self.role}


CapName = Literal["per_task_micros", "per_day_micros", "per_task_tokens", "per_day_tokens"]


class SpendCapReached(Conflict):
    slug = "spend-cap-reached"
    title = "What may be spent on models is spent"

    def __init__(self, cap: CapName, *, limit: int, spent: int, needed: int) -> None:
        """All three in the unit of the cap; `spent` includes what requests under way may still take."""
        self.cap = cap
        self.limit = limit
        self.spent = spent
        self.needed = needed
        per = "a task" if cap.startswith("per_task") else "a day"
        super().__init__(
            f"The next request may take {_amount(cap, needed)}; of the {_amount(cap, limit)} that {per} may take, "
            f"{_amount(cap, spent)} are taken. Raise the cap in the settings of models"
            f"{', or wait for tomorrow' if per == 'a day' else ''}; then retry."
        )

    def extra(self) -> dict[str, object]:
        return {"cap": self.cap, "limit": self.limit, "spent": self.spent, "needed": self.needed}


def _amount(cap: CapName, value: int) -> str:
    return f"{value / 1_000_000:.4f}" if cap.endswith("micros") else f"{value} tokens"
