"""The proof of order that a roadmap carries: its order, and per edge its reason and source."""

from milepost.domain.roadmaps import Roadmap, Witness


def build_witness(roadmap: Roadmap) -> Witness:
    """The roadmap's order, and its edges by the place of what needs them.

    It proves nothing that the roadmap does not say: an edge without a reason stays absent, and the checker
    sees that.
    """
    order = tuple(concept.concept_id for concept in roadmap.concepts)
    place = {concept_id: index for index, concept_id in reversed(list(enumerate(order)))}
    last = len(order)
    edges = sorted(
        roadmap.edges,
        key=lambda edge: (place.get(edge.after, last), place.get(edge.before, last), edge.after, edge.before),
    )
    return Witness(order=order, edges=tuple(edges))
