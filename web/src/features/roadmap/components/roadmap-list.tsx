import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { RoadmapSummary } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { isTerminal, taskMeaning } from "@/shared/lib/task-words";
import { buttonClass } from "@/shared/ui/button";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { ListFoot } from "@/shared/ui/list-foot";
import { ProgressRing } from "@/shared/ui/progress-ring";
import { SkeletonLines } from "@/shared/ui/skeleton";
import { StatusMark } from "@/shared/ui/status-mark";
import { roadmapListQuery } from "../queries";
import { RoadmapLink } from "./roadmap-link";
import { RoadmapMenu } from "./roadmap-menu";
import { TrashRow } from "./trash-row";

interface Props {
  /** What is in the trash, instead of what is not. */
  deleted: boolean;
}

/** The owner's roadmaps, newest first. */
export function RoadmapList({ deleted }: Props) {
  const t = useT();
  const list = useInfiniteQuery(roadmapListQuery(deleted));
  const rows = useFocusKept(list.data?.pages[0]?.total);
  if (list.isPending) return <SkeletonLines lines={6} />;
  if (list.data === undefined)
    return <ErrorState title={t("roadmaps.loadFailed")} error={list.error} onRetry={() => list.refetch()} />;
  const roadmaps = list.data.pages.flatMap(({ items }) => items);
  if (roadmaps.length === 0) return deleted ? <NothingInTrash /> : <NoRoadmaps />;
  return (
    <div className="flex flex-col gap-4">
      <ul ref={rows} tabIndex={-1} className="border-t border-hairline outline-none">
        {roadmaps.map((roadmap) =>
          deleted ? (
            <TrashRow key={roadmap.roadmap_id} roadmap={roadmap} />
          ) : (
            <RoadmapRow key={roadmap.roadmap_id} roadmap={roadmap} />
          ),
        )}
      </ul>
      <ListFoot count={t("roadmaps.count", { count: list.data.pages[0]?.total ?? 0 })} list={list} />
    </div>
  );
}

/** The row that had the focus may go with it: then the keys go on from the list, or from the page's heading. */
function useFocusKept(rowCount: number | undefined) {
  const rows = useRef<HTMLUListElement>(null);
  const before = useRef(rowCount);
  useEffect(() => {
    const isFewer = rowCount !== undefined && before.current !== undefined && rowCount < before.current;
    before.current = rowCount;
    if (isFewer && document.activeElement === document.body)
      (rows.current ?? document.querySelector<HTMLElement>("h1"))?.focus();
  }, [rowCount]);
  return rows;
}

function NothingInTrash() {
  const t = useT();
  return (
    <EmptyState
      title={t("trash.empty.title")}
      text={t("trash.empty.text")}
      action={
        <Link to="/app/roadmaps" className={buttonClass("secondary")}>
          {t("roadmap.all")}
        </Link>
      }
    />
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
      <RoadmapMenu roadmap={roadmap} className="relative z-10" />
    </li>
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
