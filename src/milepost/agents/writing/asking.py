"""One unit's way to the model that writes it."""

from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import TypeVar

from milepost.agents.answers import growing_text
from milepost.agents.calls import (
    Asker,
    FinalText,
    ModelCall,
    Prompt,
    Restarted,
    TextCall,
    TextGrown,
    no_problems,
)
from milepost.agents.gateway import Gateway
from milepost.domain.goals import UnitKind
from milepost.domain.model_errors import NoModelConfigured
from milepost.domain.models import ModelRole
from milepost.domain.ports.models import ModelSettings
from milepost.domain.ports.planning import Occasion, ShowText, show_nobody
from milepost.domain.roadmaps import Concept

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Writer:
    """Asks for one unit. Each of its questions has a number, under which its answer is stored."""

    gateway: Gateway
    occasion: Occasion
    place: str
    role: ModelRole
    model: str
    """The name of the model that is asked first."""

    async def ask(
        self,
        prompt: Prompt,
        output: type[T],
        *,
        number: int,
        max_tokens: int,
        problems: Callable[[T], Sequence[str]] = no_problems,
    ) -> T:
        call = ModelCall(
            asker=self._asker(number),
            role=self.role,
            prompt=prompt,
            output=output,
            max_tokens=max_tokens,
            problems=problems,
        )
        return await self.gateway.ask(call)

    async def text(
        self,
        prompt: Prompt,
        *,
        number: int,
        max_tokens: int,
        problems: Callable[[str], Sequence[str]],
        show: ShowText = show_nobody,
    ) -> str:
        call = TextCall(
            asker=self._asker(number),
            role=self.role,
            prompt=prompt,
            max_tokens=max_tokens,
            problems=problems,
        )
        beginning = 1
        async with aclosing(self.gateway.text(call)) as items:
            async for item in items:
                match item:
                    case FinalText(text):
                        return text
                    case TextGrown(text):
                        show(growing_text(text), beginning)
                    case Restarted():
                        beginning += 1
                        show("", beginning)
        raise AssertionError("A text ends with all of it.")

    def _asker(self, number: int) -> Asker:
        occasion = self.occasion
        return Asker(
            owner=occasion.owner_id,
            task_id=occasion.task_id,
            place=self.place,
            attempt=occasion.attempt,
            number=number,
        )


async def writer_for(
    gateway: Gateway, settings: ModelSettings, occasion: Occasion, kind: UnitKind, concept: Concept
) -> Writer:
    """The model that an owner has chosen as author, else the one that plans.

    Raises:
        NoModelConfigured: There is neither.
    """
    for role in (ModelRole.AUTHOR, ModelRole.PLANNER):
        chosen = await settings.config(occasion.owner_id, role)
        if chosen is not None:
            return Writer(gateway, occasion, f"{kind}:{concept.concept_id}", role, chosen.model)
    raise NoModelConfigured(ModelRole.AUTHOR.value)
