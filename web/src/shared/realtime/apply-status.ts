/** Takes over what the server says about a task at this moment. It never moves the cursor. */
import type { FrameOf, TaskStatusView } from "@/shared/api/types";
import type { TaskView } from "./task-view";

type StatusFrame = FrameOf<"current_status">;
/** The status frame and the status call say the same thing in two shapes. */
export type StatusNow = Pick<
  StatusFrame,
  "status" | "step" | "progress" | "roadmap_id" | "review_id" | "terminal"
> & {
  as_of: number;
};

export const statusFromCall = (view: TaskStatusView): StatusNow => ({ ...view, as_of: view.last_seq });

export function applyStatus(task: TaskView, now: StatusNow): TaskView {
  const roadmap_id = now.roadmap_id ?? task.roadmap_id;
  // Events that came later than the status know better.
  if (now.as_of < task.last_seq) return { ...task, roadmap_id };
  const { status, step, terminal } = now;
  const { done = 0, total = 0, pct = 0 } = now.progress;
  const progress = { done, total, pct };
  return { ...task, roadmap_id, status, step, progress, terminal, review_id: now.review_id ?? null };
}
