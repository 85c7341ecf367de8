/** The weeks of a roadmap as they are shown: what is over, what is now, and pauses in one line. */
import type { Concept, Roadmap, Week } from "@/shared/api/types";
import { conceptsInOrder } from "@/shared/lib/roadmap-order";
import { addDays, startOfWeek, type WeekStart } from "./days";

export interface ShownWeek {
  kind: "week";
  week: Week;
  /** Its last day. */
  end: string;
  place: "over" | "now" | "to come";
}

/** Weeks in a row in which nothing stands. */
export interface Pause {
  kind: "pause";
  key: string;
  count: number;
  start: string;
  end: string;
  place: "over" | "now" | "to come";
}

export type ShownPart = ShownWeek | Pause;

function placeOf(start: string, end: string, today: string): ShownWeek["place"] {
  if (end < today) return "over";
  return start > today ? "to come" : "now";
}

export function shownWeeks(
  weeks: readonly Week[],
  today: string,
  weekStart: WeekStart,
): readonly ShownPart[] {
  const shown: ShownPart[] = [];
  for (const week of weeks) {
    const end = addDays(startOfWeek(week.start, weekStart), 6);
    const place = placeOf(week.start, end, today);
    const last = shown.at(-1);
    if (week.items.length > 0 || place === "now") shown.push({ kind: "week", week, end, place });
    else if (last?.kind === "pause" && last.place === place) {
      last.count += 1;
      last.end = end;
    } else shown.push({ kind: "pause", key: week.start, count: 1, start: week.start, end, place });
  }
  return shown;
}

/** What is done and stands in no week, because it was done before its own. */
export function doneEarly(roadmap: Roadmap): readonly Concept[] {
  if (!roadmap.schedule.redated) return [];
  const planned = new Set(
    (roadmap.schedule.weeks ?? []).flatMap(({ items }) => items.map((one) => one.concept_id)),
  );
  return conceptsInOrder(roadmap).filter(
    ({ concept_id, state }) => state === "done" && !planned.has(concept_id),
  );
}
