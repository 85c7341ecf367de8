/** What the chips under the box say: what was set by hand wins over what was read, that over what is assumed. */
import type { Preview } from "@/shared/api/types";
import {
  type GoalDraft,
  hoursNumber,
  knownEntries,
  type LEVELS,
  type NamedPart,
} from "@/shared/lib/goal-draft";

/** Where a value comes from. */
export type Source = "explicit" | "read" | "assumed" | "absent";

export interface Understood {
  goals: { value: readonly NamedPart[]; source: Source };
  hours: { value: number | undefined; source: Source };
  deadline: { value: string | undefined; source: Source };
  level: { value: (typeof LEVELS)[number] | undefined; source: Source };
  /** What the sentence says and what was added by hand: the two add up. */
  known: { value: readonly string[]; source: Source; read: readonly string[] };
  unmatched: readonly string[];
}

function pick<Value>(explicit: Value | undefined, read: Value | null | undefined, assumed?: Value) {
  if (explicit !== undefined) return { value: explicit, source: "explicit" as const };
  if (read !== undefined && read !== null) return { value: read, source: "read" as const };
  if (assumed !== undefined) return { value: assumed, source: "assumed" as const };
  return { value: undefined, source: "absent" as const };
}

function goalsSource(draft: GoalDraft, preview: Preview): Source {
  if (draft.goals.length > 0) return "explicit";
  // A goal that a model will plan is none of the catalog's.
  return preview.planner === "model" ? "absent" : "read";
}

export function understood(draft: GoalDraft, preview: Preview): Understood {
  const { read } = preview;
  const readKnown = read.known ?? [];
  const added = knownEntries(draft.known);
  const known = [...new Set([...readKnown, ...added])];
  const matched = preview.goals.map(({ goal_id, name }) => ({ id: goal_id, name }));
  return {
    goals: { value: matched, source: goalsSource(draft, preview) },
    hours: pick(hoursNumber(draft.hours), read.hours_per_week, preview.hours_per_week),
    deadline: pick(draft.deadline || undefined, read.deadline),
    level: pick(draft.level || undefined, read.level),
    known: {
      value: known,
      source: added.length > 0 ? "explicit" : readKnown.length > 0 ? "read" : "absent",
      read: readKnown,
    },
    unmatched: preview.unmatched,
  };
}
