/** Sending a goal: once per submission, however often the button is pressed or the network fails. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "@/shared/api/client";
import { type ProblemError, toProblem } from "@/shared/api/problem";
import { problemText } from "@/shared/api/problem-text";
import { createSubmission } from "@/shared/api/submission";
import type { GoalRequest } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { forgetDraft, type GoalDraft, hoursNumber, keepLeaveOut } from "@/shared/lib/goal-draft";
import { isGoalRefusal } from "./preview";

interface Options {
  draft: GoalDraft;
  body: GoalRequest;
  onMade: (taskId: string) => void;
  /** The learner has to do something about the box. */
  onRefused: () => void;
}

export function useSubmitGoal({ draft, body, onMade, onRefused }: Options) {
  const t = useT();
  const [submission] = useState(() => createSubmission());
  const [isEmpty, setEmpty] = useState(false);
  const mutation = useMutation({
    mutationFn: (request: GoalRequest) =>
      unwrap(api.POST("/roadmaps/generate", { body: request, headers: submission.headers(request) })),
    onSuccess: ({ task_id }) => {
      submission.settle();
      keepLeaveOut(task_id, draft.leaveOut);
      forgetDraft();
      onMade(task_id);
    },
    onError: (error) => {
      if (isGoalRefusal(toProblem(error))) onRefused();
    },
  });
  const problem = mutation.error ? toProblem(mutation.error) : undefined;
  const hoursAreWrong = draft.hours.trim() !== "" && hoursNumber(draft.hours) === undefined;

  function send(): void {
    // Made, and the page is about to change: a second press of Enter is not a second goal.
    if (mutation.isPending || mutation.isSuccess) return;
    setEmpty(body.goal === "");
    if (body.goal === "") return onRefused();
    if (hoursAreWrong || draft.kinds.length === 0) return;
    mutation.mutate(body);
  }

  /** Faults by field of the request, from the submission or, before it, from the preview. */
  function errors(previewProblem: ProblemError | undefined): Record<string, string> {
    const known: Record<string, string> = {};
    for (const one of [previewProblem, problem]) {
      if (one?.type === "deadline-in-the-past") known.deadline = problemText(one, t);
      for (const { pointer, detail } of one?.errors ?? []) known[pointer.split("/")[1] ?? ""] = detail;
    }
    return known;
  }

  return {
    send,
    errors,
    isEmpty: isEmpty && body.goal === "",
    isSending: mutation.isPending || mutation.isSuccess,
    refusal: problem && isGoalRefusal(problem) ? problem : undefined,
    failure: problem && !isGoalRefusal(problem) ? problem : undefined,
    forgetProblem: () => {
      if (mutation.isError) mutation.reset();
    },
  };
}
