"""What applying an edit needs to know beside the roadmap."""

from collections.abc import Set
from dataclasses import dataclass

from milepost.domain.goals import Intent, Language
from milepost.domain.ports.planning import ConceptGraph


@dataclass(frozen=True, slots=True)
class EditContext:
    """The catalog to add from, and the language in which reasons are written."""

    graph: ConceptGraph | None = None
    """None: nothing can be added from a catalog."""
    language: Language = Language.EN
    known: Set[str] = frozenset()
    """Ids of catalog concepts that the learner knows."""

    @staticmethod
    def of(intent: Intent, graph: ConceptGraph) -> "EditContext":
        return EditContext(graph, intent.language, frozenset(intent.known))


NO_CATALOG = EditContext()
