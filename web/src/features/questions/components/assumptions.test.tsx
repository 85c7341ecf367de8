import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { TaskEvent } from "@/shared/api/types";
import { applyEvent } from "@/shared/realtime/apply-event";
import { emptyTaskView, type TaskView } from "@/shared/realtime/task-view";
import { makeEvent, TASK_ID } from "../../../../test/support/events";
import { fakeApi } from "../../../../test/support/fake-api";
import { renderPage } from "../../../../test/support/render-page";
import { canAnswer, changedAnswers } from "../answering";
import { Assumptions } from "./assumptions";

const brakes = {
  question_id: "q1",
  text: "Which brakes?",
  why: "The lessons follow them.",
  options: ["rim", "disc"],
  default: "rim",
  answer: null,
};
const where = {
  question_id: "q2",
  text: "Where do you ride?",
  why: "",
  options: [],
  default: "in town",
  answer: null,
};
const asked = [makeEvent(1, "question_asked", brakes), makeEvent(2, "question_asked", where)];
const review = makeEvent(3, "human_review_required", { review_id: "rev_1", round: 1, revision: 1 });

const seen = (...events: TaskEvent[]): TaskView => events.reduce(applyEvent, emptyTaskView(TASK_ID));
const answer = (seq: number, effect: "none" | "plans_anew" | "taken_back", value: string | null) =>
  makeEvent(seq, "question_answered", {
    question_id: "q1",
    value,
    effect,
    reason: effect === "taken_back" ? "model-unreachable" : null,
  });
const taken = { status: 202, body: { task_id: TASK_ID, roadmap_id: "rmp_1", status: "processing" } };

describe("what a plan assumes", () => {
  it("shows each question with what is assumed, and sends only what is said otherwise", async () => {
    const calls = fakeApi({ "POST answers": () => taken });
    const another = {
      model: "small",
      requests: 7,
      tokens: 12_000,
      least_tokens: 8_600,
      most_tokens: 16_000,
      micros: null,
      least_micros: null,
      most_micros: null,
      pieces_seen: 0,
    };
    await renderPage(<Assumptions task={seen(...asked, review)} another={another} />);
    expect(screen.getByText("rim · in town")).toBeVisible();
    const group = screen.getByRole("group", { name: /Which brakes\?/ });
    expect(within(group).getByRole("radio", { name: /rim/ })).toBeChecked();
    const send = screen.getByRole("button", { name: "Plan again with these answers" });
    expect(send).toHaveAttribute("aria-disabled", "true");
    expect(send).toHaveAccessibleDescription(/replaces the plan below.* about 8,600 to 16,000 tokens more/);
    await userEvent.click(send);
    expect(calls).toEqual([]);

    within(group).getByRole("radio", { name: /rim/ }).focus();
    await userEvent.keyboard("{ArrowRight}");
    await userEvent.click(send);
    await waitFor(() => expect(calls.map(({ body }) => body)).toEqual([{ answers: { q1: "disc" } }]));
    expect(send).toHaveAttribute("aria-busy", "true");
    expect(calls[0]?.headers.get("Idempotency-Key")).toBeTruthy();
  });

  it("takes an answer in one's own words", async () => {
    const calls = fakeApi({ "POST answers": () => taken });
    await renderPage(<Assumptions task={seen(...asked, review)} />);
    const field = screen.getByRole("textbox", { name: "Where do you ride?" });
    expect(field).toHaveValue("in town");
    await userEvent.clear(field);
    await userEvent.type(field, "on gravel{Enter}");
    await waitFor(() => expect(calls.map(({ body }) => body)).toEqual([{ answers: { q2: "on gravel" } }]));
  });

  it("says what is answered, and why an answer was taken back", async () => {
    const planned = seen(...asked, review, answer(4, "plans_anew", "disc"));
    expect([planned.status, planned.review_id, planned.stages]).toEqual(["processing", null, []]);
    await renderPage(<Assumptions task={planned} />);
    expect(screen.getByText("Planned with your answers:")).toBeVisible();

    const back = seen(...asked, review, answer(4, "plans_anew", "disc"), answer(5, "taken_back", null));
    await renderPage(<Assumptions task={back} />);
    expect(screen.getByText(/It could not be planned again/)).toHaveTextContent(
      "The model’s server cannot be reached.",
    );
  });

  it("says that it is too late where somebody was quicker", async () => {
    fakeApi({ "POST answers": () => ({ status: 409, body: { type: "/problems/answers-too-late" } }) });
    await renderPage(<Assumptions task={seen(...asked, review)} />);
    await userEvent.click(screen.getByRole("radio", { name: "disc" }));
    await userEvent.click(screen.getByRole("button", { name: "Plan again with these answers" }));
    expect(await screen.findByText(/It is too late to answer/)).toBeVisible();
  });

  it("is gone once a person has decided or changed something, and where nothing was asked", () => {
    const decided = makeEvent(4, "review_decided", { review_id: "rev_1", approved: true, revision: 1 });
    const edit = { round: 1, revision: 2, operation_count: 1, not_understood: [] };
    expect(canAnswer(seen(...asked, review))).toBe(true);
    expect(canAnswer(seen(...asked, review, makeEvent(4, "edit_applied", { ...edit, by: "model" })))).toBe(
      true,
    );
    expect(canAnswer(seen(...asked, review, makeEvent(4, "edit_applied", { ...edit, by: "person" })))).toBe(
      false,
    );
    expect(canAnswer(seen(...asked, review, decided))).toBe(false);
    expect(canAnswer(seen(review))).toBe(false);
    expect(changedAnswers([brakes, where], { q1: "rim", q2: "  " })).toEqual({});
  });
});
