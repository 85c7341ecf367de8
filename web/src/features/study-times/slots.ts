/** Study times as they are edited: sums, and what the server would refuse. */
import type { StudySlot } from "@/shared/api/types";

export type Weekday = StudySlot["weekday"];

export const WEEKDAYS: readonly Weekday[] = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
];

/** A day that is that weekday, for the formatters, which know no weekday without one. */
export const dayOf = (weekday: Weekday): string =>
  `2026-01-${String(5 + WEEKDAYS.indexOf(weekday)).padStart(2, "0")}`;

export const SLOTS_AT_MOST = 28;
export const LENGTHS: readonly number[] = [
  15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 210, 240, 300, 360, 480, 600, 720,
];

/** What somebody begins with who sets times of their own. */
export const FIRST_SLOTS: readonly StudySlot[] = (["monday", "tuesday", "thursday", "saturday"] as const).map(
  (weekday) => ({ weekday, start: "19:00", minutes: 75 }),
);

/** A further time: like the last one, on the first day of the week that has none. */
export function nextSlot(slots: readonly StudySlot[]): StudySlot {
  const taken = new Set(slots.map(({ weekday }) => weekday));
  const like = slots.at(-1) ?? { start: "19:00", minutes: 60 };
  return { ...like, weekday: WEEKDAYS.find((one) => !taken.has(one)) ?? "monday" };
}

export const totalMinutes = (slots: readonly StudySlot[]): number =>
  slots.reduce((sum, { minutes }) => sum + minutes, 0);

const startMinute = ({ start }: StudySlot): number => {
  const [hours = 0, minutes = 0] = start.split(":").map(Number);
  return hours * 60 + minutes;
};

export interface Fault {
  kind: "overlap" | "pastMidnight";
  weekday: Weekday;
}

/** The first thing that cannot be: a time after midnight, or two at once. */
export function faultOf(slots: readonly StudySlot[]): Fault | undefined {
  for (const weekday of WEEKDAYS) {
    const day = slots
      .filter((slot) => slot.weekday === weekday)
      .sort((a, b) => startMinute(a) - startMinute(b));
    for (const [index, slot] of day.entries()) {
      const end = startMinute(slot) + slot.minutes;
      const next = day[index + 1];
      if (end > 24 * 60) return { kind: "pastMidnight", weekday };
      if (next && startMinute(next) < end) return { kind: "overlap", weekday };
    }
  }
  return undefined;
}
