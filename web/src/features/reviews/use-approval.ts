/** The decision that ends a review: approve, with the accepted changes. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { toProblem } from "@/shared/api/problem";
import { createSubmission } from "@/shared/api/submission";
import type { TaskView } from "@/shared/realtime/task-view";
import { decide } from "./queries";
import type { PlanEditor } from "./use-plan-editor";

export function useApproval(task: TaskView, editor: PlanEditor) {
  const { operations, changes, onError, reload } = editor;
  const [submission] = useState(() => createSubmission());
  return useMutation({
    mutationFn: () => {
      const body = {
        approved: true,
        ...(task.review_id !== null && { review_id: task.review_id }),
        ...(operations.length > 0 && { operations }),
      };
      return decide(task.task_id, body, submission.headers(body));
    },
    onSuccess: () => {
      submission.settle();
      changes.clear();
    },
    onError: (error) => {
      onError(error);
      if (toProblem(error).type === "roadmap-blocked") reload();
    },
  });
}
