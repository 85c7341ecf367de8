import { describe, expect, it } from "vitest";
import { makePlan } from "../../../test/support/plans";
import { applyChanges, NO_CHANGES, withAccepted, withHandEdit, withOperations } from "./changes";
import { moveOperation, outlineOf } from "./outline";
import { afterChange, afterRedo, afterUndo, startAt } from "./undo-history";

const plan = outlineOf(makePlan({ s: { m: ["a", "b", "c"] } }));
const rename = (name: string) => ({ kind: "rename", target_id: "a", name }) as const;
const remove = (target_id: string) => ({ kind: "remove", target_id, because: "not_wanted" }) as const;

describe("the list of changes", () => {
  it("joins moves and renames of one part that follow each other", () => {
    const moved = withHandEdit(
      withHandEdit(NO_CHANGES, plan, moveOperation("a", "m", 1)),
      plan,
      moveOperation("a", "m", 2),
    );
    expect(moved.changes).toHaveLength(1);
    const renamed = withHandEdit(withHandEdit(moved, plan, rename("x")), plan, rename("y"));
    expect(renamed.changes.map(({ operation }) => operation.kind)).toEqual(["move", "rename"]);
  });

  it("forgets what comes back to where it was", () => {
    const there = withHandEdit(NO_CHANGES, plan, moveOperation("a", "m", 1));
    expect(withHandEdit(there, plan, moveOperation("a", "m", 0)).changes).toEqual([]);
    expect(withHandEdit(NO_CHANGES, plan, rename("A")).changes).toEqual([]);
  });

  it("leaves out what is not ticked, and keeps it in the list", () => {
    const list = withOperations(NO_CHANGES, [remove("a"), remove("b")], "words");
    const first = list.changes[0]?.id ?? "";
    const { accepted } = applyChanges(plan, withAccepted(list, first, false).changes);
    expect(accepted.map(({ operation }) => operation.target_id)).toEqual(["b"]);
  });

  it("says which changes do not apply any more, and goes on with the rest", () => {
    const list = withOperations(NO_CHANGES, [remove("gone"), remove("b")], "words");
    const { accepted, stale } = applyChanges(plan, list.changes);
    expect(accepted.map(({ operation }) => operation.target_id)).toEqual(["b"]);
    expect([...stale]).toEqual([list.changes[0]?.id]);
  });
});

describe("undo and redo", () => {
  it("walk back and forth over revisions that only grow", () => {
    let history = afterChange(startAt(1), 1, 2);
    history = afterChange(history, 2, 3);
    history = afterUndo(history, 3, 4);
    expect(history).toEqual({ at: 4, past: [1], future: [3] });
    history = afterUndo(history, 4, 5);
    expect(history).toEqual({ at: 5, past: [], future: [3, 4] });
    history = afterRedo(history, 5, 6);
    expect(history).toEqual({ at: 6, past: [5], future: [3] });
  });

  it("forget a past that somebody else's change has cut off", () => {
    const history = afterChange(startAt(1), 1, 2);
    expect(afterChange(history, 5, 6)).toEqual({ at: 6, past: [5], future: [] });
  });
});
