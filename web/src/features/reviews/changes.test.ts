import { describe, expect, it } from "vitest";
import type { RevisionSummary } from "@/shared/api/types";
import { makePlan } from "../../../test/support/plans";
import {
  applyChanges,
  changeAt,
  effectsByChange,
  inGroups,
  NO_CHANGES,
  operationsOf,
  operationsOfWay,
  withAccepted,
  withHandEdit,
  withLastMadeAgain,
  withLastTakenBack,
  withOperations,
} from "./changes";
import { moveOperation, outlineOf } from "./outline";
import { historyOf } from "./undo-history";

const plan = outlineOf(makePlan({ s: { m: ["a", "b", "c"] } }));
const rename = (name: string) => ({ kind: "rename", target_id: "a", name }) as const;
const remove = (target_id: string) => ({ kind: "remove", target_id, because: "not_wanted" }) as const;
const add = (concept_id: string) =>
  ({
    kind: "add",
    source: "catalog",
    concept_id,
    name: concept_id,
    hours: 1,
    into_id: "m",
    position: 0,
  }) as const;

describe("the list of changes", () => {
  it("joins moves and renames of one part that follow each other", () => {
    const moved = withHandEdit(withHandEdit(NO_CHANGES, plan, [moveOperation("a", "m", 1)]), plan, [
      moveOperation("a", "m", 2),
    ]);
    expect(moved.changes).toHaveLength(1);
    const renamed = withHandEdit(withHandEdit(moved, plan, [rename("x")]), plan, [rename("y")]);
    expect(operationsOf(renamed.changes).map(({ kind }) => kind)).toEqual(["move", "rename"]);
  });

  it("forgets what comes back to where it was", () => {
    const there = withHandEdit(NO_CHANGES, plan, [moveOperation("a", "m", 1)]);
    expect(withHandEdit(there, plan, [moveOperation("a", "m", 0)]).changes).toEqual([]);
    expect(withHandEdit(NO_CHANGES, plan, [rename("A")]).changes).toEqual([]);
  });

  it("keeps other hours and another date, which the outline does not show", () => {
    const list = withHandEdit(NO_CHANGES, plan, [{ kind: "set_budget", hours_per_week: 9 }]);
    expect(list.changes).toHaveLength(1);
  });

  it("leaves out what is not ticked, and keeps it in the list", () => {
    const list = withOperations(NO_CHANGES, [[remove("a")], [remove("b")]], "words");
    const first = list.changes[0]?.id ?? "";
    const { accepted } = applyChanges(plan, withAccepted(list, first, false).changes);
    expect(operationsOf(accepted)).toEqual([remove("b")]);
  });

  it("says which changes do not apply any more, and goes on with the rest", () => {
    const list = withOperations(NO_CHANGES, [[remove("gone")], [remove("b")]], "words");
    const { accepted, stale } = applyChanges(plan, list.changes);
    expect(operationsOf(accepted)).toEqual([remove("b")]);
    expect([...stale]).toEqual([list.changes[0]?.id]);
  });

  it("takes changes back and makes them again, until there is another one", () => {
    const two = withOperations(NO_CHANGES, [[remove("a")], [remove("b")]], "hand");
    const none = withLastTakenBack(withLastTakenBack(two));
    expect(none.changes).toEqual([]);
    expect(withLastMadeAgain(withLastMadeAgain(none)).changes).toEqual(two.changes);
    expect(withOperations(none, [[remove("c")]], "hand").takenBack).toEqual([]);
  });

  it("takes what an added concept needs as one change with it", () => {
    const list = withOperations(
      NO_CHANGES,
      inGroups([remove("a"), add("x"), add("y"), rename("z")]),
      "words",
    );
    expect(list.changes.map(({ operations }) => operations.length)).toEqual([1, 2, 1]);
    expect(changeAt(list.changes, 2)).toBe(list.changes[1]);
    const effect = (hours_change: number, end_change_days: number | null) => ({
      hours_change,
      end_change_days,
    });
    const effects = effectsByChange(list.changes, [effect(-1, -2), effect(1, 1), effect(2, 3), effect(0, 0)]);
    expect(effects.get(list.changes[1]?.id ?? "")).toMatchObject({ hours_change: 3, end_change_days: 4 });
  });
});

describe("ways out", () => {
  it("are operations", () => {
    expect(operationsOfWay({ kind: "more_weeks", end_date: "2027-05-01", drop: [], drop_names: [] })).toEqual(
      [{ kind: "set_budget", deadline: "2027-05-01" }],
    );
    expect(operationsOfWay({ kind: "more_hours", hours_per_week: 7.5, drop: [], drop_names: [] })).toEqual([
      { kind: "set_budget", hours_per_week: 7.5 },
    ]);
    expect(operationsOfWay({ kind: "fewer_concepts", drop: ["a"], drop_names: ["A"] })).toEqual([
      remove("a"),
    ]);
  });
});

describe("undo and redo", () => {
  /** `p1 h2 h3 r>2`: made by the planner, twice by hand, then reverted to the second. */
  const history = (made: string) =>
    historyOf(
      made.split(" ").map((one, index): Pick<RevisionSummary, "revision" | "by" | "restores"> => {
        const [by = "", restores] = one.split(">");
        const names: Record<string, string> = { p: "planner", h: "person", r: "revert" };
        return {
          revision: index + 1,
          by: names[by] ?? by,
          restores: restores === undefined ? null : Number(restores),
        };
      }),
    );

  it("walk back and forth over revisions that only grow", () => {
    expect(history("p")).toEqual({ past: [], future: [] });
    expect(history("p h h")).toEqual({ past: [1, 2], future: [] });
    expect(history("p h h r>2")).toEqual({ past: [1], future: [3] });
    expect(history("p h h r>2 r>1")).toEqual({ past: [], future: [3, 2] });
    expect(history("p h h r>2 r>1 r>2")).toEqual({ past: [1], future: [3] });
    expect(history("p h h r>2 r>1 r>2 r>3")).toEqual({ past: [1, 2], future: [] });
  });

  it("forget a future that another change has cut off", () => {
    expect(history("p h r>1 h")).toEqual({ past: [1], future: [] });
  });

  it("go over several steps at once, and name a revert by what it restores", () => {
    expect(history("p h h r>1")).toEqual({ past: [], future: [3, 2] });
    expect(history("p h r>1 r>2 r>3")).toEqual({ past: [], future: [2] });
  });

  it("take a revert of which nothing is known as a step on", () => {
    expect(history("p h r")).toEqual({ past: [1, 2], future: [] });
  });
});
