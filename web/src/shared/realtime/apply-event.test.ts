import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TaskEvent } from "@/shared/api/types";
import { anyEvents, makeEvent, TASK_ID, wholeRun } from "../../../test/support/events";
import { applyEvent } from "./apply-event";
import { applyStatus } from "./apply-status";
import { emptyTaskView, type TaskView } from "./task-view";

const fold = (events: readonly TaskEvent[], from: TaskView = emptyTaskView(TASK_ID)) =>
  events.reduce(applyEvent, from);

describe("folding events", () => {
  it("gives the same view after any prefix and a replay from any cursor", () => {
    fc.assert(
      fc.property(anyEvents, fc.nat(60), fc.nat(60), (events, prefix, cursor) => {
        const seen = fold(events.slice(0, prefix));
        const replayed = fold(events.slice(Math.min(cursor, prefix)), seen);
        expect(replayed).toEqual(fold(events));
      }),
    );
  });

  it("changes nothing when an event comes twice", () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const doubled = events.flatMap((event) => [event, event]);
        expect(fold(doubled)).toEqual(fold(events));
      }),
    );
  });

  it("moves the cursor over a type it does not know", () => {
    const odd = { ...makeEvent(1, "draft_reset", { attempt: 1, reason: "" }), type: "brand_new" };
    const view = applyEvent(emptyTaskView(TASK_ID), odd as unknown as TaskEvent);
    expect(view.last_seq).toBe(1);
    expect(view.stages).toEqual([]);
  });

  it("goes on waiting when one review follows another", () => {
    const step = {
      phase: "plan",
      step: "human_review",
      state: "started",
      done: 3,
      total: 3,
      pct: 100,
    } as const;
    const waiting = fold([
      makeEvent(1, "progress", step),
      makeEvent(2, "human_review_required", { review_id: "rev_1", round: 1, revision: 1 }),
      makeEvent(3, "edit_applied", { round: 1, revision: 2, by: "person", operation_count: 1 }),
      makeEvent(4, "progress", step),
    ]);
    expect(waiting.status).toBe("human_review_pending");
  });

  it("never shows a percentage above 100", () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        expect(fold(events).progress.pct).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe("a whole run", () => {
  const events = wholeRun(3);
  const until = (type: TaskEvent["type"]) =>
    fold(events.slice(0, events.findIndex((e) => e.type === type) + 1));

  it("grows stages with their modules and concepts", () => {
    const view = until("module_drafted");
    expect(view.stages).toHaveLength(1);
    expect(view.stages[0]?.modules[0]?.concepts.map(({ concept_id }) => concept_id)).toEqual([
      "c1",
      "c2",
      "c3",
    ]);
  });

  it("waits for the learner with the review that is open", () => {
    expect(until("human_review_required")).toMatchObject({
      status: "human_review_pending",
      step: "human_review",
      review_id: "rev_1",
      revision: 1,
    });
  });

  it("keeps both passes of the review branch with their times", () => {
    const { steps, reviews, edits } = fold(events);
    expect(steps.human_review).toHaveLength(2);
    expect(steps.human_review?.every(({ finished_at }) => finished_at !== null)).toBe(true);
    expect(reviews.map(({ approved }) => approved)).toEqual([false, true]);
    expect(edits).toHaveLength(1);
  });

  it("ends with its counts, every unit and nothing running", () => {
    const view = fold(events);
    expect(view).toMatchObject({ status: "completed", step: "finished", terminal: true, review_id: null });
    expect(view.outcome).toMatchObject({ completed: 3, total: 3 });
    expect(Object.values(view.units).map(({ status }) => status)).toEqual([
      "completed",
      "completed",
      "completed",
    ]);
  });

  it("starts its draft anew after a reset", () => {
    const view = fold([
      ...events.slice(0, 6),
      makeEvent(7, "draft_reset", { attempt: 2, reason: "invalid" }),
    ]);
    expect(view).toMatchObject({ attempt: 2, stages: [] });
  });
});

describe("a status frame", () => {
  const now = {
    status: "completed" as const,
    step: "finished" as const,
    progress: { done: 3, total: 3, pct: 100 },
    roadmap_id: "rmp_1",
    review_id: null,
    terminal: true,
    as_of: 30,
  };

  it("shows the task as it is without moving the cursor", () => {
    expect(applyStatus(emptyTaskView(TASK_ID), now)).toMatchObject({ status: "completed", last_seq: 0 });
  });

  it("does not undo what later events said", () => {
    const view = fold(wholeRun(3));
    const stale = { ...now, status: "processing" as const, terminal: false, as_of: 1 };
    expect(applyStatus(view, stale)).toMatchObject({ status: "completed", roadmap_id: "rmp_1" });
  });
});
