/** Whether what was asked back can still be answered, and what of it is answered otherwise. */
import type { Question } from "@/shared/api/types";
import type { TaskView } from "@/shared/realtime/task-view";

/** What the plan is made with. */
export const plannedValue = ({ answer, default: assumed }: Question): string => answer ?? assumed;

/** Until a person has decided about the plan or changed it: another one would undo that. */
export function canAnswer(task: TaskView): boolean {
  const isPlanning =
    task.status === "human_review_pending" || (task.status === "processing" && task.phase !== "write");
  return (
    isPlanning &&
    task.questions.length > 0 &&
    task.reviews.every(({ approved }) => approved === null) &&
    task.edits.every(({ by }) => by !== "person")
  );
}

/** The answers that say something else than what the plan is made with. */
export function changedAnswers(
  questions: readonly Question[],
  said: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const changed = questions.flatMap((question) => {
    const value = (said[question.question_id] ?? "").trim();
    return value === "" || value === plannedValue(question) ? [] : [[question.question_id, value] as const];
  });
  return Object.fromEntries(changed);
}
