import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  CONCEPT,
  conceptAnswers,
  graded,
  quiz,
  tutorial,
  version,
  versions,
} from "../../test/support/concept-page";
import { expectAccessible, problem, serve, showPage } from "../../test/support/page";

beforeEach(() => {
  vi.stubGlobal("scrollTo", () => undefined);
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => undefined }));
});

const button = (name: string | RegExp) => screen.findByRole("button", { name });
const accepted = { status: 202, body: { task_id: "tsk_2", roadmap_id: "rmp_1", status: "processing" } };
const guideVersions = () => screen.findByRole("region", { name: "Versions of the guide" });

describe("a part of a concept", () => {
  it("is written anew as one asks, and says how it stands", async () => {
    const atWork = versions(1, { status: "running", task_id: "tsk_2", asked: { instructions: "Shorter" } });
    const calls = serve(
      conceptAnswers({
        [`GET ${CONCEPT}/tutorial/versions`]: [{ body: versions() }, { body: atWork }],
        [`POST ${CONCEPT}/tutorial/regenerate`]: accepted,
      }),
    );
    const { container } = showPage(`/app${CONCEPT}`);
    await userEvent.click(await button("Write it anew: Tutorial"));
    await userEvent.type(await screen.findByLabelText("What should be different?"), "Shorter");
    await userEvent.click(await button("Write it"));
    const standing = await guideVersions();
    expect(await within(standing).findByText(/Version 2 is being written/)).toBeVisible();
    expect(within(standing).getByText("Asked for: “Shorter”")).toBeVisible();
    expect(within(standing).getByRole("button", { name: "Stop" })).toBeVisible();
    expect(await screen.findByText("B is simple.")).toBeVisible();
    const sent = calls.find(({ call }) => call.endsWith("/regenerate"));
    expect(sent?.body).toEqual({ instructions: "Shorter" });
    expect(sent?.headers.get("Idempotency-Key")).toBeTruthy();
    await expectAccessible(container);
  });

  it("leads to the models where none is chosen, before it is asked for and after", async () => {
    const nobody = { kind: "tutorial", why: "no_model", concepts: 1 };
    serve(
      conceptAnswers({
        "POST /roadmaps/rmp_1/writing": {
          body: { parts: 0, from_catalog: 0, left_out: [nobody], estimate: null },
        },
        [`POST ${CONCEPT}/tutorial/regenerate`]: problem("no-model-configured", 409),
      }),
    );
    showPage(`/app${CONCEPT}`);
    await userEvent.click(await button("Write it anew: Tutorial"));
    const toModels = { name: "Open the model settings" };
    expect(await screen.findByRole("link", toModels)).toHaveAttribute("href", "/app/settings#models");
    await userEvent.click(await button("Write it"));
    expect(within(await screen.findByRole("alert")).getByRole("link", toModels)).toBeVisible();
  });

  it("is stopped at once where it is alone, and after a word where others stop with it", async () => {
    const atWork = (parts_of_task: number) =>
      versions(1, { status: "running", task_id: "tsk_2", asked: {}, parts_of_task });
    const calls = serve(
      conceptAnswers({
        [`GET ${CONCEPT}/tutorial/versions`]: { body: atWork(3) },
        [`GET ${CONCEPT}/quiz/versions`]: { body: atWork(1) },
        "POST /tasks/tsk_2/cancel": accepted,
      }),
    );
    const stopped = () => calls.filter(({ call }) => call.endsWith("/cancel")).length;
    showPage(`/app${CONCEPT}`);
    const stop = async (group: string) =>
      userEvent.click(
        await within(await screen.findByRole("region", { name: group })).findByRole("button", {
          name: "Stop",
        }),
      );
    await stop("Versions of the quiz");
    await waitFor(() => expect(stopped()).toBe(1));
    await stop("Versions of the guide");
    const dialog = await screen.findByRole("dialog", { name: "Stop the whole task?" });
    expect(dialog).toHaveTextContent("One task writes this part and 2 others.");
    expect(stopped()).toBe(1);
    await userEvent.click(within(dialog).getByRole("button", { name: "Stop the task" }));
    await waitFor(() => expect(stopped()).toBe(2));
  });

  it("that could not be written anew says why, and can be tried again or left as it is", async () => {
    const failed = versions(2, {
      status: "failed",
      reason: "model-unreachable: The model's server cannot be reached: small.",
      asked: { instructions: "In verse" },
    });
    const calls = serve(
      conceptAnswers({
        [`GET ${CONCEPT}/tutorial/versions`]: { body: failed },
        [`POST ${CONCEPT}/tutorial/regenerate`]: accepted,
        [`PUT ${CONCEPT}/tutorial/version`]: { body: versions(2) },
      }),
    );
    showPage(`/app${CONCEPT}`);
    expect(
      await screen.findByText(/Version 3 could not be written. Version 2 is still in use/),
    ).toBeVisible();
    expect(screen.getByRole("link", { name: "Open the model settings" })).toBeVisible();
    expect(await screen.findByText(/small needs about 8,600 to 16,000 tokens/)).toBeVisible();
    await userEvent.click(await button("Try again"));
    await userEvent.click(await button("Stay with version 2"));
    await waitFor(() => expect(calls.map(({ call }) => call)).toContain(`PUT ${CONCEPT}/tutorial/version`));
    expect(calls.find(({ call }) => call.endsWith("/regenerate"))?.body).toEqual({
      instructions: "In verse",
    });
  });

  it("is shown in any of its versions, of which one can be put in use", async () => {
    const calls = serve(
      conceptAnswers({
        [`GET ${CONCEPT}/tutorial`]: { body: { ...tutorial, version: 3 } },
        [`GET ${CONCEPT}/tutorial/versions`]: {
          body: versions(3, { versions: [version(1), version(2, { instructions: "Longer" }), version(3)] }),
        },
        [`PUT ${CONCEPT}/tutorial/version`]: { body: versions(3, { version: 2 }) },
      }),
    );
    const { router } = showPage(`/app${CONCEPT}`);
    const region = await guideVersions();
    await userEvent.selectOptions(within(region).getByLabelText("Version"), "2");
    expect(router.state.location.search).toEqual({ tutorial: 2 });
    expect(await screen.findByText(/You are looking at version 2. Version 3 is in use/)).toBeVisible();
    expect(screen.getByText(/Asked for: “Longer”/)).toBeVisible();
    await userEvent.click(await button("Use this version"));
    await waitFor(() => expect(router.state.location.search).toEqual({}));
    const put = calls.find(({ call }) => call === `PUT ${CONCEPT}/tutorial/version`);
    expect(put?.body).toEqual({ version: 2 });
  });
});

