/** The changes that a learner is about to make, by hand, in words or to make it fit; nothing is changed before they say so. */
import type { Effect, Operation, WayOut } from "@/shared/api/types";
import { applyOperation } from "./apply-operation";
import { sameOutline } from "./outline";
import type { Outline } from "./part";

export interface Change {
  /** Unique among the changes of this page. */
  id: string;
  /** What belongs together: one operation, or a concept that is added with all that it needs. */
  operations: readonly Operation[];
  from: "hand" | "words" | "way_out";
  /** Unticked ones stay in the list, without effect. */
  accepted: boolean;
}

export interface ChangeList {
  changes: readonly Change[];
  /** Taken back last first, to be made again. */
  takenBack: readonly Change[];
  /** For the next id. */
  made: number;
}

export const NO_CHANGES: ChangeList = { changes: [], takenBack: [], made: 0 };

/** The plan with the accepted changes in it, and the changes that do not apply to it any more. */
export interface Applied {
  outline: Outline;
  accepted: readonly Change[];
  stale: ReadonlySet<string>;
}

function applyAll(outline: Outline, operations: readonly Operation[]): Outline | undefined {
  return operations.reduce<Outline | undefined>(
    (result, operation) => result && applyOperation(result, operation),
    outline,
  );
}

export function applyChanges(outline: Outline, changes: readonly Change[]): Applied {
  let result = outline;
  const accepted: Change[] = [];
  const stale = new Set<string>();
  for (const change of changes) {
    if (!change.accepted) continue;
    const after = applyAll(result, change.operations);
    if (after === undefined) stale.add(change.id);
    else {
      result = after;
      accepted.push(change);
    }
  }
  return { outline: result, accepted, stale };
}

export const operationsOf = (changes: readonly Change[]): Operation[] =>
  changes.flatMap(({ operations }) => operations);

/** The change that an operation belongs to, by its place in the list of all. */
export function changeAt(changes: readonly Change[], index: number): Change | undefined {
  let before = 0;
  return changes.find(({ operations }) => {
    before += operations.length;
    return index < before;
  });
}

/** What a change does, from the effects of all operations in turn. */
export function effectsByChange(
  changes: readonly Change[],
  effects: readonly Effect[],
): ReadonlyMap<string, Effect> {
  const found = new Map<string, Effect>();
  let index = 0;
  for (const { id, operations } of changes) {
    const own = effects.slice(index, index + operations.length);
    index += operations.length;
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined || own.length < operations.length) continue;
    const days = own.map(({ end_change_days }) => end_change_days);
    found.set(id, {
      hours_change: own.reduce((sum, { hours_change }) => sum + hours_change, 0),
      end_before: first.end_before ?? null,
      end_after: last.end_after ?? null,
      end_change_days: days.some((day) => day == null)
        ? null
        : days.reduce<number>((sum, day) => sum + (day ?? 0), 0),
    });
  }
  return found;
}

/** Concepts of the catalog that stand one after the other come along with the last of them. */
export function inGroups(operations: readonly Operation[]): readonly (readonly Operation[])[] {
  const groups: Operation[][] = [];
  for (const operation of operations) {
    const last = groups.at(-1);
    if (last !== undefined && isFromCatalog(operation) && last.every(isFromCatalog)) last.push(operation);
    else groups.push([operation]);
  }
  return groups;
}

const isFromCatalog = (operation: Operation): boolean =>
  operation.kind === "add" && operation.source !== "own";

/** Kinds of which a second one, on the same part, says all that the first said. */
const REPLACING: ReadonlySet<Operation["kind"]> = new Set([
  "move",
  "rename",
  "reorder",
  "set_hours",
  "set_prerequisites",
]);

const targetOf = (operation: Operation): string | null | undefined =>
  "target_id" in operation ? operation.target_id : undefined;

/** Add operations, those of each group as one change. Moving or renaming the same part twice in a row is one change. */
export function withOperations(
  list: ChangeList,
  groups: readonly (readonly Operation[])[],
  from: Change["from"],
): ChangeList {
  let { changes, made } = list;
  for (const operations of groups) {
    const [operation] = operations;
    const last = changes.at(-1);
    const before = last?.operations[0];
    const continues =
      last?.accepted === true &&
      last.from === from &&
      operation !== undefined &&
      before !== undefined &&
      REPLACING.has(operation.kind) &&
      before.kind === operation.kind &&
      targetOf(before) === targetOf(operation);
    if (continues) changes = changes.slice(0, -1);
    made += 1;
    changes = [...changes, { id: `change-${made}`, operations, from, accepted: true }];
  }
  return { changes, takenBack: [], made };
}

/** Add what was done by hand; back and forth to where it was is no change. */
export function withHandEdit(
  list: ChangeList,
  outline: Outline,
  operations: readonly Operation[],
): ChangeList {
  const next = withOperations(list, [operations], "hand");
  if (operations.some(({ kind }) => kind === "set_budget")) return next;
  const before = applyChanges(outline, next.changes.slice(0, -1)).outline;
  const after = applyChanges(outline, next.changes).outline;
  return sameOutline(before, after) ? { ...next, changes: next.changes.slice(0, -1) } : next;
}

export const withAccepted = (list: ChangeList, id: string, accepted: boolean): ChangeList => ({
  ...list,
  changes: list.changes.map((change) => (change.id === id ? { ...change, accepted } : change)),
});

export const withoutChange = (list: ChangeList, id: string): ChangeList => ({
  ...list,
  changes: list.changes.filter((change) => change.id !== id),
});

export function withLastTakenBack(list: ChangeList): ChangeList {
  const last = list.changes.at(-1);
  if (last === undefined) return list;
  return { ...list, changes: list.changes.slice(0, -1), takenBack: [...list.takenBack, last] };
}

export function withLastMadeAgain(list: ChangeList): ChangeList {
  const last = list.takenBack.at(-1);
  if (last === undefined) return list;
  return { ...list, changes: [...list.changes, last], takenBack: list.takenBack.slice(0, -1) };
}

/** The change that took a part out, to bring it back. */
export const removalOf = (changes: readonly Change[], partId: string): Change | undefined =>
  changes.findLast(({ operations }) =>
    operations.some(
      (operation) =>
        (operation.kind === "remove" && operation.target_id === partId) ||
        (operation.kind === "merge" && operation.with_ids.includes(partId)),
    ),
  );

/** What a way out does to the plan. */
export function operationsOfWay(way: WayOut): Operation[] {
  switch (way.kind) {
    case "fewer_concepts":
      return (way.drop ?? []).map((target_id) => ({ kind: "remove", target_id, because: "not_wanted" }));
    case "more_weeks":
      return way.end_date == null ? [] : [{ kind: "set_budget", deadline: way.end_date }];
    case "more_hours":
      return way.hours_per_week == null ? [] : [{ kind: "set_budget", hours_per_week: way.hours_per_week }];
  }
}
