/** A task's state in words that say what happens next, and the shape that goes with them. */
import type { TaskPurpose, TaskStatus, TaskStep } from "@/shared/api/types";
import type { Translate } from "@/shared/i18n/i18n";
import type { Meaning } from "@/shared/ui/status-mark";

interface TaskState {
  status: TaskStatus;
  step: TaskStep;
  progress: { done?: number; total?: number };
}

const MEANINGS: Record<TaskStatus, Meaning> = {
  pending: "waiting",
  processing: "running",
  human_review_pending: "needs_you",
  completed: "done",
  partial_failure: "partial",
  failed: "failed",
  cancelled: "cancelled",
};

export const taskMeaning = (status: TaskStatus): Meaning => MEANINGS[status];

export const isTerminal = (status: TaskStatus): boolean =>
  status === "completed" || status === "partial_failure" || status === "failed" || status === "cancelled";

export function stepName(step: TaskStep, t: Translate): string {
  return t(`tasks.step.${step}`);
}

/** What a task is for, where that is not a roadmap from its beginning. */
export function purposeWords(
  { kind, parts, part, concept_name: name }: TaskPurpose,
  t: Translate,
): string | undefined {
  const one = part && (name ? t("tasks.purpose.part", { kind: t(`kind.${part}`), name }) : t(`kind.${part}`));
  switch (kind) {
    case "roadmap":
      return undefined;
    case "plan_again":
      return t("tasks.purpose.plan_again");
    case "anew":
      return one ? t("tasks.purpose.anew", { part: one }) : undefined;
    case "missing":
      return one
        ? t("tasks.purpose.missingOne", { part: one })
        : t("tasks.purpose.missing", { count: parts ?? 0 });
  }
}

export function taskWords({ status, step, progress }: TaskState, t: Translate): string {
  const { done = 0, total = 0 } = progress;
  switch (status) {
    case "pending":
      return t("tasks.words.pending");
    case "processing":
      return step === "content_generation" && total > 0
        ? t("tasks.words.writing", { done, total })
        : t(`tasks.words.${step}`);
    case "human_review_pending":
      return t("tasks.words.human_review");
    case "completed":
      return t("tasks.words.completed");
    case "partial_failure":
      return t("tasks.words.partial");
    case "failed":
      return t("tasks.words.failed");
    case "cancelled":
      return t("tasks.words.cancelled");
  }
}
