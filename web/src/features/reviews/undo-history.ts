/** Which revisions Undo and Redo lead to, read from the revisions there are: the same in every tab, and for ever. */
import type { RevisionSummary } from "@/shared/api/types";

export interface UndoHistory {
  past: readonly number[];
  future: readonly number[];
}

type Step = Pick<RevisionSummary, "revision" | "by" | "restores">;

/**
 * Walk through the revisions, oldest first. A revert is a step back or forth to the plan that it restores; everything
 * else is a step on. What was taken back and then left is no longer in the future, but still among the revisions.
 */
export function historyOf(revisions: readonly Step[]): UndoHistory {
  /** The revision whose plan each one has: a revert has that of another. */
  const origin = new Map<number, number>();
  let now: number | undefined;
  let past: number[] = [];
  let future: number[] = [];
  for (const { revision, by, restores } of revisions) {
    const target = by === "revert" && restores != null ? (origin.get(restores) ?? restores) : revision;
    origin.set(revision, target);
    const back = past.lastIndexOf(target);
    const forth = future.lastIndexOf(target);
    if (now === undefined || target === now) {
      // The first one, or a revert to what is there already.
    } else if (back >= 0) {
      future = [...future, now, ...past.slice(back + 1).reverse()];
      past = past.slice(0, back);
    } else if (forth >= 0) {
      past = [...past, now, ...future.slice(forth + 1).reverse()];
      future = future.slice(0, forth);
    } else {
      past = [...past, now];
      future = [];
    }
    now = target;
  }
  return { past, future };
}
