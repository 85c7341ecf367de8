/** One run, live: the only place where watching it and reviewing its plan meet. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { ConnectionNote } from "@/features/generation/components/connection-note";
import { CostReceipt } from "@/features/generation/components/cost-receipt";
import { LiveSkeleton } from "@/features/generation/components/live-skeleton";
import { LiveView } from "@/features/generation/components/live-view";
import { RunTools } from "@/features/generation/components/run-tools";
import { TaskMissing } from "@/features/generation/components/task-missing";
import { Timeline } from "@/features/generation/components/timeline";
import { RunTrail } from "@/features/generation/components/trail";
import { type EventFilter, readTimelineSearch, timelineSearch } from "@/features/generation/event-filter";
import { stanceOf, tabTitle } from "@/features/generation/stance";
import { trailOf } from "@/features/generation/trail";
import { useNotifications } from "@/features/generation/use-notifications";
import { Assumptions } from "@/features/questions/components/assumptions";
import { ReviewPanel } from "@/features/reviews/components/review-panel";
import { toProblem } from "@/shared/api/problem";
import { readAgain } from "@/shared/api/read-again";
import { roadmapKeys, roadmapQuery } from "@/shared/api/roadmap-queries";
import { taskKeys, taskQuery } from "@/shared/api/task-queries";
import type { Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useReportSubject } from "@/shared/lib/report-subject";
import { useMedia } from "@/shared/lib/use-media";
import type { TaskStream } from "@/shared/realtime/task-stream";
import type { TaskView } from "@/shared/realtime/task-view";
import { useTaskStream } from "@/shared/realtime/use-task-stream";
import { ErrorState } from "@/shared/ui/error-state";
import { TrashNotice } from "@/shared/ui/trash-notice";

const route = getRouteApi("/app/tasks/$taskId");

export function TaskPage() {
  const { taskId } = route.useParams();
  // Another task is another page: nothing of the one before may stay.
  return <OneTask key={taskId} taskId={taskId} />;
}

/** Reads the roadmap again when an event says that it has become another one. */
function useRoadmapOf({ task }: TaskStream) {
  const client = useQueryClient();
  const roadmapId = task.roadmap_id;
  const query = useQuery({
    ...roadmapQuery(roadmapId ?? ""),
    enabled: roadmapId !== null,
    // What another page has read a moment ago may be from before this run.
    staleTime: 0,
  });
  const seenStatus = useRef<TaskView["status"]>(undefined);
  const isBehind = query.data !== undefined && query.data.revision < task.revision;
  useEffect(() => {
    if (roadmapId === null) return;
    const hasTurned = seenStatus.current !== undefined && seenStatus.current !== task.status;
    seenStatus.current = task.status;
    if (!hasTurned && !isBehind) return;
    void readAgain(client, roadmapKeys.detail(roadmapId));
    void readAgain(client, taskKeys.detail(task.task_id));
  }, [client, roadmapId, task.task_id, task.status, isBehind]);
  return query;
}

/** Names of concepts by id, as the events know them and then as the roadmap does. */
function useConceptNames(task: TaskView, roadmap: Roadmap | undefined): ReadonlyMap<string, string> {
  return useMemo(() => {
    const parts = [...task.stages, ...(roadmap?.stages ?? [])];
    return new Map(
      parts.flatMap(({ modules }) =>
        modules.flatMap(({ concepts }) => concepts.map((one) => [one.concept_id, one.name] as const)),
      ),
    );
  }, [task.stages, roadmap]);
}

function OneTask({ taskId }: { taskId: string }) {
  const t = useT();
  const navigate = useNavigate();
  const { timeline: shownInAddress } = route.useSearch();
  const filter = useMemo(() => readTimelineSearch(shownInAddress), [shownInAddress]);
  const isWide = useMedia("(min-width: 64rem)");
  const notifications = useNotifications();
  const detail = useQuery(taskQuery(taskId));
  const title = useRef("");
  const stream = useTaskStream(taskId, (event) =>
    notifications.tell(event, title.current, detail.data?.parent_task_id != null),
  );
  const roadmap = useRoadmapOf(stream);
  const { task, ready, connection } = stream;
  const names = useConceptNames(task, roadmap.data);
  const shownTitle = roadmap.data?.title ?? detail.data?.title ?? "";
  useEffect(() => {
    title.current = shownTitle;
  }, [shownTitle]);
  useReportSubject(taskId);

  if (detail.error && toProblem(detail.error).status === 404) return <TaskMissing />;

  const showEvents = (shown: EventFilter | undefined) =>
    navigate({
      to: "/app/tasks/$taskId",
      params: { taskId },
      search: timelineSearch(shown),
      replace: true,
      resetScroll: false,
    });
  const openTask = (id: string) => navigate({ to: "/app/tasks/$taskId", params: { taskId: id } });
  const startOver = () => navigate({ to: "/app/new" });
  const page = (content: ReactNode) => (
    <div className="flex flex-col gap-6">
      <ConnectionNote connection={connection} />
      {roadmap.data && <TrashNotice roadmap={roadmap.data} />}
      {content}
      {ready && (
        <Timeline
          timeline={task.timeline}
          names={names}
          connection={connection}
          filter={filter}
          onFilter={showEvents}
        />
      )}
    </div>
  );

  if (!ready)
    return page(
      detail.error ? (
        <ErrorState title={t("live.loadFailed")} error={detail.error} onRetry={() => detail.refetch()} />
      ) : (
        <LiveSkeleton title={shownTitle || undefined} />
      ),
    );
  if (roadmap.error && roadmap.data === undefined)
    return page(
      <ErrorState title={t("live.roadmapFailed")} error={roadmap.error} onRetry={() => roadmap.refetch()} />,
    );
  // While the plan is being made, the events hold all there is of it; later the page waits for the roadmap itself.
  const stance = stanceOf(task);
  const isDesign = stance === "starting" || stance === "planning";
  if (!isDesign && roadmap.data === undefined) return page(<LiveSkeleton title={shownTitle || undefined} />);
  const notes = (
    <>
      <Assumptions task={task} another={detail.data?.cost?.estimates?.planning} />
      <CostReceipt task={task} cost={detail.data?.cost} />
    </>
  );
  if (stance === "review" && roadmap.data !== undefined) {
    if (roadmap.data.revision === 0) return page(<LiveSkeleton title={t("review.title")} />);
    return page(
      <ReviewPanel
        task={task}
        roadmap={roadmap.data}
        tabTitle={tabTitle(task, shownTitle, t)}
        trail={<RunTrail nodes={trailOf(task)} folded={!isWide} />}
        tools={<RunTools task={task} notifications={notifications} />}
        questions={notes}
      />,
    );
  }
  return page(
    <LiveView
      task={task}
      roadmap={roadmap.data}
      title={shownTitle}
      purpose={detail.data?.purpose}
      notifications={notifications}
      notice={notes}
      request={detail.data?.request}
      // The event that ends the run is here before the task is read again.
      errorType={task.outcome?.error_type ?? detail.data?.error?.type}
      onTask={openTask}
      onAskAgain={startOver}
    />,
  );
}
