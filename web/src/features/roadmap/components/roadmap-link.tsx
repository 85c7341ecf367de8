import { Link } from "@tanstack/react-router";
import type { RoadmapSummary } from "@/shared/api/types";

/** Covers its row. A roadmap that is not approved yet is looked at where it is being made. */
export function RoadmapLink({ roadmap }: { roadmap: RoadmapSummary }) {
  const className = "font-medium after:absolute after:inset-0 hover:underline";
  return roadmap.state === "approved" ? (
    <Link to="/app/roadmaps/$roadmapId" params={{ roadmapId: roadmap.roadmap_id }} className={className}>
      {roadmap.title}
    </Link>
  ) : (
    <Link to="/app/tasks/$taskId" params={{ taskId: roadmap.task_id }} className={className}>
      {roadmap.title}
    </Link>
  );
}
