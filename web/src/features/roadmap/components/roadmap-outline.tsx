import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense } from "react";
import { roadmapQuery } from "@/shared/api/roadmap-queries";
import type { Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { conceptsInOrder, findConcept } from "@/shared/lib/roadmap-order";
import { PageHeading } from "@/shared/ui/page-heading";
import { RoadmapLoadFailed } from "@/shared/ui/roadmap-load-failed";
import { Skeleton, SkeletonLines } from "@/shared/ui/skeleton";
import { isGivenUp } from "./given-up";
import { LeftOut } from "./left-out";
import { RoadmapHeader } from "./roadmap-header";
import { RoadmapNotices } from "./roadmap-notices";
import { StageSection } from "./stage-section";

const ConceptDrawer = lazy(() =>
  import("./concept-drawer").then((module) => ({ default: module.ConceptDrawer })),
);

const WRITING_MS = 4_000;

/** Whether parts are still arriving, so that the page should look again. */
function isChanging(roadmap: Roadmap | undefined): boolean {
  if (roadmap === undefined) return false;
  if (roadmap.state === "drafting") return !isGivenUp(roadmap);
  return conceptsInOrder(roadmap).some(({ units }) =>
    Object.values(units).some(({ status }) => status === "running"),
  );
}

interface Props {
  roadmapId: string;
  /** The concept whose drawer is open. */
  openConcept: string | undefined;
  onLookInto: (conceptId: string | undefined) => void;
  /** What other parts of the page say about the roadmap. */
  notices?: (roadmap: Roadmap) => ReactNode;
  /** The choice between this list and other ways to look at the roadmap. */
  views?: (roadmap: Roadmap) => ReactNode;
  /** Another way to look at it, in place of the list. */
  other?: ((roadmap: Roadmap) => ReactNode) | undefined;
}

/** A roadmap as a list: stages with dates and progress, and what one can look into. */
export function RoadmapOutline({ roadmapId, openConcept, onLookInto, notices, views, other }: Props) {
  const t = useT();
  const query = useQuery({
    ...roadmapQuery(roadmapId),
    refetchInterval: ({ state }) => (isChanging(state.data) ? WRITING_MS : false),
  });
  const roadmap = query.data;
  if (query.isPending) return <Loading />;
  if (roadmap === undefined)
    return (
      <>
        <PageHeading title={t("roadmaps.title")} className="mb-4 text-title font-semibold" />
        <RoadmapLoadFailed error={query.error} onRetry={() => query.refetch()} />
      </>
    );
  const concept = openConcept === undefined ? undefined : findConcept(roadmap, openConcept);
  return (
    <article className="flex flex-col gap-8">
      <RoadmapHeader roadmap={roadmap} />
      <RoadmapNotices roadmap={roadmap} />
      {notices?.(roadmap)}
      {views?.(roadmap)}
      {other ? other(roadmap) : <List roadmap={roadmap} onLookInto={onLookInto} />}
      <Suspense>
        {concept && (
          <ConceptDrawer
            roadmap={roadmap}
            concept={concept}
            onClose={() => onLookInto(undefined)}
            onLookInto={onLookInto}
          />
        )}
      </Suspense>
    </article>
  );
}

function List({ roadmap, onLookInto }: { roadmap: Roadmap; onLookInto: (conceptId: string) => void }) {
  return (
    <>
      {roadmap.stages.map((stage, index) => (
        <StageSection
          key={stage.stage_id}
          roadmap={roadmap}
          stage={stage}
          number={index + 1}
          onLookInto={onLookInto}
        />
      ))}
      <LeftOut roadmap={roadmap} />
    </>
  );
}

function Loading() {
  const t = useT();
  return (
    <div className="flex flex-col gap-6">
      <PageHeading title={t("state.loading")} className="sr-only" />
      <Skeleton className="h-9 w-2/3" />
      <Skeleton className="h-5 w-1/2" />
      <Skeleton className="h-10 w-56" />
      <SkeletonLines lines={9} />
    </div>
  );
}
