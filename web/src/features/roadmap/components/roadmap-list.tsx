import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { RoadmapSummary } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { isTerminal, taskMeaning } from "@/shared/lib/task-words";
import { Button, buttonClass } from "@/shared/ui/button";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { ProgressRing } from "@/shared/ui/progress-ring";
import { SkeletonLines } from "@/shared/ui/skeleton";
import { StatusMark } from "@/shared/ui/status-mark";
import { roadmapListQuery } from "../queries";

/** The owner's roadmaps, newest first. */
export function RoadmapList() {
  const t = useT();
  const list = useInfiniteQuery(roadmapListQuery);
  if (list.isPending) return <SkeletonLines lines={6} />;
  if (list.data === undefined)
    return <ErrorState title={t("roadmaps.loadFailed")} error={list.error} onRetry={() => list.refetch()} />;
  const roadmaps = list.data.pages.flatMap(({ items }) => items);
  if (roadmaps.length === 0) return <NoRoadmaps />;
  return (
    <div className="flex flex-col gap-4">
      <ul className="border-t border-hairline">
        {roadmaps.map((roadmap) => (
          <RoadmapRow key={roadmap.roadmap_id} roadmap={roadmap} />
        ))}
      </ul>
      <p className="figures text-fine text-muted">
        {t("roadmaps.count", { count: list.data.pages[0]?.total ?? 0 })}
      </p>
      {list.hasNextPage && (
        <Button className="self-start" busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          {t("action.more")}
        </Button>
      )}
    </div>
  );
}

function NoRoadmaps() {
  const t = useT();
  return (
    <EmptyState
      title={t("roadmaps.empty.title")}
      text={t("roadmaps.empty.text")}
      action={
        <Link to="/app/new" className={buttonClass("primary")}>
          {t("roadmaps.empty.action")}
        </Link>
      }
    />
  );
}

function RoadmapRow({ roadmap }: { roadmap: RoadmapSummary }) {
  const t = useT();
  const { formatDay, formatDayExactly, formatSince, formatInstantExactly } = useFormat();
  const { concepts_done: done, concepts_total: total, end_date, updated_at } = roadmap;
  return (
    <li className="relative flex items-center gap-4 border-b border-hairline py-4 hover:bg-sunken/60">
      <ProgressRing size={48} done={done} total={total} label={t("roadmaps.done", { done, total })} />
      <div className="min-w-0 flex-1">
        <RoadmapLink roadmap={roadmap} />
        {roadmap.goal !== roadmap.title && <p className="line-clamp-1 text-muted">{roadmap.goal}</p>}
        <p className="figures mt-1 flex flex-wrap gap-x-4 gap-y-1 text-fine text-muted">
          <RoadmapStatus roadmap={roadmap} />
          {total > 0 && <span>{t("roadmaps.done", { done, total })}</span>}
          {end_date && (
            <time dateTime={end_date} title={formatDayExactly(end_date)}>
              {t("roadmaps.ends", { date: formatDay(end_date) })}
            </time>
          )}
          <time dateTime={updated_at} title={formatInstantExactly(updated_at)}>
            {t("roadmaps.changed", { when: formatSince(updated_at) })}
          </time>
        </p>
      </div>
    </li>
  );
}

/** A roadmap that is not approved yet is looked at where it is being made. */
function RoadmapLink({ roadmap }: { roadmap: RoadmapSummary }) {
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

function RoadmapStatus({ roadmap: { state, task_status } }: { roadmap: RoadmapSummary }) {
  const t = useT();
  if (isTerminal(task_status)) {
    return task_status === "completed" ? null : <StatusMark meaning={taskMeaning(task_status)} />;
  }
  if (state === "in_review") return <StatusMark meaning="needs_you" label={t("roadmaps.in_review")} />;
  if (state === "drafting") return <StatusMark meaning="running" label={t("roadmaps.drafting")} />;
  return <StatusMark meaning={taskMeaning(task_status)} />;
}
