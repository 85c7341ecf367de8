import { fireEvent, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import type { TaskEvent } from "@/shared/api/types";
import { t } from "@/shared/i18n/i18n";
import { makeEvent, wholeRun } from "../../../../test/support/events";
import { renderPage } from "../../../../test/support/render-page";
import { type EventFilter, readTimelineSearch, timelineSearch } from "../event-filter";
import { countKinds, eventsAsText, filterEvents } from "../timeline";
import { Timeline } from "./timeline";

const connection = { phase: "ended", transport: "websocket", error: null } as const;
const names = new Map([["c1", "Loops"]]);

/** A long run: a thousand parts, of which every hundredth fails, and one interruption. */
function longRun(): TaskEvent[] {
  const events: TaskEvent[] = wholeRun(1).slice(0, 18);
  const add = (...event: Parameters<typeof makeEvent> extends [number, ...infer Rest] ? Rest : never) =>
    events.push(makeEvent(events.length + 1, ...event));
  for (let part = 1; events.length < 2_998; part += 1) {
    const unit = { unit: `c${part}:quiz`, concept_id: `c${part}`, kind: "quiz" as const, attempt: 1 };
    const told = { ...unit, done: part, total: 1_500, version: null, reason: null };
    add("concept_start", { ...told, status: "running" });
    const failed = part % 100 === 0;
    add(failed ? "concept_failed" : "concept_complete", { ...told, status: failed ? "failed" : "completed" });
  }
  add("task_recovering", { reason: "process_gone" });
  add("partial_failure", { completed: 1_476, failed: 14, skipped: 0, total: 1_490 });
  return events;
}

function Shown({ events, start }: { events: readonly TaskEvent[]; start: EventFilter | undefined }) {
  const [filter, setFilter] = useState(start);
  return (
    <Timeline timeline={events} names={names} connection={connection} filter={filter} onFilter={setFilter} />
  );
}

const rows = () => within(screen.getByRole("list", { name: "Timeline" })).getAllByRole("listitem");

describe("the timeline", () => {
  it("is folded until it is asked for, and then tells every event of a short run", async () => {
    const events = wholeRun();
    await renderPage(<Shown events={events} start={undefined} />);
    expect(screen.queryByRole("list")).toBeNull();
    await userEvent.click(screen.getByText("Timeline ·"));
    // The test's page knows no fold of its own.
    const details = document.querySelector("details") as HTMLDetailsElement;
    if (!details.open) {
      details.open = true;
      fireEvent(details, new Event("toggle"));
    }
    expect(rows()).toHaveLength(events.length);
    expect(rows()[0]).toHaveTextContent(/3 of 3 parts written/);
    expect(rows().at(-1)).toHaveTextContent("Understand the goal: begun");
  });

  it("shows the newest of three thousand events, and older ones on request", async () => {
    const events = longRun();
    expect(events).toHaveLength(3_000);
    await renderPage(<Shown events={events} start={[]} />);
    expect(rows()).toHaveLength(200);
    expect(rows()[0]).toHaveTextContent("3000");
    fireEvent.click(screen.getByRole("button", { name: "Show 200 older, of 2800" }));
    expect(rows()).toHaveLength(400);
    expect(rows()[0]).toHaveTextContent("3000");
  });

  it("is narrowed to kinds of events, each with its number", async () => {
    const events = longRun();
    await renderPage(<Shown events={events} start={[]} />);
    fireEvent.click(screen.getByRole("button", { name: "Failures 15" }));
    expect(rows()).toHaveLength(15);
    expect(rows()[1]).toHaveTextContent("Quiz of c1400: failed");
    fireEvent.click(screen.getByRole("button", { name: "Interruptions 1" }));
    expect(rows()).toHaveLength(16);
    expect(screen.getByRole("button", { name: "Failures 15" })).toHaveAttribute("aria-pressed", "true");
    fireEvent.click(screen.getByRole("button", { name: "All 3000" }));
    expect(rows()).toHaveLength(200);
  });

  it("is copied as text, whole, as far as it is chosen", async () => {
    const user = userEvent.setup();
    const write = vi.spyOn(navigator.clipboard, "writeText");
    await renderPage(<Shown events={wholeRun()} start={["reviews"]} />);
    await user.click(screen.getByRole("button", { name: "Copy as text" }));
    const [text = ""] = write.mock.calls[0] ?? [];
    expect(text.split("\n")[0]).toBe(
      "11\t2026-01-01T00:00:11.000Z\thuman_review_required\tReview 1 asked for (revision 1)",
    );
    expect(text.split("\n")).toHaveLength(4);
  });
});

describe("the kinds of events", () => {
  it("leave no event out, and count a failed part twice", () => {
    const events = longRun();
    const counts = countKinds(events);
    expect(counts).toMatchObject({ failures: 15, recoveries: 1, reviews: 4 });
    const every = filterEvents(events, ["phases", "units", "reviews", "failures", "recoveries"]);
    expect(every).toHaveLength(events.length);
    expect(eventsAsText(events, names, t).split("\n")).toHaveLength(events.length);
  });

  it("stand in the address in one order, whatever the address said", () => {
    expect(timelineSearch(undefined)).toEqual({});
    expect(timelineSearch([])).toEqual({ timeline: "all" });
    expect(timelineSearch(readTimelineSearch("failures.units.nonsense"))).toEqual({
      timeline: "units.failures",
    });
    for (const odd of [undefined, "", 7, ["units"]]) expect(readTimelineSearch(odd)).toBeUndefined();
  });
});
