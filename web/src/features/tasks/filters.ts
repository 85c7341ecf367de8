import type { TaskStatus } from "@/shared/api/types";

/** The statuses by which the list of tasks can be narrowed. */
export const FILTERS = [
  "human_review_pending",
  "processing",
  "completed",
  "partial_failure",
  "failed",
  "cancelled",
] as const satisfies readonly TaskStatus[];

export type Filter = (typeof FILTERS)[number];
