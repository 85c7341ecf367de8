import { describe, expect, it } from "vitest";
import type { Operation } from "@/shared/api/types";
import { makePlan } from "../../../test/support/plans";
import { applyOperation } from "./apply-operation";
import { dropOperation, moveOperation, outlineOf, rowsOf, stepOperation } from "./outline";
import { dependantsOf, findPlace, hoursIn, type Outline, type Part, remaining, standsBetween } from "./part";

const plan = () => outlineOf(makePlan({ first: { m1: ["a", "b"], m2: ["c"] }, second: { m3: ["d", "e"] } }));

/** `first(m1(a b) m2(c)) second(m3(d e))` */
const said = (parts: readonly Part[]): string =>
  remaining(parts)
    .map(({ id, parts: inner }) => (inner.length > 0 ? `${id}(${said(inner)})` : id))
    .join(" ");

function applied(outline: Outline, ...operations: (Operation | undefined)[]): Outline {
  return operations.reduce<Outline>((result, operation) => {
    const next = operation && applyOperation(result, operation);
    if (next === undefined) throw new Error(`refused: ${JSON.stringify(operation)}`);
    return next;
  }, outline);
}

describe("applying operations", () => {
  it("keeps what is taken out in its place, marked", () => {
    const result = applied(plan(), { kind: "remove", target_id: "a", because: "known" });
    expect(said(result)).toBe("first(m1(b) m2(c)) second(m3(d e))");
    expect(rowsOf(result).find(({ part }) => part.id === "a")?.part.gone).toBe("known");
  });

  it("lets a module that has lost its last concept go, and the stage with it", () => {
    const result = applied(
      plan(),
      { kind: "remove", target_id: "d", because: "not_wanted" },
      { kind: "remove", target_id: "e", because: "not_wanted" },
    );
    expect(said(result)).toBe("first(m1(a b) m2(c))");
    expect(rowsOf(result).find(({ part }) => part.id === "second")?.part.gone).toBe("emptied");
  });

  it("counts positions among what remains", () => {
    const result = applied(
      plan(),
      { kind: "remove", target_id: "a", because: "not_wanted" },
      moveOperation("c", "m1", 1),
    );
    expect(said(result)).toBe("first(m1(b c)) second(m3(d e))");
  });

  it("refuses a place of the wrong kind, a place beyond the end, and a part that is gone", () => {
    expect(applyOperation(plan(), moveOperation("a", "first", 0))).toBeUndefined();
    expect(applyOperation(plan(), moveOperation("a", "m3", 3))).toBeUndefined();
    const without = applied(plan(), { kind: "remove", target_id: "a", because: "known" });
    expect(applyOperation(without, { kind: "rename", target_id: "a", name: "x" })).toBeUndefined();
  });

  it("remembers the name before, however often it is renamed", () => {
    const result = applied(
      plan(),
      { kind: "rename", target_id: "a", name: "x" },
      { kind: "rename", target_id: "a", name: "y" },
    );
    expect(findPlace(result, "a")?.part).toMatchObject({ name: "y", nameBefore: "A" });
  });

  it("adds up the hours of what remains", () => {
    const result = applied(plan(), { kind: "remove", target_id: "a", because: "known" });
    expect(result.map(hoursIn)).toEqual([4, 4]);
  });
});

