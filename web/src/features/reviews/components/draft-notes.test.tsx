import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Corrections, Critique } from "@/shared/api/types";
import { makePlan } from "../../../../test/support/plans";
import { renderPage } from "../../../../test/support/render-page";
import { withOpinions } from "../opinions";
import { outlineOf } from "../outline";
import { DraftNotes } from "./draft-notes";

const plan = makePlan({ s: { m: ["a", "b"] } });
const base = outlineOf(plan);
const finding = { part_id: "a", part_name: "Old name", text: "It is too short." };
const critique: Critique = {
  outcome: "heard",
  findings: [
    {
      ...finding,
      state: "changed",
      operations: [
        { kind: "rename", target_id: "a", name: "A" },
        { kind: "set_hours", target_id: "a", hours: 3 },
      ],
    },
    { ...finding, text: "Few need it.", state: "remark" },
    { part_id: "gone", text: "It is gone.", state: "remark" },
    { part_id: null, text: "Begin elsewhere.", state: "not_possible", why_not: "It comes later." },
  ],
};
const NOTHING: Corrections = { total: 0, items: [] };

const show = (said: Critique | null, corrections = NOTHING) =>
  renderPage(<DraftNotes roadmap={{ critique: said, corrections }} base={base} nameOf={(id) => id} />);

describe("what became of a model's draft", () => {
  it("says what was changed, with the names of before, and what cannot be", async () => {
    await show(critique);
    await userEvent.click(screen.getByText("A model looked this plan over and changed 1 thing"));
    expect(screen.getByText(/Rename “Old name” to “A”/)).toHaveTextContent("“A” takes 3 h");
    expect(screen.getByText("It is too short.")).toBeVisible();
    await userEvent.click(screen.getByText("1 change that it proposed cannot be made"));
    expect(screen.getByText("It comes later.")).toBeVisible();
  });

  it("says that nobody has looked it over, and never that it passed", async () => {
    await show({ outcome: "not_checked", reason: "model-timed-out", findings: [] });
    expect(screen.getByText(/No model has looked this plan over/)).toHaveTextContent(
      "The model took too long.",
    );
  });

  it("counts what was corrected and names it", async () => {
    const items: Corrections["items"] = [
      { kind: "hours", name: "A", said: "4000", hours: 20 },
      { kind: "need_backward", name: "B", said: "A" },
    ];
    await show(null, { total: 5, items });
    await userEvent.click(screen.getByText("5 things in the model’s draft were corrected"));
    const list = screen.getByRole("list");
    expect(within(list).getByText("“A”: 4000 h were proposed, 20 h are counted")).toBeVisible();
    expect(within(list).getByText("and 3 more")).toBeVisible();
  });

  it("puts its opinions at the parts that are still there, beside what code has found", () => {
    const report = withOpinions(plan.validation, critique, base);
    expect(report?.issues?.map(({ code, part_id, detail }) => [code, part_id, detail])).toEqual([
      ["opinion", "a", "Few need it."],
      ["opinion", null, "Begin elsewhere."],
    ]);
    expect(withOpinions(plan.validation, null, base)).toBe(plan.validation);
  });
});
