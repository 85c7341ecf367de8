import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { RoadmapSummary, TaskDetail } from "@/shared/api/types";
import { CONCEPT, conceptAnswers as concept, graded } from "../../test/support/concept-page";
import { expectAccessible, problem, serve, showPage } from "../../test/support/page";
import { makeRoadmap } from "../../test/support/roadmaps";

const task = (change: Partial<TaskDetail> = {}): TaskDetail =>
  ({
    task_id: "tsk_1",
    title: "Python programming",
    status: "processing",
    step: "content_generation",
    progress: { done: 14, total: 41, pct: 34 },
    roadmap_id: "rmp_1",
    terminal: false,
    purpose: { kind: "roadmap", parts: 0, concept_id: null, part: null, concept_name: null },
    created_at: "2026-01-05T10:00:00Z",
    ended_at: null,
    ...change,
  }) as TaskDetail;

const summary = (change: Partial<RoadmapSummary> = {}): RoadmapSummary =>
  ({
    roadmap_id: "rmp_1",
    task_id: "tsk_1",
    title: "Python programming",
    goal: "learn Python",
    state: "approved",
    task_status: "completed",
    concepts_done: 1,
    concepts_total: 4,
    end_date: "2026-03-14",
    updated_at: "2026-01-05T10:00:00Z",
    ...change,
  }) as RoadmapSummary;

const list = (...items: unknown[]) => ({ body: { items, next_cursor: null, total: items.length } });
const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

beforeEach(() => {
  vi.stubGlobal("scrollTo", () => undefined);
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => undefined }));
});

