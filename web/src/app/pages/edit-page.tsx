/** An approved roadmap being changed. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { WriteMissing } from "@/features/generation/components/write-missing";
import { EditPanel } from "@/features/reviews/components/edit-panel";
import { GivenUp, isGivenUp } from "@/features/roadmap/components/given-up";
import { roadmapQuery } from "@/shared/api/roadmap-queries";
import type { Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { isTerminal } from "@/shared/lib/task-words";
import { Banner } from "@/shared/ui/banner";
import { buttonClass } from "@/shared/ui/button";
import { PageHeading } from "@/shared/ui/page-heading";
import { RoadmapLoadFailed } from "@/shared/ui/roadmap-load-failed";
import { Skeleton, SkeletonLines } from "@/shared/ui/skeleton";
import { TrashNotice } from "@/shared/ui/trash-notice";

const route = getRouteApi("/app/roadmaps/$roadmapId/edit");
const WRITING_MS = 4_000;

export function EditPage() {
  const { roadmapId } = route.useParams();
  const t = useT();
  const query = useQuery({
    ...roadmapQuery(roadmapId),
    refetchInterval: ({ state }) => (state.data && isAtWork(state.data) ? WRITING_MS : false),
  });
  const roadmap = query.data;
  if (roadmap === undefined)
    return (
      <div className="flex flex-col gap-6">
        <PageHeading title={t("edit.title")} className="text-display font-semibold" />
        {query.isPending ? (
          <>
            <Skeleton className="h-5 w-1/2" />
            <SkeletonLines lines={9} />
          </>
        ) : (
          <RoadmapLoadFailed error={query.error} onRetry={() => query.refetch()} />
        )}
      </div>
    );
  // Another roadmap is another page: nothing that was prepared may carry over.
  return <Editing key={roadmapId} roadmap={roadmap} />;
}

/** Whether it will be changeable without anything being done on this page. */
const isAtWork = ({ deleted_at, task_status }: Roadmap): boolean =>
  deleted_at === null && !isTerminal(task_status);

const isChangeable = ({ state, deleted_at, task_status }: Roadmap): boolean =>
  state === "approved" && deleted_at === null && isTerminal(task_status);

function Editing({ roadmap }: { roadmap: Roadmap }) {
  const t = useT();
  const navigate = useNavigate();
  const openTask = (taskId: string) => navigate({ to: "/app/tasks/$taskId", params: { taskId } });
  const back = (words: string) => (
    <Link
      to="/app/roadmaps/$roadmapId"
      params={{ roadmapId: roadmap.roadmap_id }}
      className={buttonClass("secondary")}
    >
      {words}
    </Link>
  );
  if (!isChangeable(roadmap))
    return (
      <article className="flex flex-col items-start gap-4">
        <PageHeading title={t("edit.title")} className="text-display font-semibold" />
        <WhyNot roadmap={roadmap} />
        {back(t("learning.toRoadmap"))}
      </article>
    );
  return (
    <EditPanel
      roadmap={roadmap}
      done={back(t("edit.done"))}
      notices={<WriteMissing roadmap={roadmap} onTask={openTask} />}
    />
  );
}

function WhyNot({ roadmap }: { roadmap: Roadmap }) {
  const t = useT();
  const banner = (tone: "running" | "needs_you", words: string, action: string): ReactNode => (
    <Banner
      tone={tone}
      className="w-full"
      action={
        <Link to="/app/tasks/$taskId" params={{ taskId: roadmap.task_id }} className="link">
          {action}
        </Link>
      }
    >
      {words}
    </Banner>
  );
  if (roadmap.deleted_at !== null) return <TrashNotice roadmap={roadmap} />;
  if (isGivenUp(roadmap)) return <GivenUp roadmap={roadmap} />;
  if (roadmap.state === "in_review") return banner("needs_you", t("edit.inReview"), t("roadmap.openReview"));
  if (roadmap.state === "drafting") return banner("running", t("edit.notYet"), t("roadmap.openTask"));
  return banner("running", t("edit.atWork"), t("roadmap.openTask"));
}
