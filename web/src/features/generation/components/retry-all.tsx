/** The way to what is missing: one button for all of it, or the newer run that has taken it up. */
import type { Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { isTerminal } from "@/shared/lib/task-words";
import type { TaskView } from "@/shared/realtime/task-view";
import { Button } from "@/shared/ui/button";
import { ErrorState } from "@/shared/ui/error-state";
import type { Retry } from "../use-retry";

/** A run that has come after this one. */
interface Newer {
  taskId: string;
  isAtWork: boolean;
}

export function newerRun(task: TaskView, roadmap: Roadmap | undefined): Newer | undefined {
  if (roadmap === undefined || roadmap.task_id === task.task_id) return undefined;
  return { taskId: roadmap.task_id, isAtWork: !isTerminal(roadmap.task_status) };
}

interface RetryAllProps {
  retry: Retry;
  label: string;
  /** What it asks for; all that the roadmap lacks when absent. */
  units?: readonly string[] | undefined;
}

export function RetryAll({ retry, label, units }: RetryAllProps) {
  const t = useT();
  const isAsked = retry.isBusy && retry.asked === undefined;
  return (
    <>
      <Button
        look="primary"
        busy={isAsked}
        disabled={retry.isBusy && !isAsked}
        onClick={() => retry.ask(units)}
      >
        {label}
      </Button>
      {retry.error && (
        <div className="order-last basis-full">
          <ErrorState title={t("live.end.retryFailed")} error={retry.error} />
        </div>
      )}
    </>
  );
}

interface NewerRunProps {
  newer: Newer;
  /** Nothing else here leads on. */
  isMain: boolean;
  onTask: (taskId: string) => void;
}

export function NewerRun({ newer, isMain, onTask }: NewerRunProps) {
  const t = useT();
  return (
    <>
      <Button look={isMain ? "primary" : "secondary"} onClick={() => onTask(newer.taskId)}>
        {t("live.end.openNewer")}
      </Button>
      <span className="text-fine text-muted">
        {t(newer.isAtWork ? "live.end.newerAtWork" : "live.end.newerEnded")}
      </span>
    </>
  );
}
