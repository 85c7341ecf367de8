import { describe, expect, it } from "vitest";
import type { StudySlot } from "@/shared/api/types";
import { dayOf, FIRST_SLOTS, faultOf, nextSlot, totalMinutes, WEEKDAYS } from "./slots";

const slot = (weekday: StudySlot["weekday"], start: string, minutes: number): StudySlot => ({
  weekday,
  start,
  minutes,
});

describe("study times under edit", () => {
  it("may touch, and may neither overlap nor go past midnight", () => {
    expect(faultOf(FIRST_SLOTS)).toBeUndefined();
    expect(faultOf([slot("monday", "10:00", 60), slot("monday", "11:00", 60)])).toBeUndefined();
    expect(faultOf([slot("monday", "11:00", 60), slot("monday", "10:00", 65)])).toEqual({
      kind: "overlap",
      weekday: "monday",
    });
    expect(faultOf([slot("sunday", "23:30", 30)])).toBeUndefined();
    expect(faultOf([slot("sunday", "23:30", 45)])).toEqual({ kind: "pastMidnight", weekday: "sunday" });
  });

  it("go on like the last one, on a day that is free", () => {
    expect(nextSlot([slot("monday", "07:15", 45)])).toEqual(slot("tuesday", "07:15", 45));
    expect(totalMinutes(FIRST_SLOTS)).toBe(300);
  });

  it("have a day of each name", () => {
    const names = WEEKDAYS.map((one) =>
      new Intl.DateTimeFormat("en", { weekday: "long" })
        .format(new Date(`${dayOf(one)}T12:00:00`))
        .toLowerCase(),
    );
    expect(names).toEqual(WEEKDAYS);
  });
});
