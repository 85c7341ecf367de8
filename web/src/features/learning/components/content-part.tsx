import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useT } from "@/shared/i18n/i18n";
import { ErrorState } from "@/shared/ui/error-state";
import { SkeletonLines } from "@/shared/ui/skeleton";
import { StatusMark } from "@/shared/ui/status-mark";
import { type NotReady, notReady } from "../queries";

interface Props<Data> {
  query: UseQueryResult<Data>;
  /** The task that writes it. */
  taskId: string;
  lines: number;
  children: (data: Data) => ReactNode;
  /** What stands in its place while it is written, where there is something to see. */
  growing?: (taskLink: ReactNode) => ReactNode;
}

/** One part of a concept in every state it can be in; a part that is not there keeps the others readable. */
export function ContentPart<Data>({ query, taskId, lines, children, growing }: Props<Data>) {
  const t = useT();
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) return <SkeletonLines lines={lines} />;
  const why = notReady(query.error);
  if (growing !== undefined && (why === "pending" || why === "running"))
    return growing(<TaskLink taskId={taskId} />);
  if (why !== undefined) return <NotReadyYet why={why} taskId={taskId} />;
  return <ErrorState title={t("learning.loadFailed")} error={query.error} onRetry={() => query.refetch()} />;
}

const MEANINGS = { pending: "waiting", running: "running", failed: "failed", skipped: "skipped" } as const;

function NotReadyYet({ why, taskId }: { why: NotReady; taskId: string }) {
  const t = useT();
  const text = why === "running" ? "pending" : why;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
      <StatusMark meaning={MEANINGS[why]} labelHidden />
      {t(`learning.notReady.${text}`)}
      <TaskLink taskId={taskId} />
    </p>
  );
}

function TaskLink({ taskId }: { taskId: string }) {
  const t = useT();
  return (
    <Link to="/app/tasks/$taskId" params={{ taskId }} className="link">
      {t("learning.notReady.open")}
    </Link>
  );
}
