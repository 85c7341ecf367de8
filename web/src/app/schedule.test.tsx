import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Redating, Roadmap, RoadmapCalendar } from "@/shared/api/types";
import { type Answers, expectAccessible, problem, serve, showPage } from "../../test/support/page";
import { makeRoadmap } from "../../test/support/roadmaps";

const session = (day: string, concept_id: string | null, week: number, number = 1, count = 1) => ({
  day,
  start: `${day}T18:00:00Z`,
  end: `${day}T19:00:00Z`,
  minutes: 60,
  kind: concept_id === null ? ("review" as const) : ("learn" as const),
  concept_id,
  week,
  number,
  count,
});

const calendar = (change: Partial<RoadmapCalendar["standing"]> = {}): RoadmapCalendar => ({
  roadmap_id: "rmp_1",
  revision: 1,
  time_zone: "Europe/Berlin",
  week_start: "monday",
  standing: {
    outcome: "on_time",
    today: "2026-01-13",
    week: 2,
    hours_behind: 0,
    late: [],
    days_ahead: 0,
    ...change,
  },
  sessions: [
    session("2026-01-05", "a", 1),
    session("2026-01-13", "b", 2, 1, 2),
    session("2026-01-15", "b", 2, 2, 2),
    session("2026-01-17", null, 2),
    session("2026-01-19", "d", 3),
  ],
  times: [{ weekday: "monday", start: "19:00", minutes: 60 }],
  are_own_times: false,
  minutes_per_week: 300,
  longest_week_minutes: 270,
  minutes_without_time: 0,
});

const behind = calendar({ outcome: "behind", hours_behind: 2, late: ["b"] });

const proposal = (change: Partial<Redating> = {}): Redating =>
  ({
    base_revision: 1,
    aim: "fewest_moves",
    as_of: "2026-01-13",
    moved: [{ concept_id: "d", name: "D", weeks_before: ["2026-01-19"], weeks_after: ["2026-01-26"] }],
    staying: 2,
    end_before: "2026-01-21",
    end_after: "2026-01-28",
    verdict_before: null,
    verdict_after: null,
    schedule: {},
    schedule_hash: "f".repeat(64),
    ...change,
  }) as Redating;

const answers = (shown: RoadmapCalendar, roadmap: Roadmap = makeRoadmap()): Answers => ({
  "GET /roadmaps/rmp_1": { body: roadmap },
  "GET /roadmaps/rmp_1/calendar": { body: shown },
  "GET /roadmaps/rmp_1/calendar-feed": { body: { created_at: null } },
  "POST /roadmaps/rmp_1/schedule/proposal": { body: proposal() },
});

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => undefined }));
});

describe("the weeks of a roadmap", () => {
  it("mark the present one, fold those behind, and cross off what is done", async () => {
    serve(answers(calendar()));
    const { container, router } = showPage("/app/roadmaps/rmp_1");
    await userEvent.click(await screen.findByRole("button", { name: "Weeks" }));
    const now = (await screen.findByText("This week")).closest("li") as HTMLElement;
    expect(router.state.location.search).toEqual({ view: "weeks" });
    expect(within(now).getByRole("heading", { name: "Week 2" })).toBeVisible();
    expect(within(now).getByRole("link", { name: "B" })).not.toHaveClass("line-through");
    await userEvent.click(screen.getByText("1 earlier week"));
    expect(screen.getByRole("link", { name: "A" })).toHaveClass("line-through");
    await expectAccessible(container);
  });

  it("say a pause in one line, and what was done before its week", async () => {
    const roadmap = makeRoadmap();
    const [first, second, third] = roadmap.schedule.weeks ?? [];
    if (!first || !second || !third) throw new Error("Three weeks are needed.");
    roadmap.schedule = {
      ...roadmap.schedule,
      weeks: [
        second,
        { ...first, number: 2, start: "2026-01-19", items: [] },
        { ...third, start: "2026-01-26" },
      ],
      redated: { as_of: "2026-01-13", done: ["a"], hours_per_week: 5 },
    };
    serve(answers(calendar(), roadmap));
    showPage("/app/roadmaps/rmp_1?view=weeks");
    expect(await screen.findByText("1 week without study")).toBeVisible();
    const early = screen.getByRole("heading", { name: "Done before its week" }).parentElement as HTMLElement;
    expect(within(early).getByRole("link", { name: "A" })).toBeVisible();
  });
});

