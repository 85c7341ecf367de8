import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { RoadmapSummary } from "@/shared/api/types";
import { type Answers, expectAccessible, problem, serve, showPage } from "../../test/support/page";
import { makeRoadmap } from "../../test/support/roadmaps";

const DELETED = { deleted_at: "2026-01-05T11:00:00Z", purge_at: "2099-02-04T11:00:00Z" };

const summary = (change: Partial<RoadmapSummary> = {}): RoadmapSummary => ({
  roadmap_id: "rmp_1",
  task_id: "tsk_1",
  title: "Python programming",
  goal: "learn Python",
  language: "en",
  revision: 1,
  state: "approved",
  task_status: "completed",
  concepts_done: 1,
  concepts_total: 4,
  end_date: "2026-03-14",
  created_at: "2026-01-05T10:00:00Z",
  updated_at: "2026-01-05T10:00:00Z",
  deleted_at: null,
  purge_at: null,
  ...change,
});
const git = summary({ roadmap_id: "rmp_2", title: "Git" });
const list = (...items: unknown[]) => ({ body: { items, next_cursor: null, total: items.length } });
const sent = (calls: { call: string }[]) =>
  calls.map(({ call }) => call).filter((call) => !call.startsWith("GET"));

const answers = (more: Answers): Answers => ({
  "DELETE /roadmaps/rmp_1": { body: summary(DELETED) },
  "POST /roadmaps/rmp_1/restore": { body: summary() },
  ...more,
});

async function choose(title: string, item: string) {
  await userEvent.click(await screen.findByRole("button", { name: `More for ${title}` }));
  await userEvent.click(await screen.findByRole("menuitem", { name: item }));
}

beforeEach(() => {
  vi.stubGlobal("scrollTo", () => undefined);
  vi.stubGlobal("matchMedia", () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
});

describe("moving a roadmap to the trash", () => {
  it("takes it from the list at once, keeps the keys in the list, and can be undone", async () => {
    const calls = serve(
      answers({ "GET /roadmaps": [list(summary(), git), list(git), list(summary(), git)] }),
    );
    showPage("/app/roadmaps");
    await choose("Python programming", "Move to trash");
    expect(await screen.findByText("Moved to the trash: Python programming")).toBeVisible();
    expect(screen.queryByRole("link", { name: "Python programming" })).toBeNull();
    await waitFor(() => expect(screen.getByRole("link", { name: "Git" }).closest("ul")).toHaveFocus());
    screen.getByRole("button", { name: "Undo" }).focus();
    await userEvent.keyboard("{Enter}");
    expect(await screen.findByRole("link", { name: "Python programming" })).toBeVisible();
    expect(sent(calls)).toEqual(["DELETE /roadmaps/rmp_1", "POST /roadmaps/rmp_1/restore"]);
  });

  it("asks before it stops a run", async () => {
    const calls = serve(answers({ "GET /roadmaps": [list(summary({ task_status: "processing" })), list()] }));
    showPage("/app/roadmaps");
    await choose("Python programming", "Move to trash");
    const question = await screen.findByRole("dialog", { name: "Stop the run and move it to the trash?" });
    await userEvent.click(within(question).getByRole("button", { name: "Keep it" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent(calls)).toEqual([]);
    await choose("Python programming", "Move to trash");
    await userEvent.click(
      within(await screen.findByRole("dialog")).getByRole("button", { name: "Move to trash" }),
    );
    expect(await screen.findByText("No roadmap yet")).toBeVisible();
    expect(sent(calls)).toEqual(["DELETE /roadmaps/rmp_1"]);
  });

  it("says so when it could not be done, and changes nothing on the page", async () => {
    serve(answers({ "GET /roadmaps": list(summary()), "DELETE /roadmaps/rmp_1": problem("internal", 500) }));
    showPage("/app/roadmaps");
    await choose("Python programming", "Move to trash");
    expect(await screen.findByText("It could not be moved to the trash")).toBeVisible();
    expect(screen.getByRole("link", { name: "Python programming" })).toBeVisible();
  });
});

describe("the trash", () => {
  it("has an address, names the day on which each roadmap goes for good, and gives them back", async () => {
    const calls = serve(answers({ "GET /roadmaps": [list(summary(DELETED)), list()] }));
    const { container, router } = showPage("/app/roadmaps?deleted=true");
    expect(await screen.findByText("Removed for good on Feb 4, 2099")).toBeVisible();
    await expectAccessible(container);
    await userEvent.click(screen.getByRole("button", { name: "Restore Python programming" }));
    expect(await screen.findByText("The trash is empty")).toBeVisible();
    expect(sent(calls)).toEqual(["POST /roadmaps/rmp_1/restore"]);
    await userEvent.click(screen.getByRole("button", { name: "Roadmaps" }));
    expect(router.state.location.search).toEqual({});
  });
});

describe("a roadmap in the trash", () => {
  it("is read and not gone on with, until it is restored", async () => {
    serve(answers({ "GET /roadmaps/rmp_1": [{ body: makeRoadmap(DELETED) }, { body: makeRoadmap() }] }));
    const { container } = showPage("/app/roadmaps/rmp_1");
    expect(await screen.findByText(/This roadmap is in the trash/)).toBeVisible();
    expect(screen.queryByRole("link", { name: /^Continue/ })).toBeNull();
    await expectAccessible(container);
    await userEvent.click(screen.getByRole("button", { name: "Restore" }));
    expect(await screen.findByRole("link", { name: "Continue: B" })).toBeVisible();
  });

  it("keeps its guides readable, without its quiz and without marks", async () => {
    const body = {
      kind: "tutorial",
      version: 1,
      language: "en",
      outcomes: [],
      body: "B is simple.",
      practice: null,
    };
    serve({
      "GET /roadmaps/rmp_1": { body: makeRoadmap(DELETED) },
      "GET /roadmaps/rmp_1/concepts/b/tutorial": { body },
      "GET /roadmaps/rmp_1/concepts/b/resources": { body: { version: 1, resources: [] } },
      "GET /roadmaps/rmp_1/concepts/b/quiz": problem("content-not-ready", 404, { unit_status: "failed" }),
    });
    showPage("/app/roadmaps/rmp_1/concepts/b");
    expect(await screen.findByText("B is simple.")).toBeVisible();
    expect(screen.getByText(/This roadmap is in the trash/)).toBeVisible();
    expect(screen.queryByRole("heading", { name: "Quiz" })).toBeNull();
    expect(screen.queryByRole("button", { name: /^Done/ })).toBeNull();
  });
});
