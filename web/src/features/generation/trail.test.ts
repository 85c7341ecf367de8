import { describe, expect, it } from "vitest";
import { applyEvent } from "@/shared/realtime/apply-event";
import { emptyTaskView, type TaskView } from "@/shared/realtime/task-view";
import { makeEvent, TASK_ID, wholeRun } from "../../../test/support/events";
import { placeOnTrail, spentAt, trailOf } from "./trail";

const fold = (events: Parameters<typeof applyEvent>[1][]): TaskView =>
  events.reduce(applyEvent, emptyTaskView(TASK_ID));

const meanings = (task: TaskView) => trailOf(task).map(({ meaning }) => meaning);
const branches = (task: TaskView, step: string) => trailOf(task).find((node) => node.step === step)?.branches;
const branch = (task: TaskView, step: string) => branches(task, step)?.[0];

const progress = (step: Parameters<typeof stepEvent>[1], state: "started" | "finished") =>
  [step, state] as const;
function stepEvent(
  seq: number,
  step:
    | "intent_analysis"
    | "curriculum_design"
    | "structure_validation"
    | "roadmap_edit"
    | "content_generation",
  state: "started" | "finished",
) {
  return makeEvent(seq, "progress", { phase: "plan", step, state, done: 0, total: 3, pct: 0 });
}

describe("the trail", () => {
  it("waits at the beginning", () => {
    expect(meanings(emptyTaskView(TASK_ID))).toEqual(["waiting", "waiting", "waiting", "waiting", "waiting"]);
  });

  it("shows the review as what needs the learner", () => {
    const events = wholeRun();
    const asked = events.findIndex(({ type }) => type === "human_review_required");
    const task = fold(events.slice(0, asked + 1));
    expect(meanings(task)).toEqual(["done", "done", "done", "needs_you", "waiting"]);
    expect(placeOnTrail(trailOf(task))).toBe(4);
  });

  it("counts a change that was asked for at the review, not at the check", () => {
    const task = fold(wholeRun());
    expect(branch(task, "human_review")).toMatchObject({ kind: "change", rounds: 1, meaning: "done" });
    expect(branch(task, "structure_validation")).toMatchObject({
      kind: "mend",
      rounds: 0,
      meaning: "waiting",
    });
    expect(meanings(task)).toEqual(["done", "done", "done", "done", "done"]);
  });

  it("counts mending at the check, and shows it while it goes on", () => {
    const steps = [
      progress("intent_analysis", "started"),
      progress("intent_analysis", "finished"),
      progress("curriculum_design", "started"),
      progress("curriculum_design", "finished"),
      progress("structure_validation", "started"),
      progress("roadmap_edit", "started"),
    ];
    const task = fold(steps.map(([step, state], index) => stepEvent(index + 1, step, state)));
    expect(branch(task, "structure_validation")).toMatchObject({ rounds: 1, meaning: "running" });
    expect(branch(task, "human_review")).toMatchObject({ rounds: 0 });
  });

  it("tells what a model changed at its second look from what was mended", () => {
    const applied = (seq: number, by: "planner" | "model") =>
      makeEvent(seq, "edit_applied", { round: 1, revision: seq, by, operation_count: 2 });
    const task = fold([
      stepEvent(1, "structure_validation", "started"),
      stepEvent(2, "roadmap_edit", "started"),
      applied(3, "planner"),
      stepEvent(4, "roadmap_edit", "finished"),
      stepEvent(5, "roadmap_edit", "started"),
      applied(6, "model"),
      stepEvent(7, "roadmap_edit", "finished"),
    ]);
    expect(branches(task, "structure_validation")).toMatchObject([
      { kind: "mend", rounds: 1 },
      { kind: "critic", rounds: 1 },
    ]);
    expect(branches(fold(wholeRun()), "structure_validation")).toHaveLength(1);
  });

  it("adds up the goes at a step, and counts on while one is open", () => {
    const task = fold([
      stepEvent(1, "intent_analysis", "started"),
      stepEvent(3, "intent_analysis", "finished"),
    ]);
    const [first] = trailOf(task);
    expect(first?.spent).toEqual({ ms: 2000, since: null });
    const open = { ms: 2000, since: "2026-01-01T00:00:10Z" };
    expect(spentAt(open, Date.parse("2026-01-01T00:00:13Z"))).toBe(5000);
  });

  it("marks where a run ended and what was never reached", () => {
    const events = [
      stepEvent(1, "intent_analysis", "started"),
      stepEvent(2, "intent_analysis", "finished"),
      stepEvent(3, "curriculum_design", "started"),
    ];
    const cancelled = fold([...events, makeEvent(4, "cancelled", {})]);
    expect(meanings(cancelled)).toEqual(["done", "cancelled", "skipped", "skipped", "skipped"]);
    const failed = fold([...events, makeEvent(4, "failed", {})]);
    expect(meanings(failed)[1]).toBe("failed");
  });

  it("is one step long when the run only writes again what is missing", () => {
    const task = fold([stepEvent(1, "content_generation", "started")]);
    expect(trailOf(task).map(({ step, meaning }) => [step, meaning])).toEqual([
      ["content_generation", "running"],
    ]);
  });
});
