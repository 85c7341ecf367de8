import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { TaskDetail } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { moneyWords } from "@/shared/lib/cost-words";
import { purposeWords, stepName, taskMeaning, taskWords } from "@/shared/lib/task-words";
import { StatusMark } from "@/shared/ui/status-mark";

const TICK_MS = 1_000;

/** The time now, moving while something runs. */
function useNow(moving: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!moving) return undefined;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [moving]);
  return now;
}

/** Steps of which a share says more than a count. */
const PLANNING: ReadonlySet<TaskDetail["step"]> = new Set([
  "intent_analysis",
  "curriculum_design",
  "structure_validation",
  "roadmap_edit",
  "human_review",
]);
const COLUMNS = ["goal", "status", "step", "progress", "started", "took", "cost"] as const;
/** What a phone has no room for stands under the goal instead. */
const WIDE = "hidden md:table-cell";
const CELL = "py-3 pr-4 align-top";

export function TaskTable({ tasks }: { tasks: readonly TaskDetail[] }) {
  const t = useT();
  const now = useNow(tasks.some(({ terminal }) => !terminal));
  // Whoever has no model, as most have none, is told nothing of costs.
  const hasCosts = tasks.some(({ cost }) => cost !== null && cost !== undefined);
  const columns = COLUMNS.filter((column) => column !== "cost" || hasCosts);
  return (
    <table className="w-full border-collapse text-left">
      <thead>
        <tr className="border-b border-hairline text-fine text-muted">
          {columns.map((column) => (
            <th
              key={column}
              scope="col"
              className={`py-2 pr-4 font-medium ${column === "goal" || column === "status" ? "" : WIDE}`}
            >
              {t(`tasks.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <TaskRow key={task.task_id} task={task} now={now} hasCosts={hasCosts} />
        ))}
      </tbody>
    </table>
  );
}

function TaskRow({ task, now, hasCosts }: { task: TaskDetail; now: number; hasCosts: boolean }) {
  const t = useT();
  const { formatSince, formatInstantExactly } = useFormat();
  const progress = useProgressText(task);
  const took = useTookText(task, now);
  const cost = useCostText(task);
  const purpose = purposeWords(task.purpose, t);
  const started = (
    <time dateTime={task.created_at} title={formatInstantExactly(task.created_at)}>
      {formatSince(task.created_at, new Date(now))}
    </time>
  );
  return (
    <tr className="border-b border-hairline">
      <td className={CELL}>
        <Link
          to="/app/tasks/$taskId"
          params={{ taskId: task.task_id }}
          className="link line-clamp-2 font-medium"
        >
          {task.title}
        </Link>
        {purpose && <p className="text-fine text-muted">{purpose}</p>}
        <p className="figures mt-1 flex flex-wrap gap-x-3 text-fine text-muted md:hidden">
          {started}
          <span>{took}</span>
          <span>{progress}</span>
          {cost !== "–" && <span>{cost}</span>}
        </p>
      </td>
      <td className={CELL}>
        <StatusMark meaning={taskMeaning(task.status)} label={taskWords(task, t)} className="items-start" />
      </td>
      <td className={`${CELL} ${WIDE} text-muted`}>{stepName(task.step, t)}</td>
      <td className={`${CELL} ${WIDE} figures text-muted`}>{progress}</td>
      <td className={`${CELL} ${WIDE} text-muted`}>{started}</td>
      <td className={`${CELL} ${WIDE} figures text-muted`}>{took}</td>
      {hasCosts && <td className={`${CELL} ${WIDE} figures text-muted`}>{cost}</td>}
    </tr>
  );
}

function useProgressText({ progress, step }: TaskDetail): string {
  const t = useT();
  const { done = 0, total = 0, pct = 0 } = progress;
  // Parts of planning are no things that one could count.
  if (PLANNING.has(step)) return t("tasks.share", { share: pct });
  return total > 0 ? t("tasks.progress", { done, total }) : "–";
}

/** What models have taken: tokens, and money where a price is known. */
function useCostText({ cost }: TaskDetail): string {
  const t = useT();
  const { formatNumber } = useFormat();
  if (!cost || cost.requests + cost.unsettled_requests === 0) return "–";
  const tokens = t("tasks.tokens", { tokens: formatNumber(cost.tokens) });
  return cost.micros > 0 ? `${tokens} · ${moneyWords(cost.micros, t)}` : tokens;
}

function useTookText({ created_at, ended_at, status }: TaskDetail, now: number): string {
  const { formatDuration } = useFormat();
  // A review may wait for weeks: that is not time the task took.
  if (status === "human_review_pending") return "–";
  const end = ended_at ? Date.parse(ended_at) : now;
  return formatDuration(end - Date.parse(created_at));
}
