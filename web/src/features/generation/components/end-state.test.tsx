import { cleanup, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Concept, Roadmap, UnitKind } from "@/shared/api/types";
import { readDraft } from "@/shared/lib/goal-draft";
import { emptyTaskView, type Outcome, type TaskView } from "@/shared/realtime/task-view";
import { TASK_ID } from "../../../../test/support/events";
import { fakeApi } from "../../../../test/support/fake-api";
import { makeConcept, makePlan } from "../../../../test/support/plans";
import { renderPage } from "../../../../test/support/render-page";
import { missingParts } from "../units";
import { EndState } from "./end-state";

const done = { status: "completed", version: 1 } as const;
const failed = {
  status: "failed",
  version: 0,
  reason: "quiz-too-thin: Too few questions are left.",
} as const;
const skipped = { status: "skipped", version: 0 } as const;

/** Two concepts with a tutorial and a quiz each; the last quiz is as given. */
const planWith = (last: Concept["units"][UnitKind], change: Partial<Roadmap> = {}) =>
  makePlan(
    {
      s: {
        m: [
          makeConcept("a", { name: "Loops", units: { tutorial: done, quiz: done } }),
          makeConcept("b", { name: "Scope", units: { tutorial: done, quiz: last } }),
        ],
      },
    },
    { task_status: "partial_failure", ...change },
  );
const [roadmap, whole, begun] = [planWith(failed), planWith(done), planWith(skipped)];
const started = () => ({
  status: 202,
  body: { task_id: "tsk_new", roadmap_id: "rmp_1", status: "processing" },
});

/** What was asked for; what is only looked at beside it does not count. */
const retries = (calls: ReturnType<typeof fakeApi>) => calls.filter(({ path }) => path.endsWith("/retry"));
const asked = (calls: ReturnType<typeof fakeApi>) => retries(calls).map(({ body }) => body);

const ESTIMATE = {
  model: "small",
  requests: 3,
  tokens: 12_345,
  least_tokens: 8_641,
  most_tokens: 16_049,
  micros: null,
  least_micros: null,
  most_micros: null,
  pieces_seen: 0,
};

function show(
  status: TaskView["status"],
  outcome: Partial<Outcome>,
  change: Partial<Roadmap> = {},
  errorType?: string,
) {
  const onTask = vi.fn();
  const onAskAgain = vi.fn();
  const counts = {
    completed: 0,
    failed: 0,
    skipped: 0,
    total: 0,
    reason: null,
    error_type: null,
    ...outcome,
  };
  const task = { ...emptyTaskView(TASK_ID), status, terminal: true, outcome: counts };
  const shown = { ...roadmap, ...change };
  const content = (
    <EndState
      task={task}
      outcome={counts}
      roadmap={shown}
      missing={missingParts(shown, task)}
      request={{ goal: "learn python", hours_per_week: 4 } as never}
      errorType={errorType}
      onTask={onTask}
      onAskAgain={onAskAgain}
    />
  );
  return renderPage(content).then(() => ({ onTask, onAskAgain }));
}

