import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Roadmap } from "@/shared/api/types";
import { readDraft } from "@/shared/lib/goal-draft";
import { emptyTaskView, type Outcome, type TaskView } from "@/shared/realtime/task-view";
import { TASK_ID } from "../../../../test/support/events";
import { fakeApi } from "../../../../test/support/fake-api";
import { makeConcept, makePlan } from "../../../../test/support/plans";
import { renderPage } from "../../../../test/support/render-page";
import { EndState } from "./end-state";

const done = { status: "completed", version: 1 } as const;
const failed = {
  status: "failed",
  version: 0,
  reason: "quiz-too-thin: Too few questions are left.",
} as const;
const roadmap = makePlan({
  s: {
    m: [
      makeConcept("a", { name: "Loops", units: { tutorial: done, quiz: done } }),
      makeConcept("b", { name: "Scope", units: { tutorial: done, quiz: failed } }),
    ],
  },
});

function show(status: TaskView["status"], outcome: Partial<Outcome>, change: Partial<Roadmap> = {}) {
  const onTask = vi.fn();
  const onAskAgain = vi.fn();
  const whole = { completed: 0, failed: 0, skipped: 0, total: 0, reason: null, ...outcome };
  const task = { ...emptyTaskView(TASK_ID), status, terminal: true, outcome: whole };
  const content = (
    <EndState
      task={task}
      outcome={whole}
      roadmap={{ ...roadmap, ...change }}
      request={{ goal: "learn python", hours_per_week: 4 } as never}
      errorType={undefined}
      onTask={onTask}
      onAskAgain={onAskAgain}
    />
  );
  return renderPage(content).then(() => ({ onTask, onAskAgain }));
}

describe("the end of a run", () => {
  it("says what was made and leads to the first concept", async () => {
    await show("completed", { completed: 4, total: 4 });
    expect(screen.getByText("2 concepts, 4 parts written")).toBeVisible();
    expect(screen.getByRole("link", { name: "Start: Loops" })).toHaveAttribute(
      "href",
      "/app/roadmaps/rmp_1/concepts/a",
    );
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("names exactly what is missing and retries it as a new task, once", async () => {
    const calls = fakeApi({
      "POST retry": () => ({
        status: 202,
        body: { task_id: "tsk_new", roadmap_id: "rmp_1", status: "processing" },
      }),
    });
    const { onTask } = await show("partial_failure", { completed: 3, failed: 1, total: 4 });
    expect(
      screen.getByText("3 of 4 parts were written and can be studied. These are missing:"),
    ).toBeVisible();
    const missing = screen.getByRole("list", { name: "Missing parts" });
    expect(missing).toHaveTextContent("ScopeQuizToo few questions are left.");
    expect(missing).not.toHaveTextContent("Loops");
    await userEvent.click(screen.getByRole("button", { name: "Retry it" }));
    expect(onTask).toHaveBeenCalledWith("tsk_new");
    expect(calls).toHaveLength(1);
    expect(calls[0]?.headers.get("Idempotency-Key")).toBeTruthy();
  });

  it("leads to the newer run instead of retrying twice", async () => {
    const { onTask } = await show(
      "partial_failure",
      { completed: 3, failed: 1, total: 4 },
      { task_id: "tsk_newer" },
    );
    expect(screen.queryByRole("button", { name: "Retry it" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "See the newer run" }));
    expect(onTask).toHaveBeenCalledWith("tsk_newer");
  });

  it("gives the reason of a failure and the goal back to change it", async () => {
    const { onAskAgain } = await show("failed", { reason: "The planner gave up." }, { stages: [] });
    expect(screen.getByText("The planner gave up.")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Change the goal and try again" }));
    expect(onAskAgain).toHaveBeenCalled();
    expect(readDraft()).toMatchObject({ goal: "learn python", hours: "4" });
  });

  it("does not call cancelled failed, and offers to write the rest", async () => {
    await show("cancelled", { completed: 1, skipped: 3, total: 4 });
    expect(screen.getByText(/1 of 4 parts had been written; they stay readable/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Write the rest" })).toBeVisible();
    expect(screen.queryByText(/failed/i)).toBeNull();
  });
});
