import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, addMonths, isDay, sameMonth, startOfWeek, weeksOfMonth } from "./days";

const someDay = fc.integer({ min: -20_000, max: 40_000 }).map((days) => addDays("2000-01-01", days));
const weekStart = fc.constantFrom("monday", "sunday");

describe("calendar days", () => {
  it("are counted without a time zone, through every change of clocks", () => {
    expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonths("2026-01-15", -1)).toBe("2025-12-15");
  });

  it("stand in a month's weeks once each, in order, from the day on which weeks begin", () => {
    fc.assert(
      fc.property(someDay, weekStart, (day, start) => {
        const weeks = weeksOfMonth(day, start);
        const days = weeks.flat();
        expect(days.every((one, index) => index === 0 || one === addDays(days[index - 1] ?? "", 1))).toBe(
          true,
        );
        expect(weeks.every((week) => week[0] === startOfWeek(week[0] ?? "", start))).toBe(true);
        expect(weeks.every((week) => week.some((one) => sameMonth(one, day)))).toBe(true);
        expect(days.filter((one) => sameMonth(one, day)).at(0)).toBe(`${day.slice(0, 7)}-01`);
        expect(days).toContain(day);
      }),
    );
  });

  it("are told from other texts in an address", () => {
    expect(isDay("2026-11-23")).toBe(true);
    for (const text of ["2026-13-01", "2026-1-1", "today", "", 5, undefined]) expect(isDay(text)).toBe(false);
  });
});
