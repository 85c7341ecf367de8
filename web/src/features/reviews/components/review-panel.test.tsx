import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Issue, Operation } from "@/shared/api/types";
import { emptyTaskView } from "@/shared/realtime/task-view";
import { TASK_ID } from "../../../../test/support/events";
import { fakeApi } from "../../../../test/support/fake-api";
import { makePlan, VERDICT } from "../../../../test/support/plans";
import { renderPage } from "../../../../test/support/render-page";
import { ReviewPanel } from "./review-panel";

const roadmap = makePlan({ s: { m: ["a", "b", "c"] } });

interface Asked {
  operations: Operation[];
  feedback?: string;
  approved?: boolean;
}

/** What the server would answer: two hours less for each part taken out. */
function proposal(body: unknown, words: Operation[] = []) {
  const operations = [...(body as Asked).operations, ...words];
  const effect = { hours_change: -2, end_before: null, end_after: null, end_change_days: -4 };
  return {
    base_revision: 1,
    operations: operations.map((operation) => ({ operation, effect })),
    not_understood: words.length > 0 ? ["teach me cooking"] : [],
    diff: { hours_before: 6, hours_after: 4, effect, verdict_before: VERDICT, verdict_after: VERDICT },
    validation: { outcome: "valid", issues: [] },
  };
}

const accepted = { task_id: TASK_ID, roadmap_id: "rmp_1", status: "processing" };
/** The row of a part; by its id, because names of a hundred cells take long to work out. */
const row = (id: string) => document.getElementById(`part-${id}`) as HTMLElement;

async function say(words: string) {
  await userEvent.click(screen.getByLabelText("Changes in words"));
  await userEvent.paste(words);
  await userEvent.click(screen.getByRole("button", { name: "See the effect" }));
}