describe("the calendar of a roadmap", () => {
  it("shows a month, is walked by keys, and names the sessions of the day", async () => {
    serve(answers(calendar()));
    const { container, router } = showPage("/app/roadmaps/rmp_1?view=calendar");
    const today = await screen.findByRole("button", { name: /13 January 2026|January 13, 2026/ });
    expect(today).toHaveAccessibleName(/Today.*1 session/);
    expect(today).toHaveAttribute("aria-pressed", "true");
    const agenda = () => screen.getByRole("region");
    expect(within(agenda()).getByText("1 of 2")).toBeVisible();
    today.focus();
    await userEvent.keyboard("{ArrowRight}{ArrowRight}");
    await waitFor(() =>
      expect(router.state.location.search).toEqual({ view: "calendar", day: "2026-01-15" }),
    );
    expect(document.activeElement).toHaveAccessibleName(/January.*15|15.*January/);
    expect(within(agenda()).getByText("2 of 2")).toBeVisible();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}");
    expect(await screen.findByRole("heading", { level: 2, name: "February 2026" })).toBeVisible();
    expect(within(agenda()).getByText("No study on this day.")).toBeVisible();
    await expectAccessible(container);
  });

  it("changes by key", async () => {
    serve(answers(calendar()));
    const { router } = showPage("/app/roadmaps/rmp_1");
    await screen.findByRole("button", { name: "Weeks" });
    await userEvent.keyboard("m");
    await waitFor(() => expect(router.state.location.search).toEqual({ view: "calendar" }));
    await userEvent.keyboard("l");
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  });

  it("says what went wrong when it cannot be read", async () => {
    const broken = problem("internal", 500);
    serve({
      ...answers(calendar()),
      "GET /roadmaps/rmp_1/calendar": [broken, broken, broken, { body: calendar() }],
    });
    showPage("/app/roadmaps/rmp_1?view=calendar");
    await userEvent.click(await screen.findByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("heading", { level: 2, name: "January 2026" })).toBeVisible();
  });

  it("has an address that is shown once, replaced, and taken back", async () => {
    const feed = "/roadmaps/rmp_1/calendar-feed";
    serve({
      ...answers(calendar()),
      [`PUT ${feed}`]: { body: { created_at: "2026-01-13T10:00:00Z", path: "/calendar/abc.ics" } },
      [`DELETE ${feed}`]: { body: { created_at: null } },
    });
    showPage("/app/roadmaps/rmp_1?view=calendar");
    await userEvent.click(await screen.findByRole("button", { name: "Follow in a calendar app" }));
    const dialog = await screen.findByRole("dialog");
    await userEvent.click(await within(dialog).findByRole("button", { name: "Make an address" }));
    expect(await within(dialog).findByRole("textbox", { name: "The address" })).toHaveValue(
      `${location.origin}/calendar/abc.ics`,
    );
    await userEvent.click(within(dialog).getByRole("button", { name: "Stop sharing" }));
    expect(await within(dialog).findByText("The address no longer works.")).toBeVisible();
    expect(within(dialog).queryByRole("textbox")).toBeNull();
  });
});

describe("new dates", () => {
  it("are offered when one is behind, shown with what moves, accepted, and taken back", async () => {
    const changed = { roadmap_id: "rmp_1", revision: 2, review_id: null, validation: { outcome: "valid" } };
    const calls = serve({
      ...answers(behind),
      "POST /roadmaps/rmp_1/schedule": { body: changed },
      "POST /roadmaps/rmp_1/revert": { body: { ...changed, revision: 3 } },
    });
    showPage("/app/roadmaps/rmp_1");
    expect(await screen.findByText(/2 h of earlier weeks are not done yet \(1 concept\)/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Show it" }));
    const dialog = await screen.findByRole("dialog");
    expect(await within(dialog).findByText("1 concept moves to another week")).toBeVisible();
    expect(within(dialog).getByText("7 days later")).toBeVisible();
    expect(within(dialog).getByText("2 stay where they are.")).toBeVisible();
    await userEvent.click(within(dialog).getByRole("button", { name: "Accept the new dates" }));
    const accepted = await waitFor(() => {
      const call = calls.find(({ call }) => call === "POST /roadmaps/rmp_1/schedule");
      expect(call).toBeDefined();
      return call;
    });
    expect(accepted?.body).toEqual({ base_revision: 1, aim: "fewest_moves", schedule_hash: "f".repeat(64) });
    expect(accepted?.headers.get("Idempotency-Key")).toBeTruthy();
    (await screen.findByRole("button", { name: "Undo" })).focus();
    await userEvent.keyboard("{Enter}");
    await waitFor(() =>
      expect(calls.find(({ call }) => call === "POST /roadmaps/rmp_1/revert")?.body).toEqual({
        base_revision: 2,
        to_revision: 1,
      }),
    );
  });

  it("are not offered again this week to whoever does not want them now", async () => {
    serve(answers(behind));
    const { unmount } = showPage("/app/roadmaps/rmp_1");
    await userEvent.click(await screen.findByRole("button", { name: "Not now" }));
    expect(screen.queryByRole("button", { name: "Show it" })).toBeNull();
    unmount();
    showPage("/app/roadmaps/rmp_1?view=weeks");
    await screen.findByText("This week");
    expect(screen.queryByRole("button", { name: "Show it" })).toBeNull();
  });

  it("are not offered while one is on time", async () => {
    serve(answers(calendar()));
    showPage("/app/roadmaps/rmp_1?view=weeks");
    await screen.findByText("This week");
    expect(screen.queryByRole("button", { name: "Show it" })).toBeNull();
  });
});

describe("study times", () => {
  it("begin with the usual ones and are saved as one sets them", async () => {
    const calls = serve({
      "GET /settings/study-times": { body: { slots: [] } },
      "PUT /settings/study-times": { body: { slots: [{ weekday: "monday", start: "19:00", minutes: 75 }] } },
    });
    const { container } = showPage("/app/settings");
    await userEvent.click(await screen.findByRole("button", { name: "Set my own times" }));
    expect(screen.getByText("5 h a week")).toBeVisible();
    for (const name of [/^Remove Tuesday/, /^Remove Thursday/, /^Remove Saturday/])
      await userEvent.click(screen.getByRole("button", { name }));
    await userEvent.click(screen.getByRole("button", { name: "Add a time" }));
    await userEvent.selectOptions(
      screen.getAllByRole("combobox", { name: "Day" })[1] as HTMLElement,
      "monday",
    );
    expect(screen.getByText("Two times on Monday overlap.")).toHaveRole("alert");
    expect(screen.getByRole("button", { name: "Save the study times" })).toBeDisabled();
    await userEvent.click(screen.getAllByRole("button", { name: /^Remove Monday/ })[1] as HTMLElement);
    await expectAccessible(container);
    await userEvent.click(screen.getByRole("button", { name: "Save the study times" }));
    await waitFor(() =>
      expect(calls.find(({ call }) => call === "PUT /settings/study-times")?.body).toEqual({
        slots: [{ weekday: "monday", start: "19:00", minutes: 75 }],
      }),
    );
  });
});