describe("a question that is wrong", () => {
  const removal = `${CONCEPT}/quiz/versions/1/items/q1/removal`;
  const without = {
    ...quiz,
    items: quiz.items.slice(1),
    removed: [{ item_id: "q1", stem: "Question q1?", reason: "Both", removed_at: "2026-01-05T10:00:00Z" }],
    too_short: true,
  };

  it("is taken out once it was answered, and what follows is asked; it can be put back", async () => {
    const calls = serve(
      conceptAnswers({
        [`POST ${CONCEPT}/quiz/attempts`]: graded(false),
        [`PUT ${removal}`]: { body: without },
        [`DELETE ${removal}`]: { body: quiz },
      }),
    );
    const { container } = showPage(`/app${CONCEPT}`);
    await userEvent.click(await button("Begin the quiz"));
    expect(screen.queryByRole("button", { name: "This question is wrong" })).toBeNull();
    await userEvent.keyboard("1{Enter}");
    await userEvent.click(await button("This question is wrong"));
    await userEvent.type(await screen.findByLabelText(/What is wrong with it/), "Both");
    await userEvent.click(await button("Take it out"));
    expect(await screen.findByText("Question q2?")).toBeVisible();
    expect(await screen.findByText(/Only 1 question is left/)).toBeVisible();
    expect(calls.find(({ call }) => call === `PUT ${removal}`)?.body).toEqual({ reason: "Both" });
    await userEvent.click(screen.getByText("1 question was taken out"));
    await expectAccessible(container);
    await userEvent.click(await button("Put it back: Question q1?"));
    expect(await screen.findByText("Question q1?")).toBeVisible();
    expect(screen.queryByText(/was taken out/)).toBeNull();
  });

  it("leaves words where it was the last one", async () => {
    serve(conceptAnswers({ [`GET ${CONCEPT}/quiz`]: { body: { ...without, items: [] } } }));
    showPage(`/app${CONCEPT}`);
    expect(await screen.findByText(/No question is left/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Begin the quiz" })).toBeNull();
  });
});
