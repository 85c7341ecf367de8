import { getRouteApi } from "@tanstack/react-router";
import { ConceptReader } from "@/features/learning/components/concept-reader";

const route = getRouteApi("/app/roadmaps/$roadmapId/concepts/$conceptId");

export function ConceptPage() {
  const { roadmapId, conceptId } = route.useParams();
  return <ConceptReader roadmapId={roadmapId} conceptId={conceptId} />;
}
