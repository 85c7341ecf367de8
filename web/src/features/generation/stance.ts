/** What the live page is about right now, and the words for it. */

import type { Translate } from "@/shared/i18n/i18n";
import type { TaskView } from "@/shared/realtime/task-view";
import { isWholeStage } from "./tree";

export type Stance =
  | "starting"
  | "planning"
  | "review"
  | "writing"
  | "completed"
  | "partial_failure"
  | "failed"
  | "cancelled";

export function stanceOf(task: Pick<TaskView, "status" | "step">): Stance {
  switch (task.status) {
    case "pending":
      return "starting";
    case "human_review_pending":
      return "review";
    case "processing":
      return task.step === "content_generation" ? "writing" : "planning";
    default:
      return task.status;
  }
}

/** What the events of a run do not say of it. */
export interface Around {
  /** What of the roadmap is still missing, whichever run was to write it; absent while it is not known. */
  left?: number | undefined;
  /** It writes a part anew that is there already: what it says of itself is not of the roadmap. */
  isAnew?: boolean | undefined;
}

export function headline(task: TaskView, t: Translate, { left, isAnew }: Around): string {
  const failed = task.outcome?.failed ?? 0;
  switch (stanceOf(task)) {
    case "starting":
    case "planning":
      return t("live.head.planning");
    case "review":
      return t("live.head.review");
    case "writing":
      return t(isAnew ? "live.head.writingAnew" : "live.head.writing");
    case "completed":
      if (isAnew) return t("live.head.completedAnew");
      return left ? t("live.head.completedPart", { count: left }) : t("live.head.completed");
    case "partial_failure":
      // What this run could not write may have been written since.
      return left === 0
        ? t("live.head.partialWas", { count: failed })
        : t("live.head.partial", { count: left ?? failed });
    case "failed":
      return t("live.head.failed");
    case "cancelled":
      return t("live.head.cancelled");
  }
}

/** What happens at this moment, in words with numbers. */
export function activity(task: TaskView, t: Translate): string {
  const { done, total } = task.progress;
  if (task.status === "pending") return t("live.now.queued");
  switch (task.step) {
    case "curriculum_design":
      return designing(task, t);
    case "structure_validation":
      return task.edits.length > 0 ? t("live.now.checkingAgain") : t("live.now.checking");
    case "roadmap_edit":
      return task.reviews.length > 0 ? t("live.now.changing") : t("live.now.mending");
    case "content_generation":
      return total > 0 ? t("live.now.writing", { done, total }) : t("live.now.beginning");
    case "intent_analysis":
      return t("live.now.analysing");
    case "human_review":
      return t("live.now.review");
    default:
      return t("live.now.queued");
  }
}

function designing(task: TaskView, t: Translate): string {
  const next = task.stages.filter(isWholeStage).length + 1;
  const expected = task.expected_stages;
  // All stages are there; what is left is putting them together.
  if (expected !== null && next > expected) return t("live.now.assembling");
  return expected === null
    ? t("live.now.designing", { stage: next })
    : t("live.now.designingOf", { stage: next, total: expected });
}

/** What the browser's tab says: the number first, so that it can be read in a narrow tab. */
export function tabTitle(task: TaskView, title: string, t: Translate, around: Around = {}): string {
  const { done, total } = task.progress;
  return stanceOf(task) === "writing" && total > 0
    ? t("live.tab.writing", { done, total, title })
    : t("live.tab.other", { state: headline(task, t, around), title });
}
