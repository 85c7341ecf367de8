import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { EMPTY_DRAFT } from "@/shared/lib/goal-draft";
import { fakeApi } from "../../../../test/support/fake-api";
import { renderPage } from "../../../../test/support/render-page";
import { PlacementOffer } from "./placement-offer";

interface Asked {
  answers: { item_id: string; option_id: string | null }[];
  finish: boolean;
}

const question = (number: number) => ({
  concept_id: `sql.c${number}`,
  concept_name: `Concept ${number}`,
  item_id: `q${number}`,
  stem: `Stem ${number}?`,
  options: ["a", "b", "c", "d"].map((option_id) => ({ option_id, text: `Option ${option_id}` })),
  language: "en",
});

const result = {
  known: [
    {
      concept_id: "sql.one",
      name: "One",
      hours: 2,
      why: "implied",
      because_id: "sql.two",
      because_name: "Two",
      certainty: 0.9,
    },
    {
      concept_id: "sql.two",
      name: "Two",
      hours: 3,
      why: "answered",
      because_id: null,
      because_name: null,
      certainty: 0.9,
    },
  ],
  unknown_count: 8,
  right_count: 1,
};

/** A quiz of two questions. */
function served() {
  return fakeApi({
    "POST placement": ({ body }) => {
      const { answers, finish } = body as Asked;
      const isOver = finish || answers.length >= 2;
      const step = isOver
        ? { question: null, result }
        : { question: question(answers.length + 1), result: null };
      return { body: { answered: answers.length, at_most: 12, ...step } };
    },
  });
}

async function show() {
  const onChange = vi.fn();
  const draft = { ...EMPTY_DRAFT, goal: "learn SQL", placed: [{ id: "sql.old", name: "Old" }] };
  await renderPage(<PlacementOffer draft={draft} goal={{ goal: "learn SQL" }} onChange={onChange} />);
  await userEvent.click(screen.getByRole("button", { name: "Take the quiz again" }));
  await screen.findByText("Stem 1?");
  return onChange;
}

describe("the placement quiz", () => {
  it("is answered with the keyboard alone, and leaves out what keeps its tick", async () => {
    const calls = served();
    const onChange = await show();
    await userEvent.keyboard("2{Enter}");
    await screen.findByText("Stem 2?");
    await userEvent.keyboard("5{Enter}");
    await screen.findByText("You seem to know 2 concepts of 10");
    const sent = calls.at(-1)?.body;
    expect(sent).toMatchObject({
      answers: [
        { item_id: "q1", option_id: "b" },
        { item_id: "q2", option_id: null },
      ],
    });
    expect(sent).not.toHaveProperty("goal.known");
    const known = within(screen.getByRole("list", { name: "What you seem to know" }));
    expect(known.getByText("You answered “Two”, which builds on it.")).toBeTruthy();
    await userEvent.click(known.getByRole("checkbox", { name: /^One/ }));
    await userEvent.click(screen.getByRole("button", { name: "Leave out 1 concept" }));
    expect(onChange).toHaveBeenCalledWith({ placed: [{ id: "sql.two", name: "Two" }] });
  });

  it("can be ended before its last question, but not before its first answer", async () => {
    const calls = served();
    await show();
    expect(screen.queryByRole("button", { name: "That is enough" })).toBeNull();
    await userEvent.keyboard("1{Enter}");
    await screen.findByText("Stem 2?");
    await userEvent.click(screen.getByRole("button", { name: "That is enough" }));
    await screen.findByText("You seem to know 2 concepts of 10");
    expect(calls.at(-1)?.body).toMatchObject({ finish: true });
  });
});
