import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TaskEvent } from "@/shared/api/types";
import { makeEvent } from "../../../test/support/events";
import { estimateRemaining, paceOf, roundTime, type Said, settleOn } from "./eta";

interface Run {
  total: number;
  atOnce: number;
  /** How long the n-th part takes, in milliseconds. */
  takes: (part: number) => number;
}

/** The events of a run as its server would tell them, and when it ends. */
function simulate({ total, atOnce, takes }: Run): { events: TaskEvent[]; end: number } {
  const told: { at: number; part: number; type: "concept_start" | "concept_complete" }[] = [];
  const free = Array.from({ length: atOnce }, () => 0);
  for (let part = 0; part < total; part += 1) {
    const hand = free.indexOf(Math.min(...free));
    const begin = free[hand] ?? 0;
    free[hand] = begin + takes(part);
    told.push({ at: begin, part, type: "concept_start" });
    told.push({ at: begin + takes(part), part, type: "concept_complete" });
  }
  told.sort(
    (a, b) => a.at - b.at || Number(b.type === "concept_complete") - Number(a.type === "concept_complete"),
  );
  let done = 0;
  const events = told.map(({ at, part, type }, index) => {
    if (type === "concept_complete") done += 1;
    const status = type === "concept_complete" ? "completed" : "running";
    const unit = { unit: `c${part}:quiz`, concept_id: `c${part}`, kind: "quiz" as const, attempt: 1 };
    const event = makeEvent(index + 1, type, { ...unit, status, done, total, version: null, reason: null });
    return { ...event, ts: new Date(at).toISOString() };
  });
  return { events, end: Math.max(...free) };
}

/** The estimate at an instant, from what had been told by then. */
function estimateAt(run: Run, at: number): number | undefined {
  const events = simulate(run).events.filter((event) => Date.parse(event.ts) <= at);
  const done = events.filter(({ type }) => type === "concept_complete").length;
  return estimateRemaining(paceOf(events, { done, total: run.total, pct: 0 }), at);
}

const steady: Run = { total: 41, atOnce: 4, takes: () => 8_000 };

describe("the estimate", () => {
  it("says nothing before three parts have come to their end", () => {
    expect(estimateAt({ ...steady, atOnce: 1 }, 23_000)).toBeUndefined();
    expect(estimateAt({ ...steady, atOnce: 1 }, 24_000)).toBeDefined();
  });

  it.each([1, 3, 4, 20])("is right where parts take alike, %i at once", (atOnce) => {
    const run = { ...steady, total: 120, atOnce, takes: (part: number) => 7_000 + ((part * 37) % 11) * 200 };
    const { end } = simulate(run);
    for (const share of [0.3, 0.6, 0.9]) {
      const [at, left] = [end * share, end * (1 - share)];
      const estimate = estimateAt(run, at) ?? Number.NaN;
      expect(Math.abs(estimate - left)).toBeLessThan(0.2 * left + 5_000);
    }
  });

  it("is not thrown off by one part that hung, nor by an hour in which the server was down", () => {
    const hung = { ...steady, takes: (part: number) => (part === 6 ? 60_000 : 8_000) };
    const { events } = simulate({ ...steady, total: 20 });
    const down = events.map((event, index) =>
      index < 16 ? event : { ...event, ts: new Date(Date.parse(event.ts) + 3_600_000).toISOString() },
    );
    const done = down.filter(({ type }) => type === "concept_complete").length - 4;
    const until = Date.parse(down.at(-9)?.ts ?? "");
    const pace = paceOf(down.slice(0, -8), { done, total: 20, pct: 0 });
    expect(estimateAt(hung, 40_000)).toBeLessThan(90_000);
    expect(estimateRemaining(pace, until)).toBeLessThan(40_000);
  });

  it("is right from the first wave of parts on, which come to their end together", () => {
    const run: Run = { total: 99, atOnce: 4, takes: () => 1_200 };
    expect(estimateAt(run, 1_200)).toBeGreaterThan(25_000);
    expect(estimateAt(run, 1_200)).toBeLessThan(33_000);
  });

  it("waits for the part in hand, though by the count little is left", () => {
    const run: Run = { total: 9, atOnce: 4, takes: () => 40_000 };
    // Eight are written after 80 s; the ninth has just begun.
    expect(estimateAt(run, 81_000)).toBeGreaterThan(35_000);
  });

  it("falls silent when nothing comes any more, instead of promising a moment for ever", () => {
    expect(estimateAt({ ...steady, takes: (part) => (part < 12 ? 8_000 : 900_000) }, 90_000)).toBeUndefined();
  });

  it("is a time, whatever the events are", () => {
    const events = fc.array(
      fc.record({
        at: fc.integer({ min: -5_000, max: 5_000_000 }),
        part: fc.integer({ min: 0, max: 9 }),
        type: fc.constantFrom(
          "concept_start" as const,
          "concept_complete" as const,
          "concept_failed" as const,
        ),
      }),
    );
    fc.assert(
      fc.property(events, fc.nat(50), fc.nat(50), fc.integer(), (told, done, total, now) => {
        const timeline = told.map(({ at, part, type }, index) => ({
          ...makeEvent(index + 1, type, {
            unit: `c${part}:quiz`,
            concept_id: `c${part}`,
            kind: "quiz",
            attempt: 1,
            status: "running",
            done,
            total,
          }),
          ts: new Date(at).toISOString(),
        }));
        const estimate = estimateRemaining(paceOf(timeline, { done, total, pct: 0 }), now);
        expect(estimate === undefined || (Number.isFinite(estimate) && estimate >= 0)).toBe(true);
      }),
    );
  });
});

