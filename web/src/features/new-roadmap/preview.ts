/** What the server understands of a goal while it is being typed. */
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "@/shared/api/client";
import { ProblemError, toProblem } from "@/shared/api/problem";
import type { GoalRequest, Preview, Refusal } from "@/shared/api/types";
import type { NamedPart } from "@/shared/lib/goal-draft";
import { useDebounced } from "@/shared/lib/use-debounced";

const TYPING_PAUSE_MS = 250;
/** Only after this long is a goal that is not covered worth more than a word: most are half typed. */
const SETTLED_MS = 900;

const previewQuery = (body: GoalRequest) =>
  queryOptions({
    queryKey: ["preview", body],
    queryFn: async () => {
      const { preview, refused } = await unwrap(api.POST("/roadmaps/preview", { body }));
      if (preview) return preview;
      // An answer and no failed request: half-typed goals are refused all the time.
      throw refused ? problemFromRefusal(refused) : new Error("The preview has no content.");
    },
    staleTime: 60_000,
    retry: (failures, error) => failures < 1 && toProblem(error).isTransient,
  });

export interface PreviewState {
  /** The newest answer; the one before while the next is under way. */
  preview: Preview | undefined;
  problem: ProblemError | undefined;
  /** The learner has stopped typing for a moment. */
  settled: boolean;
  /** The answer is about an earlier text. */
  isBehind: boolean;
}

export function usePreview(body: GoalRequest): PreviewState {
  // The text of the body, because a new object on each key press would never come to rest.
  const text = JSON.stringify(body);
  const asked = useDebounced(text, TYPING_PAUSE_MS);
  const settled = useDebounced(text, SETTLED_MS) === text;
  const query = previewQuery(JSON.parse(asked) as GoalRequest);
  const enabled = (JSON.parse(asked) as GoalRequest).goal.length >= 2 && body.goal.length >= 2;
  const { data, error, isPlaceholderData } = useQuery({
    ...query,
    enabled,
    placeholderData: keepPreviousData,
  });
  // A date that has passed takes nothing back of what was understood; a goal that is not covered does.
  const [newest, setNewest] = useState(data);
  if (data !== undefined && data !== newest) setNewest(data);
  const problem = enabled && error ? toProblem(error) : undefined;
  const stands = problem === undefined || !isGoalRefusal(problem);
  return {
    preview: enabled && stands ? (data ?? newest) : undefined,
    problem,
    settled,
    isBehind: isPlaceholderData || asked !== text,
  };
}

const problemFromRefusal = (refused: Refusal): ProblemError =>
  new ProblemError({
    type: refused.type.split("/").pop() ?? refused.type,
    status: 422,
    detail: refused.detail,
    body: refused,
  });

/** The goals that a refusal offers: `nearest` or `candidates`. */
export function offeredGoals(problem: ProblemError): readonly NamedPart[] {
  const { nearest, candidates } = problem.body;
  const offered = [nearest, candidates].find((one) => Array.isArray(one) && one.length > 0);
  if (!Array.isArray(offered)) return [];
  return offered.map(({ goal_id, name }) => ({ id: String(goal_id), name: String(name) }));
}

export function unmatchedClauses(problem: ProblemError): readonly string[] {
  return Array.isArray(problem.body.unmatched) ? problem.body.unmatched.map(String) : [];
}

export const isGoalRefusal = (problem: ProblemError): boolean =>
  problem.type === "goal-not-covered" || problem.type === "goal-ambiguous";
