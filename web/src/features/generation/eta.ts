/**
 * How long the rest of the writing may take, from what the events say of the pace so far.
 *
 * Two things bound it from below: the pace at which parts have been coming out, times the parts that are left, and the
 * parts in hand, each of which needs about as long as parts have needed. Medians, because one part that hung for a
 * minute, or a server that was down for an hour, says nothing about the rest.
 */
import type { TaskEvent } from "@/shared/api/types";
import type { TaskView } from "@/shared/realtime/task-view";

/** What the estimate is made of; instants and durations in milliseconds, by the server's clock. */
export interface Pace {
  remaining: number;
  /** When parts came to their end, written or failed, oldest first, after the instant at which the first was begun. */
  ends: readonly number[];
  /** How long they had been in hand. */
  durations: readonly number[];
  /** Since when the parts now in hand have been there. */
  inHand: readonly number[];
  /** How many were in hand at once, at most. */
  atOnce: number;
}

/** Fewer say nothing. */
const FEWEST_ENDS = 3;
/** The newest ends count: a run that got slower is slow. */
const MOST_ENDS = 40;
/** Nothing has ended for this long: whatever one said now would be invented. */
const SILENCE_MS = 30_000;
const SILENCE_FACTOR = 4;

/** The pace of the writing under way, read from its events. */
export function paceOf(timeline: readonly TaskEvent[], progress: TaskView["progress"]): Pace {
  const begun = new Map<string, number>();
  const ends: number[] = [];
  const durations: number[] = [];
  let atOnce = 0;
  for (const event of timeline) {
    const at = Date.parse(event.ts);
    if (event.type === "concept_start") {
      if (ends.length === 0) ends.push(at);
      begun.set(event.data.unit, at);
      atOnce = Math.max(atOnce, begun.size);
    } else if (event.type === "concept_complete" || event.type === "concept_failed") {
      const since = begun.get(event.data.unit);
      begun.delete(event.data.unit);
      ends.push(at);
      if (since !== undefined) durations.push(Math.max(0, at - since));
    }
  }
  return {
    remaining: Math.max(0, progress.total - progress.done),
    ends: ends.slice(-MOST_ENDS - 1),
    durations: durations.slice(-MOST_ENDS),
    inHand: [...begun.values()],
    atOnce,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** Milliseconds from one end to the next: the median over stretches as long as parts are in hand at once. */
function gapOf(ends: readonly number[], atOnce: number): number {
  const stretch = Math.min(Math.max(1, atOnce), ends.length - 1);
  const gaps = ends.slice(stretch).map((end, index) => (end - (ends[index] ?? end)) / stretch);
  // Parts that were committed together ended at one instant; then only the whole stretch says something.
  return median(gaps) || ((ends.at(-1) ?? 0) - (ends[0] ?? 0)) / (ends.length - 1);
}

/** Milliseconds until the last part is written; nothing while too little is known, never below zero. */
export function estimateRemaining(pace: Pace, now: number): number | undefined {
  const { ends, durations, inHand, remaining } = pace;
  const last = ends.at(-1);
  if (last === undefined || ends.length <= FEWEST_ENDS) return undefined;
  const gap = gapOf(ends, pace.atOnce);
  const typical = median(durations);
  const silence = Math.max(0, now - last);
  if (silence > Math.max(SILENCE_MS, SILENCE_FACTOR * Math.max(gap, typical))) return undefined;
  const inTurn = remaining * gap - silence;
  const inWork = Math.max(0, ...inHand.map((since) => typical - (now - since)));
  return Math.max(0, inTurn, inWork);
}

/** What the page says, and when it last said so. */
export interface Said {
  ms: number;
  at: number;
}

const TOLERATED_MS = 3_000;
const TOLERATED_SHARE = 0.2;
/** What is tolerated is made good within about this time. */
const APPROACH_MS = 10_000;

/**
 * What to say now: what was said before, less the time that has passed, moved at once only as far as it must be to lie
 * within a fifth of the new estimate, and from there step by step. So a number on the page counts down, and does not
 * tremble.
 */
export function settleOn(
  said: Said | undefined,
  estimate: number | undefined,
  now: number,
): Said | undefined {
  if (estimate === undefined) return undefined;
  if (said === undefined) return { ms: estimate, at: now };
  const passed = Math.max(0, now - said.at);
  const expected = Math.max(0, said.ms - passed);
  const slack = Math.max(TOLERATED_MS, TOLERATED_SHARE * estimate);
  const near = Math.min(Math.max(expected, estimate - slack), estimate + slack);
  return { ms: near + (estimate - near) * Math.min(1, passed / APPROACH_MS), at: now };
}

/** The words for it have these steps only, so that a second more or less changes nothing on the page. */
export type RoundTime =
  | { unit: "moments" }
  | { unit: "seconds"; seconds: number }
  | { unit: "minutes"; minutes: number }
  | { unit: "hours"; hours: number; minutes: number };

export function roundTime(ms: number): RoundTime {
  const seconds = ms / 1000;
  if (seconds < 10) return { unit: "moments" };
  if (seconds < 55) return { unit: "seconds", seconds: Math.ceil(seconds / 10) * 10 };
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return { unit: "minutes", minutes };
  const rounded = Math.round(minutes / 5) * 5;
  return { unit: "hours", hours: Math.floor(rounded / 60), minutes: rounded % 60 };
}