async function show(answers: Parameters<typeof fakeApi>[0] = {}, plan = roadmap) {
  const calls = fakeApi({ "POST proposals": ({ body }) => ({ body: proposal(body) }), ...answers });
  vi.stubGlobal("matchMedia", () => ({
    matches: true,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  const task = { ...emptyTaskView(TASK_ID), status: "human_review_pending" as const, review_id: "rev_1" };
  await renderPage(<ReviewPanel task={task} roadmap={plan} tabTitle="Review" trail={null} tools={null} />);
  return calls;
}

const sent = (calls: Awaited<ReturnType<typeof show>>, end: string) =>
  calls.filter(({ path }) => path.endsWith(end)).map(({ body }) => body as Asked);

const ESTIMATE = {
  model: "small",
  requests: 9,
  tokens: 12_345,
  least_tokens: 8_641,
  most_tokens: 16_049,
  micros: 30_000,
  least_micros: 21_000,
  most_micros: 39_000,
  pieces_seen: 12,
};

describe("what an approval would have written", () => {
  it("is what the server says, with what it leaves out and why", async () => {
    const writing = {
      parts: 28,
      from_catalog: 0,
      left_out: [{ kind: "resources" as const, why: "no_search" as const, concepts: 14 }],
      estimate: ESTIMATE,
    };
    await show({}, { ...roadmap, writing });
    expect(screen.getByText(/28 parts to write/)).toHaveTextContent(
      "small needs about 8,600 to 16,000 tokens ($0.02 to $0.04), going by 12 pieces that it made for you before",
    );
    expect(screen.getByText(/No resources for 14 concepts: no web search is set up/)).toBeVisible();
  });

  it("costs nothing where the catalog writes it, and takes what no price is known of", async () => {
    const free = { parts: 9, from_catalog: 9, left_out: [], estimate: null };
    await show({}, { ...roadmap, writing: free });
    expect(screen.getByText(/9 parts to write/)).toHaveTextContent("at no cost");
  });

  it("is that of the plan with the accepted changes", async () => {
    const writing = { parts: 9, from_catalog: 9, left_out: [], estimate: null };
    await show(
      {
        "POST proposals": ({ body }) => ({ body: { ...proposal(body), writing: { ...writing, parts: 6 } } }),
      },
      { ...roadmap, writing },
    );
    await userEvent.click(within(row("b")).getByRole("button", { name: /Take out/ }));
    expect(await screen.findByText(/6 parts to write/)).toBeVisible();
  });
});

describe("the review", () => {
  beforeEach(() => sessionStorage.clear());

  it("approves the open review as it stands", async () => {
    const calls = await show({ "POST approve": () => ({ status: 202, body: accepted }) });
    await userEvent.click(screen.getByRole("button", { name: "Approve and write" }));
    await waitFor(() => expect(sent(calls, "/approve")).toEqual([{ approved: true, review_id: "rev_1" }]));
  });

  it("shows words as changes with their effects, and approves with the ticked ones only", async () => {
    const words: Operation[] = [
      { kind: "remove", target_id: "a", because: "known" },
      { kind: "remove", target_id: "c", because: "not_wanted" },
    ];
    const calls = await show({
      "POST proposals": ({ body }) => ({ body: proposal(body, (body as Asked).feedback ? words : []) }),
      "POST approve": () => ({ status: 202, body: accepted }),
    });
    await say("I know a; drop c; teach me cooking");
    const first = await screen.findByRole("checkbox", { name: /Take out “A”: you know it/ });
    expect(screen.getAllByText("−2 h · ends 4 days earlier")).toHaveLength(2);
    expect(screen.getByText("teach me cooking")).toBeVisible();
    expect(within(row("a")).getByText("known, taken out")).toBeVisible();
    await userEvent.click(first);
    expect(within(row("a")).queryByText("known, taken out")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Approve with 1 change" }));
    await waitFor(() => expect(sent(calls, "/approve")[0]?.operations).toEqual([words[1]]));
  });

  it("keeps words that nobody understood", async () => {
    const problem = { type: "/problems/feedback-not-understood", status: 422, not_understood: ["hmm"] };
    await show({
      "POST proposals": ({ body }) =>
        (body as Asked).feedback ? { status: 422, body: problem } : { body: proposal(body) },
    });
    await say("hmm");
    expect(await screen.findByText(/Nothing in these words was understood/)).toBeVisible();
    expect(screen.getByLabelText("Changes in words")).toHaveValue("hmm");
  });

  it("is edited by keys alone: move, rename, know, take out, undo", async () => {
    await show();
    row("a").focus();
    await userEvent.keyboard("{ArrowDown}{ArrowUp}{Alt>}{ArrowDown}{/Alt}");
    expect(await screen.findByRole("checkbox", { name: /Move “A” after “B”/ })).toBeChecked();
    expect(row("a")).toHaveFocus();
    await userEvent.keyboard("{F2}");
    await userEvent.keyboard("Alpha{Enter}");
    expect(within(row("a")).getByText("was “A” · moved")).toBeVisible();
    row("c").focus();
    await userEvent.keyboard("k");
    expect(screen.getByRole("checkbox", { name: /Take out “C”: you know it/ })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(screen.queryByRole("checkbox", { name: /Take out “C”/ })).toBeNull();
    expect(screen.getByRole("button", { name: "Approve with 2 changes" })).toBeVisible();
  });

  it("does not approve what is blocked, and shows the issue at its part", async () => {
    const issue = {
      code: "backward_prerequisite",
      severity: "blocking",
      part_id: "b",
      related_ids: ["c"],
      detail: "",
    } satisfies Issue;
    const calls = await show({}, { ...roadmap, validation: { outcome: "invalid", issues: [issue] } });
    expect(within(row("b")).getByText("“B” needs C, which comes later.")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Approve and write" }));
    expect(sent(calls, "/approve")).toEqual([]);
  });

  it("keeps the prepared changes when somebody else was quicker", async () => {
    const stale = { type: "/problems/stale-revision", status: 409, revision: 2 };
    await show({ "POST operations": () => ({ status: 409, body: stale }) });
    row("c").focus();
    await userEvent.keyboard("{Delete}");
    await userEvent.click(await screen.findByRole("button", { name: "Apply 1 change" }));
    expect(await screen.findByText(/The plan was changed elsewhere and has been loaded again/)).toBeVisible();
    expect(screen.getByRole("checkbox", { name: /Take out “C”/ })).toBeVisible();
  });
});
