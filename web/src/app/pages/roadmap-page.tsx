import { getRouteApi } from "@tanstack/react-router";
import { RoadmapOutline } from "@/features/roadmap/components/roadmap-outline";

const route = getRouteApi("/app/roadmaps/$roadmapId");

export function RoadmapPage() {
  const { roadmapId } = route.useParams();
  const { concept } = route.useSearch();
  const navigate = route.useNavigate();
  const lookInto = (conceptId: string | undefined) =>
    navigate({ search: conceptId ? { concept: conceptId } : {}, resetScroll: false });
  return <RoadmapOutline roadmapId={roadmapId} openConcept={concept} onLookInto={lookInto} />;
}