describe("concepts that come, grow together and come apart", () => {
  const add = { kind: "add", source: "catalog", concept_id: "x", name: "X", hours: 3 } as const;

  it("adds one at its place, and takes the trace of an earlier removal away", () => {
    const result = applied(plan(), { ...add, into_id: "m2", position: 1 });
    expect(said(result)).toBe("first(m1(a b) m2(c x)) second(m3(d e))");
    expect(findPlace(result, "x")?.part).toMatchObject({ added: true, hours: 3 });
    const back = applied(
      plan(),
      { kind: "remove", target_id: "a", because: "not_wanted" },
      { ...add, concept_id: "a", into_id: "m1", position: 0 },
    );
    expect(rowsOf(back).filter(({ part }) => part.id === "a")).toHaveLength(1);
    expect(applyOperation(plan(), { ...add, concept_id: "a", into_id: "m1", position: 0 })).toBeUndefined();
  });

  it("fills an empty plan", () => {
    const empty = applied(
      plan(),
      { kind: "remove", target_id: "first", because: "not_wanted" },
      { kind: "remove", target_id: "second", because: "not_wanted" },
    );
    const result = applied(empty, add, { ...add, concept_id: "y", into_id: "own-unknown-here", position: 1 });
    expect(remaining(result)[0]?.parts[0]?.parts.map(({ id }) => id)).toEqual(["x", "y"]);
  });

  it("merges: hours and needs unite, the others go and are marked", () => {
    const needing = applied(
      plan(),
      { kind: "set_prerequisites", target_id: "c", prerequisites: [{ concept_id: "b" }] },
      { kind: "set_prerequisites", target_id: "e", prerequisites: [{ concept_id: "c" }] },
      { kind: "merge", target_id: "a", with_ids: ["c"], name: "Both", into_id: "m1", position: 1 },
    );
    expect(said(needing)).toBe("first(m1(b a)) second(m3(d e))");
    expect(findPlace(needing, "a")?.part).toMatchObject({ name: "Both", hours: 4, needs: ["b"] });
    expect(findPlace(needing, "e")?.part.needs).toEqual(["a"]);
    expect(rowsOf(needing).find(({ part }) => part.id === "c")?.part.gone).toBe("merged");
  });

  it("splits: the first keeps its id, what needed it needs the last part", () => {
    const result = applied(
      plan(),
      { kind: "set_prerequisites", target_id: "b", prerequisites: [{ concept_id: "a" }] },
      {
        kind: "split",
        target_id: "a",
        parts: [
          { name: "One", hours: 1 },
          { name: "Two", hours: 1.5, concept_id: "own-2" },
          { name: "Three", hours: 2, concept_id: "own-3" },
        ],
      },
    );
    expect(said(result)).toBe("first(m1(a own-2 own-3 b) m2(c)) second(m3(d e))");
    expect(findPlace(result, "a")?.part).toMatchObject({ name: "One", nameBefore: "A", hours: 1 });
    expect(findPlace(result, "own-3")?.part).toMatchObject({ needs: ["own-2"], hours: 2 });
    expect(findPlace(result, "b")?.part.needs).toEqual(["own-3"]);
  });

  it("reorders what stands in a part, and only that", () => {
    expect(said(applied(plan(), { kind: "reorder", target_id: "m3", order: ["e", "d"] }))).toContain(
      "m3(e d)",
    );
    expect(said(applied(plan(), { kind: "reorder", order: ["second", "first"] }))).toMatch(/^second/);
    for (const order of [["e"], ["e", "e"], ["e", "a"], ["e", "d", "a"]])
      expect(applyOperation(plan(), { kind: "reorder", target_id: "m3", order })).toBeUndefined();
  });

  it("knows what builds on a concept, over several steps", () => {
    const chain = applied(
      plan(),
      { kind: "set_prerequisites", target_id: "b", prerequisites: [{ concept_id: "a" }] },
      { kind: "set_prerequisites", target_id: "d", prerequisites: [{ concept_id: "b" }] },
    );
    expect([...dependantsOf(chain, "a")].sort()).toEqual(["b", "d"]);
    expect(standsBetween(chain, new Set(["a", "d"]))?.id).toBe("b");
    expect(standsBetween(chain, new Set(["a", "b", "d"]))).toBeUndefined();
  });
});

describe("moving by steps", () => {
  it("goes over the border of a module and of a stage", () => {
    const up = applied(plan(), stepOperation(plan(), "d", -1));
    expect(said(up)).toBe("first(m1(a b) m2(c d)) second(m3(e))");
    const down = applied(plan(), stepOperation(plan(), "b", 1));
    expect(said(down)).toBe("first(m1(a) m2(b c)) second(m3(d e))");
  });

  it("moves modules and stages too", () => {
    expect(said(applied(plan(), stepOperation(plan(), "m2", 1)))).toBe(
      "first(m1(a b)) second(m2(c) m3(d e))",
    );
    expect(said(applied(plan(), stepOperation(plan(), "second", -1)))).toBe(
      "second(m3(d e)) first(m1(a b) m2(c))",
    );
  });

  it("has nowhere to go at the ends", () => {
    expect(stepOperation(plan(), "a", -1)).toBeUndefined();
    expect(stepOperation(plan(), "e", 1)).toBeUndefined();
  });
});

describe("letting go of a dragged part", () => {
  it("lands before or after a part of its kind", () => {
    expect(said(applied(plan(), dropOperation(plan(), "a", "e", false)))).toContain("m3(d a e)");
    expect(said(applied(plan(), dropOperation(plan(), "a", "b", true)))).toContain("m1(b a)");
  });

  it("lands first in a part that can hold it, and nowhere else", () => {
    expect(said(applied(plan(), dropOperation(plan(), "a", "m3", true)))).toContain("m3(a d e)");
    expect(dropOperation(plan(), "a", "second", true)).toBeUndefined();
    expect(dropOperation(plan(), "a", "a", true)).toBeUndefined();
  });
});
