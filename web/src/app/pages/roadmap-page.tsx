import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { WriteMissing } from "@/features/generation/components/write-missing";
import { WaysOutNow } from "@/features/reviews/components/ways-out-now";
import { RoadmapOutline } from "@/features/roadmap/components/roadmap-outline";
import { RedatingBanner } from "@/features/schedule/components/redating-banner";
import { ViewSwitch } from "@/features/schedule/components/view-switch";
import type { View } from "@/features/schedule/views";
import { SkeletonLines } from "@/shared/ui/skeleton";

const ScheduleView = lazy(() =>
  import("@/features/schedule/components/schedule-view").then(({ ScheduleView }) => ({
    default: ScheduleView,
  })),
);

const route = getRouteApi("/app/roadmaps/$roadmapId");

export function RoadmapPage() {
  const { roadmapId } = route.useParams();
  const { concept, view, day } = route.useSearch();
  const navigate = route.useNavigate();
  const leave = useNavigate();
  const openTask = (taskId: string) => leave({ to: "/app/tasks/$taskId", params: { taskId } });
  const lookInto = (conceptId: string | undefined) =>
    navigate({
      search: ({ concept: _, ...shown }) => ({ ...shown, ...(conceptId && { concept: conceptId }) }),
      resetScroll: false,
    });
  const show = (chosen: View) =>
    navigate({ search: chosen === "list" ? {} : { view: chosen }, resetScroll: false });
  const showDay = (chosen: string) =>
    navigate({ search: { view: "calendar", day: chosen }, replace: true, resetScroll: false });
  return (
    <RoadmapOutline
      roadmapId={roadmapId}
      openConcept={concept}
      onLookInto={lookInto}
      notices={(roadmap) => (
        <>
          <RedatingBanner key={roadmap.revision} roadmap={roadmap} />
          <WaysOutNow roadmap={roadmap} />
          <WriteMissing roadmap={roadmap} onTask={openTask} />
        </>
      )}
      views={(roadmap) => roadmap.stages.length > 0 && <ViewSwitch view={view ?? "list"} onView={show} />}
      other={
        view &&
        ((roadmap) => (
          <Suspense fallback={<SkeletonLines lines={12} />}>
            <ScheduleView roadmap={roadmap} view={view} day={day} onDay={showDay} onLookInto={lookInto} />
          </Suspense>
        ))
      }
    />
  );
}
