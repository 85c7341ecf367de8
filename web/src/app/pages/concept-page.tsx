import { getRouteApi } from "@tanstack/react-router";
import { ConceptReader } from "@/features/learning/components/concept-reader";

const route = getRouteApi("/app/roadmaps/$roadmapId/concepts/$conceptId");

export function ConceptPage() {
  const { roadmapId, conceptId } = route.useParams();
  const shown = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <ConceptReader
      {...{ roadmapId, conceptId, shown }}
      onShow={(search) => navigate({ search, replace: true, resetScroll: false })}
    />
  );
}
