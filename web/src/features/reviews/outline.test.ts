import { describe, expect, it } from "vitest";
import type { Operation } from "@/shared/api/types";
import { makePlan } from "../../../test/support/plans";
import {
  applyOperation,
  dropOperation,
  findPlace,
  hoursIn,
  moveOperation,
  type Outline,
  outlineOf,
  type Part,
  remaining,
  rowsOf,
  stepOperation,
} from "./outline";

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
