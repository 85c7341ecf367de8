/** The ways to look at a roadmap, and how each stands in the address. */
import { isDay } from "./days";

export const VIEWS = ["list", "weeks", "calendar"] as const;
export type View = (typeof VIEWS)[number];

export interface ViewSearch {
  /** Absent for the list. */
  view?: Exclude<View, "list">;
  /** The day that the calendar shows. */
  day?: string;
}

export function readViewSearch(search: Record<string, unknown>): ViewSearch {
  if (search.view === "weeks") return { view: "weeks" };
  if (search.view !== "calendar") return {};
  return { view: "calendar", ...(isDay(search.day) && { day: search.day }) };
}
