/** The changes that a learner is about to make, by hand, in words or to make it fit; nothing is changed before they say so. */
import type { Operation, WayOut } from "@/shared/api/types";
import { applyOperation, type Outline, sameOutline } from "./outline";

export interface Change {
  /** Unique among the changes of this page. */
  id: string;
  operation: Operation;
  from: "hand" | "words" | "way_out";
  /** Unticked ones stay in the list, without effect. */
  accepted: boolean;
}

export interface ChangeList {
  changes: readonly Change[];
  /** For the next id. */
  made: number;
}

export const NO_CHANGES: ChangeList = { changes: [], made: 0 };

/** The plan with the accepted changes in it, and the changes that do not apply to it any more. */
export interface Applied {
  outline: Outline;
  accepted: readonly Change[];
  stale: ReadonlySet<string>;
}

export function applyChanges(outline: Outline, changes: readonly Change[]): Applied {
  let result = outline;
  const accepted: Change[] = [];
  const stale = new Set<string>();
  for (const change of changes) {
    if (!change.accepted) continue;
    const after = applyOperation(result, change.operation);
    if (after === undefined) stale.add(change.id);
    else {
      result = after;
      accepted.push(change);
    }
  }
  return { outline: result, accepted, stale };
}

export const operationsOf = (changes: readonly Change[]): Operation[] =>
  changes.map(({ operation }) => operation);

/** Add operations. Moving or renaming the same part twice in a row is one change. */
export function withOperations(
  list: ChangeList,
  operations: readonly Operation[],
  from: Change["from"],
): ChangeList {
  let { changes, made } = list;
  for (const operation of operations) {
    const last = changes.at(-1);
    const continues =
      last?.accepted === true &&
      last.from === from &&
      operation.kind !== "remove" &&
      last.operation.kind === operation.kind &&
      last.operation.target_id === operation.target_id;
    if (continues) changes = changes.slice(0, -1);
    made += 1;
    changes = [...changes, { id: `change-${made}`, operation, from, accepted: true }];
  }
  return { changes, made };
}

/** Add what was done by hand; back and forth to where it was is no change. */
export function withHandEdit(list: ChangeList, outline: Outline, operation: Operation): ChangeList {
  const next = withOperations(list, [operation], "hand");
  const before = applyChanges(outline, next.changes.slice(0, -1)).outline;
  const after = applyChanges(outline, next.changes).outline;
  return sameOutline(before, after) ? withoutLast(next) : next;
}

export const withAccepted = (list: ChangeList, id: string, accepted: boolean): ChangeList => ({
  ...list,
  changes: list.changes.map((change) => (change.id === id ? { ...change, accepted } : change)),
});

export const withoutChange = (list: ChangeList, id: string): ChangeList => ({
  ...list,
  changes: list.changes.filter((change) => change.id !== id),
});

export const withoutLast = (list: ChangeList): ChangeList => ({
  ...list,
  changes: list.changes.slice(0, -1),
});

/** The change that took a part out, to bring it back. */
export const removalOf = (changes: readonly Change[], partId: string): Change | undefined =>
  changes.findLast(({ operation }) => operation.kind === "remove" && operation.target_id === partId);

/** What a way out takes out of the plan. */
export const removalsOf = (way: WayOut): Operation[] =>
  (way.drop ?? []).map((target_id) => ({ kind: "remove", target_id, because: "not_wanted" }));
