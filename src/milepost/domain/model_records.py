"""What is kept of requests to models, as values: answers that are paid for once, and what was spent on them."""

from datetime import date, datetime

from pydantic import Field

from milepost.domain.costs.parts import SpendPart
from milepost.domain.ids import OwnerId, TaskId
from milepost.domain.model import Value
from milepost.domain.models import Usage


class AnswerKey(Value):
    """Which answer it is: of whom, for what, to which words, by which model."""

    owner_id: OwnerId
    task_id: TaskId
    place: str
    """The unit (`tutorial:<concept>`) or the step (`outline`, `concepts:<stage>`) that asked."""
    attempt: int
    """Counted by the place: a restart of the same attempt reads what is stored, another attempt asks anew."""
    number: int
    """Which request of that place, from 0."""
    prompt_hash: str
    input_hash: str
    model: str


class StoredAnswer(Value):
    """A finished, valid answer."""

    key: AnswerKey
    answer: str
    """JSON text, or Markdown where that was asked for."""
    usage: Usage
    """Of all the requests that it took, re-asks included."""
    created_at: datetime


class Reservation(Value):
    """What one request may cost at most. It counts as spent until it is settled, and for good if it never is."""

    spend_id: str
    owner_id: OwnerId
    task_id: TaskId
    place: str
    model: str
    day: date
    """In UTC."""
    micros: int = Field(ge=0)
    tokens: int = Field(ge=0)
    created_at: datetime


class Receipt(Value):
    """What the requests of one task have taken."""

    usage: Usage = Usage()
    """Of the requests whose provider said what they took."""
    unsettled_requests: int = 0
    """Requests under way, or that ended without a word of what they took: by a cut, a time limit, a kill."""
    unsettled_micros: int = 0
    """What those may have cost at most."""
    unsettled_tokens: int = 0
    unpriced_tokens: int = 0
    """Of `usage`, what no price is known of."""

    @property
    def is_empty(self) -> bool:
        """Whether no model was asked."""
        return self.usage.requests == 0 and self.unsettled_requests == 0


class SpendLine(Value):
    """What the requests of one part of a task have taken."""

    part: SpendPart
    pieces: int
    """For how many units, or stages, it was asked; the stages of each plan count by themselves."""
    receipt: Receipt
    anew: Receipt = Receipt()
    """Of `receipt`, what plans after the first one took."""
