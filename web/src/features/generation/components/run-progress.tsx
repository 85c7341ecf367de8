import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { useNow } from "@/shared/lib/use-now";
import type { TaskView } from "@/shared/realtime/task-view";
import { ProgressLine } from "@/shared/ui/progress-line";
import { activity } from "../stance";
import { useRemaining } from "../use-remaining";

/** While the run is at work: what it does, how far it is, how long it has been and how long it may take. */
export function RunProgress({ task }: { task: TaskView }) {
  const t = useT();
  const { formatDuration } = useFormat();
  const now = useNow(true);
  const begun = task.steps.content_generation?.at(-1)?.started_at ?? task.started_at;
  const elapsed = begun === null ? 0 : Math.max(0, now - Date.parse(begun));
  const remaining = useRemaining(task, now);
  const { done, total } = task.progress;
  // A plan that is changed: what was counted is about the one before. One that is made anew counts on.
  const isAgain = task.phase === "plan" && total > 0 && done >= total;
  const whole = (ms: number) => formatDuration(Math.max(1, Math.round(ms / 1000)) * 1000);
  return (
    <div className="flex flex-col gap-1.5">
      <ProgressLine label={activity(task, t)} done={done} total={isAgain ? 0 : total} />
      <p className="figures min-h-5 text-fine text-muted">
        {elapsed >= 1000 && t("live.elapsed", { time: whole(elapsed) })}
        {remaining !== undefined && ` · ${remaining}`}
      </p>
    </div>
  );
}
