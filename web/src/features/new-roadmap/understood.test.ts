import { describe, expect, it } from "vitest";
import type { Preview } from "@/shared/api/types";
import {
  draftFrom,
  EMPTY_DRAFT,
  goalRequest,
  hoursNumber,
  knownEntries,
  writtenIn,
} from "@/shared/lib/goal-draft";
import { understood } from "./understood";

const preview = {
  read: { hours_per_week: 6, deadline: "2027-03-31", level: null, known: ["git"] },
  goals: [{ goal_id: "python", name: "Python", score: 1 }],
  unmatched: ["kubernetes"],
  title: "Python",
  hours_per_week: 6,
  planner: "catalog",
  concept_count: 30,
  fallback_count: 0,
  known_not_recognised: [],
  verdict: null,
  schedule_end: null,
  costs: null,
} satisfies Preview;

describe("what was understood", () => {
  it("comes from the sentence", () => {
    const result = understood({ ...EMPTY_DRAFT, goal: "x" }, preview);
    expect(result.hours).toEqual({ value: 6, source: "read" });
    expect(result.deadline).toEqual({ value: "2027-03-31", source: "read" });
    expect(result.level.source).toBe("absent");
    expect(result.known).toEqual({ value: ["git"], source: "read", read: ["git"] });
    expect(result.unmatched).toEqual(["kubernetes"]);
  });

  it("gives way to what is set by hand, and what is known adds up", () => {
    const draft = { ...EMPTY_DRAFT, hours: "9", known: "loops, functions", level: "advanced" } as const;
    const result = understood(draft, preview);
    expect(result.hours).toEqual({ value: 9, source: "explicit" });
    expect(result.known).toMatchObject({ value: ["git", "loops", "functions"], source: "explicit" });
    expect(result.level).toEqual({ value: "advanced", source: "explicit" });
  });

  it("is called assumed when nobody said it", () => {
    const silent = { ...preview, read: { known: [] }, hours_per_week: 5 };
    expect(understood(EMPTY_DRAFT, silent).hours).toEqual({ value: 5, source: "assumed" });
  });

  it("has no goal of the catalog where a model plans", () => {
    const byModel: Preview = { ...preview, planner: "model", goals: [] };
    expect(understood(EMPTY_DRAFT, byModel).goals.source).toBe("absent");
  });
});

describe("the request made of a draft", () => {
  it("says only what was said", () => {
    const request = goalRequest({ ...EMPTY_DRAFT, goal: "  learn python " }, "Europe/Berlin");
    expect(request).toMatchObject({
      goal: "learn python",
      language: "en",
      time_zone: "Europe/Berlin",
      review: true,
    });
    expect(request).not.toHaveProperty("hours_per_week");
    expect(request).not.toHaveProperty("deadline");
  });

  it("can be turned back into the draft", () => {
    const draft = { ...EMPTY_DRAFT, goal: "学会 Python", hours: "4.5", known: "git, loops", review: false };
    expect(draftFrom(goalRequest(draft, "UTC"))).toEqual({ ...draft, language: "zh" });
  });

  it("reads numbers and lists as people write them", () => {
    expect(hoursNumber("4,5")).toBe(4.5);
    expect(hoursNumber("500")).toBeUndefined();
    expect(knownEntries("循环，函数、循环; git")).toEqual(["循环", "函数", "git"]);
    expect([writtenIn("学 Python 编程"), writtenIn("learn 中文 please now")]).toEqual(["zh", "en"]);
  });
});
