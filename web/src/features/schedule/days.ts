/** Calendar days as `2026-11-23`: arithmetic without a time zone, and the weeks of a month. */

export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The same day of another month, or that month's last. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

export type WeekStart = "monday" | "sunday";

/** 0 for the day on which weeks begin. */
function dayOfWeek(day: string, weekStart: WeekStart): number {
  const sunday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekStart === "sunday" ? sunday : (sunday + 6) % 7;
}

export const startOfWeek = (day: string, weekStart: WeekStart): string =>
  addDays(day, -dayOfWeek(day, weekStart));

export const sameMonth = (one: string, other: string): boolean => one.slice(0, 7) === other.slice(0, 7);

/** The weeks that a month has days in, each with its seven days. */
export function weeksOfMonth(day: string, weekStart: WeekStart): readonly (readonly string[])[] {
  const weeks: string[][] = [];
  let start = startOfWeek(`${day.slice(0, 7)}-01`, weekStart);
  do {
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(start, index)));
    start = addDays(start, 7);
  } while (sameMonth(start, day));
  return weeks;
}

export const isDay = (text: unknown): text is string =>
  typeof text === "string" && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
