import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useT } from "@/shared/i18n/i18n";
import { Button, buttonClass } from "@/shared/ui/button";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { ListFoot } from "@/shared/ui/list-foot";
import { SkeletonLines } from "@/shared/ui/skeleton";
import type { Filter } from "../filters";
import { taskListQuery } from "../queries";
import { TaskTable } from "./task-table";

interface Props {
  filter: Filter | undefined;
  onShowAll: () => void;
}

/** The owner's tasks, newest first, kept up to date while something runs. */
export function TaskList({ filter, onShowAll }: Props) {
  const t = useT();
  const list = useInfiniteQuery(taskListQuery(filter));
  if (list.isPending) return <SkeletonLines lines={6} />;
  if (list.data === undefined)
    return <ErrorState title={t("tasks.loadFailed")} error={list.error} onRetry={() => list.refetch()} />;
  const tasks = list.data.pages.flatMap(({ items }) => items);
  if (tasks.length === 0) return <NoTasks filtered={filter !== undefined} onShowAll={onShowAll} />;
  return (
    <div className="flex flex-col gap-4">
      {list.isRefetchError && (
        <ErrorState title={t("tasks.loadFailed")} error={list.error} onRetry={() => list.refetch()} />
      )}
      <TaskTable tasks={tasks} />
      <ListFoot count={t("tasks.count", { count: list.data.pages[0]?.total ?? 0 })} list={list} />
    </div>
  );
}

function NoTasks({ filtered, onShowAll }: { filtered: boolean; onShowAll: () => void }) {
  const t = useT();
  if (filtered)
    return (
      <EmptyState
        title={t("tasks.none.title")}
        action={<Button onClick={onShowAll}>{t("tasks.none.action")}</Button>}
      />
    );
  return (
    <EmptyState
      title={t("tasks.empty.title")}
      text={t("tasks.empty.text")}
      action={
        <Link to="/app/new" className={buttonClass("primary")}>
          {t("tasks.empty.action")}
        </Link>
      }
    />
  );
}
