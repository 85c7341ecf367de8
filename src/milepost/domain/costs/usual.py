"""What each kind of question usually takes, in tokens, before anything is known of the model and its owner.

Measured with the scripted model over the prompts as they are (`make eval-costs` prints the table anew): prose, schema
and data of the prompt are read, the answer is written. Other models cut texts into tokens otherwise and write at
another length, which is why what an owner's own requests took corrects these figures (ADR 0032).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from milepost.domain.costs.parts import SpendPart

#: Tokens of what the learner said (goal, background, wishes, what is known) that the figures below contain.
USUAL_WORDS = 15
#: The size that a roadmap usually has: the prompt asks for three to six stages of three concepts and more.
USUAL_CONCEPTS, CONCEPTS_PER_STAGE = 18.0, 5.5
#: The least and the most that a goal without a date usually becomes.
FEW_CONCEPTS, MANY_CONCEPTS = 10.0, 40.0
#: What a concept takes to learn, in hours; the prompt asks for one to four.
HOURS_PER_CONCEPT = 2.5


@dataclass(frozen=True, slots=True)
class Usual:
    """One piece: all that is asked for one unit, or in one part of a plan."""

    requests: float
    input_tokens: float
    output_tokens: float
    repeats_words: float
    """In how many of its requests the learner's words stand."""
    input_per_concept: float = 0.0
    """For each concept of the roadmap, once."""
    output_per_concept: float = 0.0
    input_per_concept_and_stage: float = 0.0
    """For each concept of the roadmap, once for each stage."""
    is_per_stage: bool = False
    """Whether all but what stands for each concept is asked for each stage."""


USUAL: Mapping[SpendPart, Usual] = {
    SpendPart.INTENT: Usual(1, 825, 170, 1),
    SpendPart.OUTLINE: Usual(1, 885, 60, 1, output_per_concept=24),
    SpendPart.CONCEPTS: Usual(
        1, 1120, 30, 1, input_per_concept=8, output_per_concept=92, input_per_concept_and_stage=10,
        is_per_stage=True,
    ),
    SpendPart.EDGES: Usual(1, 360, 250, 1, input_per_concept=16),
    SpendPart.CRITIQUE: Usual(1, 1160, 45, 1, input_per_concept=27),
    SpendPart.TUTORIAL: Usual(2, 1680, 680, 2),
    # With ten pages to choose from.
    SpendPart.RESOURCES: Usual(2, 1810, 80, 2),
    SpendPart.QUIZ: Usual(3, 2700, 1300, 1),
}  # fmt: skip