describe("what is said", () => {
  it("counts down by itself and does not tremble", () => {
    let said: Said | undefined = settleOn(undefined, 100_000, 0);
    for (const [now, estimate] of [
      [5_000, 99_000],
      [10_000, 84_000],
      [15_000, 90_000],
    ] as const)
      said = settleOn(said, estimate, now);
    expect(said?.ms).toBeGreaterThan(84_000);
    expect(said?.ms).toBeLessThan(90_000);
  });

  it("moves no further than it must", () => {
    const said = settleOn({ ms: 100_000, at: 0 }, 300_000, 0);
    expect(said?.ms).toBe(240_000);
    expect(settleOn(said, 50_000, 0)?.ms).toBe(60_000);
  });

  it("comes to the estimate in the end", () => {
    let said: Said | undefined = { ms: 10_000, at: 0 };
    for (let now = 0; now <= 60_000; now += 1_000) said = settleOn(said, 90_000 - now, now);
    expect(said?.ms).toBeCloseTo(30_000, -2);
  });

  it("is withdrawn together with the estimate", () => {
    expect(settleOn({ ms: 100_000, at: 0 }, undefined, 1_000)).toBeUndefined();
  });

  it("never passes zero and never jumps by more than the estimate did", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(60_000), fc.nat(4_000_000))), (steps) => {
        let said: Said | undefined;
        let now = 0;
        for (const [passed, estimate] of steps) {
          const expected = said === undefined ? estimate : Math.max(0, said.ms - passed);
          now += passed;
          said = settleOn(said, estimate, now);
          const ms = said?.ms ?? -1;
          expect(ms).toBeGreaterThanOrEqual(0);
          expect(Math.abs(ms - expected)).toBeLessThanOrEqual(Math.abs(estimate - expected));
        }
      }),
    );
  });

  it("has few steps", () => {
    expect(roundTime(0)).toEqual({ unit: "moments" });
    expect(roundTime(9_999)).toEqual({ unit: "moments" });
    expect(roundTime(31_000)).toEqual({ unit: "seconds", seconds: 40 });
    expect(roundTime(56_000)).toEqual({ unit: "minutes", minutes: 1 });
    expect(roundTime(125_000)).toEqual({ unit: "minutes", minutes: 2 });
    expect(roundTime(3_590_000)).toEqual({ unit: "hours", hours: 1, minutes: 0 });
    expect(roundTime(4_200_000)).toEqual({ unit: "hours", hours: 1, minutes: 10 });
  });
});
