/** What the server understands of a goal while it is being typed. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { previewQuery } from "@/shared/api/preview-query";
import { type ProblemError, toProblem } from "@/shared/api/problem";
import type { GoalRequest, Preview } from "@/shared/api/types";
import type { NamedPart } from "@/shared/lib/goal-draft";
import { useDebounced } from "@/shared/lib/use-debounced";

const TYPING_PAUSE_MS = 250;
/** Only after this long is a goal that is not covered worth more than a word: most are half typed. */
const SETTLED_MS = 900;

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

const GOAL_REFUSALS: ReadonlySet<string> = new Set([
  "goal-says-nothing",
  "goal-not-covered",
  "goal-ambiguous",
]);

export const isGoalRefusal = (problem: ProblemError): boolean => GOAL_REFUSALS.has(problem.type);