describe("tasks", () => {
  it("stand in a table with their state in words", async () => {
    serve({ "GET /tasks": list(task()) });
    const { container } = showPage("/app/tasks");
    const row = (await screen.findByText("Writing 14 of 41")).closest("tr") as HTMLElement;
    expect(within(row).getByRole("link", { name: "Python programming" })).toHaveAttribute(
      "href",
      "/app/tasks/tsk_1",
    );
    expect(document.title).toBe("Tasks · Milepost");
    await expectAccessible(container);
  });

  it("say what they are for where that is not a roadmap from its beginning", async () => {
    const one = { parts: 1, concept_id: "b", part: "tutorial", concept_name: "Loops" } as const;
    const none = { parts: 0, concept_id: null, part: null, concept_name: null } as const;
    const purposes = [
      { ...one, kind: "anew" },
      { ...one, kind: "missing" },
      { ...none, kind: "missing", parts: 7 },
      { ...one, kind: "anew", concept_name: null },
      { ...none, kind: "plan_again" },
    ] as const;
    serve({ "GET /tasks": list(...purposes.map((purpose, n) => task({ task_id: `tsk_${n}`, purpose }))) });
    showPage("/app/tasks");
    for (const words of [
      "Writes anew: Tutorial of Loops",
      "Writes what was missing: Tutorial of Loops",
      "Writes what was missing: 7 parts",
      "Writes anew: Tutorial",
      "Plans the goal once more",
    ])
      expect(await screen.findByText(words)).toBeVisible();
  });

  it("say what to do when there is none, and which are none of a kind", async () => {
    serve({ "GET /tasks": list() });
    showPage("/app/tasks");
    expect(await screen.findByRole("link", { name: "Make a roadmap" })).toHaveAttribute("href", "/app/new");
    await userEvent.click(screen.getByRole("button", { name: "Failed" }));
    expect(await screen.findByText("No task like that")).toBeVisible();
  });

  it("name the request when they cannot be loaded, and can be asked for again", async () => {
    const broken = problem("internal", 500);
    serve({ "GET /tasks": [broken, broken, broken, list(task())] });
    showPage("/app/tasks");
    expect(await screen.findByText("req_9")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Writing 14 of 41")).toBeVisible();
  });
});

describe("roadmaps", () => {
  it("lead to study when approved and to the review when not", async () => {
    const waiting = summary({
      roadmap_id: "rmp_2",
      title: "Git",
      state: "in_review",
      task_status: "human_review_pending",
    });
    serve({ "GET /roadmaps": list(summary(), waiting) });
    const { container } = showPage("/app/roadmaps");
    expect(await screen.findByRole("link", { name: "Python programming" })).toHaveAttribute(
      "href",
      "/app/roadmaps/rmp_1",
    );
    expect(screen.getByRole("link", { name: "Git" })).toHaveAttribute("href", "/app/tasks/tsk_1");
    expect(screen.getByText("Waiting for your review")).toBeVisible();
    await expectAccessible(container);
  });
});

describe("a roadmap", () => {
  it("shows its stages with dates and progress, what is next, and what was left out", async () => {
    serve({ "GET /roadmaps/rmp_1": { body: makeRoadmap() } });
    const { container } = showPage("/app/roadmaps/rmp_1");
    await heading("Python programming");
    expect(screen.getByRole("link", { name: "Continue: B" })).toHaveAttribute(
      "href",
      "/app/roadmaps/rmp_1/concepts/b",
    );
    expect(screen.getByText("1 of 2 done")).toBeVisible();
    expect(screen.getByText("play the xylophone")).toBeVisible();
    await expectAccessible(container);
  });

  it("says why a concept is here, what it needs and what it unlocks, at an address of its own", async () => {
    serve({ "GET /roadmaps/rmp_1": { body: makeRoadmap() } });
    const { router } = showPage("/app/roadmaps/rmp_1");
    await userEvent.click(await screen.findByRole("button", { name: "About B" }));
    const drawer = await screen.findByRole("dialog", { name: "B" });
    expect(within(drawer).getByText("B uses A.")).toBeVisible();
    expect(within(drawer).getByText("D uses B.")).toBeVisible();
    expect(router.state.location.search).toEqual({ concept: "b" });
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  });

  it("says that it waits for a review, and offers nothing to study before", async () => {
    const waiting = makeRoadmap({ state: "in_review", task_status: "human_review_pending" });
    serve({ "GET /roadmaps/rmp_1": { body: waiting } });
    showPage("/app/roadmaps/rmp_1");
    expect(await screen.findByRole("link", { name: "Review it" })).toHaveAttribute(
      "href",
      "/app/tasks/tsk_1",
    );
    expect(screen.queryByRole("link", { name: /Continue|^B$/ })).toBeNull();
  });

  it.each([
    ["cancelled", "in_review", "This roadmap was cancelled before its approval; nothing is written for it."],
    [
      "failed",
      "drafting",
      "The making of this roadmap failed before its approval; nothing is written for it.",
    ],
  ] as const)(
    "whose run was %s before its approval does not wait for one",
    async (task_status, state, words) => {
      serve({ "GET /roadmaps/rmp_1": { body: makeRoadmap({ state, task_status, stages: [] }) } });
      showPage("/app/roadmaps/rmp_1");
      expect(await screen.findByText(words)).toBeVisible();
      expect(screen.getByRole("link", { name: "See how it ended" })).toHaveAttribute(
        "href",
        "/app/tasks/tsk_1",
      );
      expect(screen.queryByRole("link", { name: "Review it" })).toBeNull();
    },
  );

  it("that does not exist says so and does not offer to try again", async () => {
    serve({ "GET /roadmaps/rmp_0": problem("roadmap-not-found", 404) });
    showPage("/app/roadmaps/rmp_0");
    expect(await screen.findByText("There is no such roadmap. It may have been deleted.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  });
});

describe("a concept", () => {
  it("shows outcomes, guide, practice and resources, each link with what is known of it", async () => {
    serve(concept());
    const { container } = showPage(`/app${CONCEPT}`);
    await heading("B");
    expect(await screen.findByText("B is simple.")).toBeVisible();
    expect(screen.getByText("It is there.")).toBeVisible();
    expect(screen.getByText("Link not checked")).toBeVisible();
    await expectAccessible(container);
  });

  it("keeps what can be read when a part is not written, and names why", async () => {
    const missing = problem("content-not-ready", 404, { unit_status: "failed" });
    serve(concept({ [`GET ${CONCEPT}/quiz`]: missing }));
    showPage(`/app${CONCEPT}`);
    expect(await screen.findByText("This part could not be written.")).toBeVisible();
    expect(await screen.findByText("B is simple.")).toBeVisible();
  });

  it("asks its quiz by keys, one question at a time, graded and explained by the server", async () => {
    const calls = serve(
      concept({ [`POST ${CONCEPT}/quiz/attempts`]: [graded(false, false), graded(false, true)] }),
    );
    showPage(`/app${CONCEPT}`);
    await userEvent.click(await screen.findByRole("button", { name: "Begin the quiz" }));
    await userEvent.keyboard("1{Enter}");
    expect(await screen.findByText("Because 1.")).toBeVisible();
    await userEvent.keyboard("{Enter}");
    expect(screen.getByText("Question q2?")).toBeVisible();
    await userEvent.keyboard("2{Enter}");
    expect(await screen.findByText("Because 2.")).toBeVisible();
    await userEvent.keyboard("{Enter}");
    expect(await screen.findByText("1 of 2 right")).toBeVisible();
    const sent = calls.filter(({ call }) => call.startsWith("POST")).map(({ body }) => body);
    expect(sent).toEqual([
      { version: 1, answers: { q1: ["x"] } },
      { version: 1, answers: { q1: ["x"], q2: ["y"] } },
    ]);
  });

  it("is marked as done and leads on to the next", async () => {
    const calls = serve(concept());
    const { router } = showPage(`/app${CONCEPT}`);
    await userEvent.click(await screen.findByRole("button", { name: "Done, on to the next" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/app/roadmaps/rmp_1/concepts/c"));
    expect(calls).toContainEqual(
      expect.objectContaining({ call: `PUT ${CONCEPT}/progress`, body: { state: "done" } }),
    );
  });
});

describe("the frame", () => {
  it("leads from the root to a new roadmap", async () => {
    serve({});
    const { router } = showPage("/");
    await waitFor(() => expect(router.state.location.pathname).toBe("/app/new"));
  });

  it("says that an address leads nowhere", async () => {
    serve({});
    const { container } = showPage("/app/nowhere");
    await heading("There is nothing here");
    await expectAccessible(container);
  });

  it("moves the focus to the heading after a navigation, and lists the keys on request", async () => {
    serve({ "GET /tasks": list(), "GET /roadmaps": list() });
    showPage("/app/tasks");
    await heading("Tasks");
    await userEvent.keyboard("gr");
    expect(await heading("Roadmaps")).toHaveFocus();
    await userEvent.keyboard("?");
    expect(await screen.findByRole("dialog", { name: "Keys" })).toHaveTextContent("Go to Tasks");
  });

  it("changes the language at once", async () => {
    serve({});
    showPage("/app/settings");
    await userEvent.selectOptions(await screen.findByLabelText("Language"), "zh");
    await heading("设置");
    await userEvent.selectOptions(screen.getByLabelText("语言"), "en");
    await heading("Settings");
  });
});
