import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { fakeApi } from "../../../../test/support/fake-api";
import { VERDICT } from "../../../../test/support/plans";
import { renderPage } from "../../../../test/support/render-page";
import { GoalForm } from "./goal-form";

interface Asked {
  goal: string;
  hours_per_week?: number;
  deadline?: string;
  language?: string;
  known?: string[];
}

/** A preview that understands Python and the hours that were set. */
const previewOf = (body: unknown, verdict: object = {}) => {
  const { hours_per_week } = body as Asked;
  return {
    read: { hours_per_week: 6, deadline: null, level: null, known: [] },
    goals: [{ goal_id: "python", name: "Python programming", score: 1 }],
    unmatched: [],
    known_not_recognised: (body as Asked).known?.includes("alchemy") ? ["alchemy"] : [],
    title: "Python programming",
    hours_per_week: hours_per_week ?? 6,
    planner: "catalog",
    concept_count: 30,
    fallback_count: (body as Asked).language === "zh" ? 12 : 0,
    verdict: { ...VERDICT, hours_per_week: hours_per_week ?? 6, ...verdict },
    schedule_end: null,
  };
};

const refusal = {
  type: "/problems/goal-not-covered",
  title: "",
  detail: "",
  nearest: [{ goal_id: "python", name: "Python programming" }],
  unmatched: ["violin"],
};

const box = () => screen.getByRole("textbox", { name: "Your goal" });
const chips = () => screen.findByRole("list", { name: "What was understood" });

async function write(goal: string) {
  await userEvent.click(box());
  await userEvent.paste(goal);
}

async function show() {
  const onMade = vi.fn();
  await renderPage(<GoalForm onMade={onMade} />);
  return onMade;
}

describe("the goal form", () => {
  beforeEach(() => sessionStorage.clear());

  it("asks once after a pause, not at every key, and shows what was understood", async () => {
    const calls = fakeApi({ "POST preview": ({ body }) => ({ body: { preview: previewOf(body) } }) });
    await show();
    await userEvent.type(box(), "learn python");
    expect(within(await chips()).getByText("Python programming")).toBeVisible();
    expect(screen.getByText("6 h a week")).toBeVisible();
    expect(calls).toHaveLength(1);
  });

  it("sends an edited chip as a field of its own, which wins over the sentence", async () => {
    const calls = fakeApi({ "POST preview": ({ body }) => ({ body: { preview: previewOf(body) } }) });
    await show();
    await write("learn python 6 hours a week");
    await chips();
    await userEvent.click(screen.getByRole("button", { name: /6 h a week/ }));
    await userEvent.keyboard("9{Enter}");
    const chip = await screen.findByRole("button", { name: /9 h a week/ });
    expect(chip).toHaveFocus();
    await waitFor(() => expect(calls.at(-1)?.body).toMatchObject({ hours_per_week: 9 }));
  });

  it("says before it is sent how much of a Chinese roadmap comes in English", async () => {
    fakeApi({ "POST preview": ({ body }) => ({ body: { preview: previewOf(body) } }) });
    await show();
    await write("learn python");
    await chips();
    expect(screen.queryByText(/in English only/)).toBeNull();
    await userEvent.clear(box());
    await write("学习 Python");
    expect(await screen.findByText(/Of 30 concepts, 12 have .* in English only/)).toBeVisible();
  });

  it("takes a way out at a press", async () => {
    const wayOut = { kind: "more_weeks", end_date: "2027-05-01", drop: [], drop_names: [] };
    const calls = fakeApi({
      "POST preview": ({ body }) => {
        const fits = (body as Asked).deadline !== undefined;
        return {
          body: {
            preview: previewOf(
              body,
              fits ? {} : { outcome: "does_not_fit", hours_over: 9, ways_out: [wayOut] },
            ),
          },
        };
      },
    });
    await show();
    await write("learn python in 2 weeks");
    expect(await screen.findByText("does not fit by 9 h")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: /End on/ }));
    expect(await screen.findByText("fits")).toBeVisible();
    expect(calls.at(-1)?.body).toMatchObject({ deadline: "2027-05-01" });
  });

  it("offers the nearest goals when this one is not covered, and goes on with the chosen one", async () => {
    const calls = fakeApi({
      "POST preview": ({ body }) =>
        (body as { goal_ids?: string[] }).goal_ids
          ? { body: { preview: previewOf(body) } }
          : { body: { refused: refusal } },
    });
    await show();
    await write("play the violin");
    expect(
      await screen.findByText("The built-in catalog does not cover this yet", {}, { timeout: 3000 }),
    ).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Python programming" }));
    await chips();
    expect(calls.at(-1)?.body).toMatchObject({ goal: "play the violin", goal_ids: ["python"] });
  });

  it("says of a goal without a word what to do, and offers neither goals nor a model", async () => {
    const nothing = {
      type: "/problems/goal-says-nothing",
      title: "",
      detail: "",
      nearest: [],
      unmatched: [],
    };
    fakeApi({ "POST preview": () => ({ body: { refused: nothing } }) });
    await show();
    await write(".....");
    expect(
      await screen.findByText(/Say in a few words what you want to be able to do/, {}, { timeout: 3000 }),
    ).toBeVisible();
    expect(screen.queryByText("The built-in catalog does not cover this yet")).toBeNull();
    expect(screen.queryByRole("link", { name: /settings/i })).toBeNull();
  });

  it("says that a model will design what the catalog does not cover, and leads to the settings where there is none", async () => {
    fakeApi({
      "POST preview": ({ body }) => ({
        body: (body as Asked).goal.includes("violin")
          ? { preview: null, refused: refusal }
          : { preview: { ...previewOf(body), planner: "model", goals: [], concept_count: 0, verdict: null } },
      }),
    });
    await show();
    await write("repair my bicycle");
    expect(await screen.findByText(/your language model designs it/)).toBeVisible();
    expect(screen.queryByText(/Everything in this goal is known/)).toBeNull();
    await userEvent.clear(box());
    await write("play the violin");
    expect(await screen.findByRole("link", { name: "Add a model in the settings" })).toHaveAttribute(
      "href",
      "/app/settings#models",
    );
  });

  it("submits by keys, repeats the key of the submission after a failure, and keeps what was typed", async () => {
    let attempts = 0;
    const calls = fakeApi({
      "POST preview": ({ body }) => ({ body: { preview: previewOf(body) } }),
      "POST generate": () => {
        attempts += 1;
        if (attempts === 1) throw new TypeError("Failed to fetch");
        return { status: 202, body: { task_id: "tsk_1", roadmap_id: "rmp_1", status: "pending" } };
      },
    });
    const onMade = await show();
    await write("learn python");
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("The roadmap could not be begun")).toBeVisible();
    expect(box()).toHaveValue("learn python");
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(onMade).toHaveBeenCalledWith("tsk_1"));
    const keys = calls
      .filter(({ path }) => path.endsWith("/generate"))
      .map(({ headers }) => headers.get("Idempotency-Key"));
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  it("asks for a goal before it sends anything", async () => {
    const calls = fakeApi({});
    await show();
    await userEvent.click(screen.getByRole("button", { name: "Make my roadmap" }));
    expect(screen.getByRole("alert")).toHaveTextContent("Say what you want to learn first.");
    expect(box()).toHaveFocus();
    expect(calls).toHaveLength(0);
  });
});
