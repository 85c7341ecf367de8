"""What a sentence was found to ask for."""

import msgspec

from milepost.catalog.matching.clause_reading import GoalScore


class Match(msgspec.Struct, frozen=True):
    """What a sentence asks for."""

    goals: tuple[GoalScore, ...] = ()
    """Goals that are meant, in the order in which they are named."""
    concepts: tuple[str, ...] = ()
    """Concepts that are named beside the goals."""
    unmatched: tuple[str, ...] = ()
    """What nothing in the catalog covers, in the learner's words."""
    libraries: tuple[str, ...] = ()
    """Of these, the libraries and frameworks that are asked for by name."""
    has_foreign: bool = False
    """Whether a clause, and not just an adjective or a purpose, is covered by nothing."""
    ambiguous: tuple[GoalScore, ...] = ()
    """Goals of which one is meant, when nothing says which; best first."""
    nearest: tuple[GoalScore, ...] = ()
    """Goals by how near they are, best first, at most five, those that have nothing to do with it included."""

    @property
    def is_accepted(self) -> bool:
        """Whether a plan can be made: a goal is meant, or concepts are and nothing else is asked for."""
        return bool(self.goals or (self.concepts and not self.has_foreign))
