import { describe, expect, it } from "vitest";
import { makeConcept, makeRoadmap } from "../../../test/support/roadmaps";
import { conceptsInOrder, needsOf, neighbours, nextConcept, unlockedBy, weeksOf } from "./roadmap-order";

const roadmap = makeRoadmap();

describe("reading a roadmap", () => {
  it("continues with the first concept that is not done", () => {
    expect(nextConcept(roadmap)?.concept_id).toBe("b");
    const done = makeConcept({ concept_id: "a", state: "done" });
    const stages = roadmap.stages.map((stage) => ({
      ...stage,
      modules: stage.modules.map((module) => ({ ...module, concepts: [done] })),
    }));
    expect(nextConcept(makeRoadmap({ stages }))).toBeUndefined();
  });

  it("knows what comes before and after, across stages", () => {
    expect(conceptsInOrder(roadmap).map(({ concept_id }) => concept_id)).toEqual(["a", "b", "c", "d"]);
    expect(neighbours(roadmap, "a").previous).toBeUndefined();
    expect(neighbours(roadmap, "b").next?.concept_id).toBe("c");
    expect(neighbours(roadmap, "d").next).toBeUndefined();
    expect(neighbours(roadmap, "gone")).toEqual({ previous: undefined, next: undefined });
  });

  it("gives the weeks of concepts, and never a day after the end", () => {
    expect(weeksOf(roadmap.schedule, new Set(["a", "b"]))).toEqual({
      first: 1,
      last: 2,
      start: "2026-01-05",
      end: "2026-01-18",
    });
    expect(weeksOf(roadmap.schedule, new Set(["d"]))?.end).toBe("2026-01-21");
    expect(weeksOf(roadmap.schedule, new Set(["gone"]))).toBeUndefined();
  });

  it("gives the reasons on both sides of a concept", () => {
    expect(needsOf(roadmap, "b").map(({ why }) => why)).toEqual(["B uses A."]);
    expect(unlockedBy(roadmap, "b").map(({ after }) => after)).toEqual(["d"]);
  });
});
