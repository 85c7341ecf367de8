import { describe, expect, it } from "vitest";
import type { UnitStatus } from "@/shared/api/types";
import type { UnitView } from "@/shared/realtime/task-view";
import { makeConcept, makePlan } from "../../../test/support/plans";
import { countWritten, isReadable, marksOf, missingParts } from "./units";

const unit = (concept_id: string, kind: UnitView["kind"], status: UnitStatus): Record<string, UnitView> => ({
  [`${concept_id}:${kind}`]: {
    unit: `${concept_id}:${kind}`,
    concept_id,
    kind,
    status,
    attempt: 1,
    version: null,
    reason: status === "failed" ? "thin" : null,
  },
});
const pending = { status: "pending", version: 0 } as const;
const written = { status: "completed", version: 1 } as const;
const a = makeConcept("a", { units: { tutorial: pending, resources: pending, quiz: pending } });

describe("the marks of a concept", () => {
  it("follow the events, and the roadmap where there are none", () => {
    const units = { ...unit("a", "tutorial", "completed"), ...unit("a", "resources", "running") };
    const marks = marksOf(a, { units, terminal: false });
    expect(marks.map(({ status }) => status)).toEqual(["completed", "running", "pending"]);
  });

  it("show nothing as running once the run has ended", () => {
    const marks = marksOf(a, { units: unit("a", "resources", "running"), terminal: true });
    expect(marks.map(({ status }) => status)).toEqual(["skipped", "skipped", "skipped"]);
  });

  it("leave out kinds that were not asked for", () => {
    expect(
      marksOf(makeConcept("b", { units: { quiz: pending } }), { units: {}, terminal: false }),
    ).toHaveLength(1);
  });
});

describe("what is there and what is missing", () => {
  const b = makeConcept("b", { units: { tutorial: written, resources: written, quiz: pending } });
  const roadmap = makePlan({ s: { m: [a, b] } });
  const task = { units: unit("b", "quiz", "failed"), terminal: true };

  it("is readable as soon as one part is", () => {
    expect(isReadable(a, task)).toBe(false);
    expect(isReadable(b, task)).toBe(true);
  });

  it("counts parts", () => {
    expect(countWritten(roadmap.stages[0]?.modules ?? [], task)).toEqual({ done: 2, total: 6 });
  });

  it("names exactly the parts that failed, and counts those that no run got to", () => {
    expect(missingParts(roadmap, task)).toEqual({
      concepts: [{ conceptId: "b", name: "B", failed: [{ unit: "b:quiz", kind: "quiz", reason: "thin" }] }],
      failed: 1,
      skipped: 3,
      units: ["a:tutorial", "a:resources", "a:quiz", "b:quiz"],
    });
  });

  it("does not miss what a later run has written", () => {
    const mended = makeConcept("b", { units: { tutorial: written, resources: written, quiz: written } });
    expect(missingParts(makePlan({ s: { m: [mended] } }), task)).toEqual({
      concepts: [],
      failed: 0,
      skipped: 0,
      units: [],
    });
  });
});
