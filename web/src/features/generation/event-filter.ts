/** Which kinds of events the timeline shows, also as it stands in the page's address. */

export const EVENT_KINDS = ["phases", "units", "reviews", "failures", "recoveries"] as const;
export type EventKind = (typeof EVENT_KINDS)[number];
/** The kinds to show; every event when it names none. */
export type EventFilter = readonly EventKind[];

export const withKind = (filter: EventFilter, kind: EventKind): EventFilter =>
  filter.includes(kind) ? filter.filter((one) => one !== kind) : [...filter, kind];

const ALL = "all";

/** The filter as the page's address holds it; nothing while the list is closed. */
export function timelineSearch(filter: EventFilter | undefined): { timeline?: string } {
  if (filter === undefined) return {};
  const chosen = EVENT_KINDS.filter((kind) => filter.includes(kind));
  return { timeline: chosen.length === 0 ? ALL : chosen.join(".") };
}

/** Any text may stand in an address: what is no kind is left out. */
export function readTimelineSearch(text: unknown): EventFilter | undefined {
  if (typeof text !== "string" || text === "") return undefined;
  const named = text.split(".");
  return EVENT_KINDS.filter((kind) => named.includes(kind));
}
