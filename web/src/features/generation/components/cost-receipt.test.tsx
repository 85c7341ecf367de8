import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { emptyTaskView } from "@/shared/realtime/task-view";
import { TASK_ID } from "../../../../test/support/events";
import { renderPage } from "../../../../test/support/render-page";
import { CostReceipt } from "./cost-receipt";

const sum = {
  requests: 7,
  input_tokens: 30_000,
  output_tokens: 8_200,
  micros: 90_000,
  unpriced_tokens: 0,
  unsettled_requests: 0,
  unsettled_tokens: 0,
  unsettled_micros: 0,
};
const planning = {
  model: "small",
  requests: 5,
  tokens: 41_000,
  least_tokens: 30_000,
  most_tokens: 50_000,
  micros: null,
  least_micros: null,
  most_micros: null,
  pieces_seen: 0,
};
const cost = {
  ...sum,
  tokens: 38_200,
  anew_tokens: 0,
  anew_micros: 0,
  estimates: { planning, planning_anew: null, writing: null },
  lines: [{ part: "quiz" as const, pieces: 2, requests: 6, tokens: 38_000, micros: 89_000 }],
};
const running = emptyTaskView(TASK_ID);
const ended = { ...running, terminal: true };

describe("what a run has taken of models", () => {
  it("stands beside the estimate, with what it was for", async () => {
    await renderPage(<CostReceipt task={ended} cost={cost} />);
    expect(screen.getByText("Language models used 38,200 tokens · $0.09 · 41,000 estimated")).toBeVisible();
    const row = screen.getByRole("rowheader", { name: "Quizzes", hidden: true }).closest("tr") as HTMLElement;
    expect(
      within(row)
        .getAllByRole("cell", { hidden: true })
        .map((cell) => cell.textContent),
    ).toEqual(["2", "6", "38,000", "$0.09"]);
  });

  it("says what planning again took of it, and counts both plans as estimated", async () => {
    const twice = {
      ...cost,
      anew_tokens: 18_000,
      estimates: { planning, planning_anew: planning, writing: null },
    };
    await renderPage(<CostReceipt task={ended} cost={twice} />);
    expect(screen.getByText(/82,000 estimated/)).toBeVisible();
    expect(
      screen.getByText("Planning again with your answers took 18,000 of them; 41,000 were estimated."),
    ).toBeInTheDocument();
  });

  it("is told by the events while it is at work", async () => {
    const told = { ...sum, input_tokens: 40_000 };
    await renderPage(<CostReceipt task={{ ...running, cost: told }} cost={cost} />);
    expect(screen.getByText(/have used 48,200 tokens so far/)).toBeVisible();
  });

  it("names what nobody knows", async () => {
    const unknown = {
      ...cost,
      micros: 0,
      unpriced_tokens: 38_200,
      unsettled_requests: 1,
      unsettled_tokens: 2_500,
    };
    await renderPage(<CostReceipt task={ended} cost={unknown} />);
    expect(screen.getByText(/The price of 38,200 tokens is not known/)).toBeInTheDocument();
    expect(screen.getByText(/1 request has not said what it took; at most 2,500/)).toBeInTheDocument();
  });

  it("is not there where no model was asked", async () => {
    await renderPage(<CostReceipt task={ended} cost={null} />);
    expect(screen.getByRole("main")).toBeEmptyDOMElement();
  });
});