describe("the end of a run", () => {
  it("says what was made and leads to the first concept", async () => {
    await show("completed", { completed: 4, total: 4 }, { stages: whole.stages });
    expect(screen.getByText("2 concepts, 4 parts written")).toBeVisible();
    expect(screen.getByRole("link", { name: "Start: Loops" })).toHaveAttribute(
      "href",
      "/app/roadmaps/rmp_1/concepts/a",
    );
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("does not call a roadmap ready of which other parts are missing", async () => {
    await show("completed", { completed: 1, total: 1 });
    expect(screen.getByText("1 part written. 1 other part of this roadmap is still missing.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Retry it" })).toBeVisible();
  });

  it("names exactly what is missing and retries all of it as one new task, however often it is pressed", async () => {
    const calls = fakeApi({ "POST retry": started });
    const { onTask } = await show("partial_failure", { completed: 3, failed: 1, total: 4 });
    expect(screen.getByText("3 of 4 parts were written and can be studied.")).toBeVisible();
    const missing = screen.getByRole("list", { name: "Missing parts" });
    expect(missing).toHaveTextContent("ScopeQuizToo few questions are left.");
    expect(missing).not.toHaveTextContent("Loops");
    await userEvent.dblClick(screen.getByRole("button", { name: "Retry it" }));
    expect(onTask).toHaveBeenCalledWith("tsk_new");
    expect(asked(calls)).toEqual([{}]);
    expect(retries(calls)[0]?.headers.get("Idempotency-Key")).toBeTruthy();
  });

  it("asks only for what it names where other concepts have come in since", async () => {
    const calls = fakeApi({ "POST retry": started });
    await show("partial_failure", { completed: 3, failed: 1, total: 4 }, { not_written: ["c"] });
    await userEvent.click(screen.getByRole("button", { name: "Retry it" }));
    expect(asked(calls)).toEqual([{ units: ["b:quiz"] }]);
  });

  it("retries one part alone", async () => {
    const calls = fakeApi({ "POST retry": started });
    const { onTask } = await show("partial_failure", { completed: 3, failed: 1, total: 4 });
    await userEvent.click(screen.getByRole("button", { name: "Retry: Quiz of Scope" }));
    expect(onTask).toHaveBeenCalledWith("tsk_new");
    expect(asked(calls)).toEqual([{ units: ["b:quiz"] }]);
  });

  it("repeats the key of a retry whose answer was lost, so that it still makes one task", async () => {
    let answers = 0;
    const calls = fakeApi({
      "POST retry": () => {
        answers += 1;
        return answers === 1 ? { status: 503, body: { type: "/problems/storage-unreachable" } } : started();
      },
    });
    const { onTask } = await show("partial_failure", { completed: 3, failed: 1, total: 4 });
    await userEvent.click(screen.getByRole("button", { name: "Retry it" }));
    expect(await screen.findByText("The retry could not be started")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Retry it" }));
    expect(onTask).toHaveBeenCalledWith("tsk_new");
    expect(new Set(retries(calls).map(({ headers }) => headers.get("Idempotency-Key"))).size).toBe(1);
  });

  it("leads to the run that another tab has started meanwhile", async () => {
    fakeApi({
      "POST retry": () => ({
        status: 409,
        body: { type: "/problems/task-running", status: 409, detail: "", task_id: "tsk_other" },
      }),
    });
    const { onTask } = await show("partial_failure", { completed: 3, failed: 1, total: 4 });
    await userEvent.click(screen.getByRole("button", { name: "Retry it" }));
    expect(onTask).toHaveBeenCalledWith("tsk_other");
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("leads to the newer run at work instead of retrying twice", async () => {
    const { onTask } = await show(
      "partial_failure",
      { completed: 3, failed: 1, total: 4 },
      { task_id: "tsk_newer", task_status: "processing" },
    );
    expect(screen.queryByRole("button", { name: /Retry/ })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "See the newer run" }));
    expect(onTask).toHaveBeenCalledWith("tsk_newer");
  });

  it("offers what a newer run has left, and nothing where it has written all", async () => {
    const newer = { task_id: "tsk_newer", task_status: "completed" } as const;
    const counts = { completed: 3, failed: 1, total: 4 };
    await show("partial_failure", counts, newer);
    expect(screen.getByRole("button", { name: "Retry it" })).toBeVisible();
    cleanup();
    await show("partial_failure", counts, { ...newer, stages: whole.stages });
    expect(screen.queryByRole("button", { name: /Retry/ })).toBeNull();
    expect(screen.getByText(/what was missing has been written since/)).toBeVisible();
  });

  it("gives the reason of a failure and the goal back to change it", async () => {
    const { onAskAgain } = await show("failed", { reason: "The planner gave up." }, { stages: [] });
    expect(screen.getByText("The planner gave up.")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Change the goal and try again" }));
    expect(onAskAgain).toHaveBeenCalled();
    expect(readDraft()).toMatchObject({ goal: "learn python", hours: "4" });
  });

  it("plans the same goal once more where nothing has come of it yet", async () => {
    const calls = fakeApi({ "POST retry": started });
    const { onTask } = await show("failed", { reason: "The key was refused." }, { stages: [] });
    await userEvent.click(screen.getByRole("button", { name: "Try once more" }));
    expect(onTask).toHaveBeenCalledWith("tsk_new");
    expect(asked(calls)).toEqual([{}]);
  });

  it("says what planning once more takes, and leads to the models where they are the cause", async () => {
    const costs = { planning: ESTIMATE, writing: null };
    fakeApi({ "POST preview": () => ({ body: { preview: { planner: "model", costs }, refused: null } }) });
    const reason = "The provider refuses the key: small. It said: “no”.";
    await show("failed", { reason }, { stages: [] }, "model-key-refused");
    expect(screen.getByText(/Enter the right key in the model settings, then retry/)).toBeVisible();
    expect(screen.getByText(reason)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Open the model settings" })).toHaveAttribute(
      "href",
      "/app/settings#models",
    );
    expect(
      await screen.findByText(/small needs about 8,600 to 16,000 tokens to design it/),
    ).toHaveTextContent("The price of small is not known.");
  });

  it("says once why models could not write, and what writing it takes", async () => {
    const estimate = { ...ESTIMATE, least_micros: 21_000, most_micros: 39_000 };
    fakeApi({ "POST writing": () => ({ body: { parts: 1, from_catalog: 0, left_out: [], estimate } }) });
    const refused = {
      status: "failed",
      version: 0,
      reason: "model-not-found: No such model: small.",
    } as const;
    const { stages } = planWith(refused);
    await show("partial_failure", { completed: 3, failed: 1, total: 4 }, { stages });
    expect(screen.getByText(/Choose one from its list in the model settings/)).toBeVisible();
    expect(screen.getByRole("list", { name: "Missing parts" })).toHaveTextContent(/^ScopeQuizRetry$/);
    expect(screen.getByRole("link", { name: "Open the model settings" })).toBeVisible();
    expect(await screen.findByText(/1 part to write · small needs about/)).toHaveTextContent(
      "$0.02 to $0.04",
    );
  });

  it("does not call cancelled failed, and offers to write the rest", async () => {
    await show("cancelled", { completed: 1, skipped: 3, total: 4 }, { stages: begun.stages });
    expect(screen.getByText(/1 of 4 parts had been written; they stay readable/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Write the rest" })).toBeVisible();
    expect(screen.queryByText(/failed/i)).toBeNull();
  });

  it("offers no retry of what is in the trash", async () => {
    await show(
      "partial_failure",
      { completed: 3, failed: 1, total: 4 },
      { deleted_at: "2026-01-05T10:00:00Z" },
    );
    expect(screen.getByRole("list", { name: "Missing parts" })).toHaveTextContent("Scope");
    expect(screen.queryByRole("button", { name: /Retry/ })).toBeNull();
  });
});
