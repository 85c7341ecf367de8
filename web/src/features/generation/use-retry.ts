import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { roadmapKeys } from "@/shared/api/roadmap-queries";
import { createSubmission } from "@/shared/api/submission";
import { retryTask } from "./queries";

/** Has missing parts written again; the page of the run that does it opens. */
export function useRetry(taskId: string, onTask: (taskId: string) => void) {
  const client = useQueryClient();
  // One submission for all buttons: pressed twice, or again after a lost answer, one press makes one task.
  const [submission] = useState(() => createSubmission());
  const retry = useMutation({
    mutationFn: (units: readonly string[] | undefined) =>
      retryTask(taskId, units, submission.headers({ taskId, units })),
    onSuccess: ({ task_id }) => {
      submission.settle();
      onTask(task_id);
    },
    // Most often the roadmap is another one by now: written elsewhere, or in the trash.
    onError: () => client.invalidateQueries({ queryKey: roadmapKeys.all }),
  });
  // Once it is made the page is about to change: the second half of a double click is not a second retry.
  const isBusy = retry.isPending || retry.isSuccess;
  return {
    /** Ask for these units, or for all that is missing. */
    ask: (units?: readonly string[]) => {
      if (!isBusy) retry.mutate(units);
    },
    isBusy,
    /** The one unit that was asked for alone. */
    asked: isBusy && retry.variables?.length === 1 ? retry.variables[0] : undefined,
    error: retry.error,
  };
}

export type Retry = ReturnType<typeof useRetry>;
