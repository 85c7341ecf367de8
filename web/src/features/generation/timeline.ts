/** The event log as the task page lists it: what kind each event is, its mark, and the list as text. */
import type { EventOf, TaskEvent } from "@/shared/api/types";
import type { Translate } from "@/shared/i18n/i18n";
import type { Meaning } from "@/shared/ui/status-mark";
import type { EventFilter, EventKind } from "./event-filter";
import { eventWords } from "./event-words";

/** What an event is: a part that failed is both a part and a failure. */
export function kindsOf(event: TaskEvent): readonly EventKind[] {
  switch (event.type) {
    case "progress":
    case "intent_ready":
    case "question_asked":
    case "stage_drafted":
    case "module_drafted":
    case "completed":
    case "cancelled":
      return ["phases"];
    case "validation_finished":
      return isSound(event.data) ? ["phases"] : ["phases", "failures"];
    case "edit_applied":
      return event.data.by === "person" ? ["reviews"] : ["phases"];
    case "human_review_required":
    case "review_decided":
      return ["reviews"];
    case "question_answered":
      return event.data.effect === "taken_back" ? ["reviews", "failures"] : ["reviews"];
    case "concept_start":
    case "concept_complete":
      return ["units"];
    case "concept_failed":
      return ["units", "failures"];
    case "partial_failure":
    case "failed":
      return ["phases", "failures"];
    case "draft_reset":
    case "task_recovering":
      return ["recoveries"];
    case "cost_updated":
      // One for every few parts: among all events only.
      return [];
    default:
      return ofAnotherVersion(event);
  }
}

/** That nobody gave an opinion is no fault of the plan. */
const isSound = ({ by, outcome }: EventOf<"validation_finished">["data"]): boolean =>
  by === "model" || outcome === "valid";

/** The contract has gained a type that this build does not know: it is shown among all events. */
const ofAnotherVersion = (_event: never): readonly EventKind[] => [];

/** The shape before an event that is good news, bad news, or asks for something. */
export function markOf(event: TaskEvent): Meaning | undefined {
  switch (event.type) {
    case "concept_complete":
    case "completed":
      return "done";
    case "concept_failed":
    case "failed":
      return "failed";
    case "partial_failure":
      return "partial";
    case "cancelled":
      return "cancelled";
    case "human_review_required":
      return "needs_you";
    case "draft_reset":
    case "task_recovering":
      return "running";
    case "validation_finished":
      return isSound(event.data) ? undefined : "failed";
    case "question_answered":
      return event.data.effect === "taken_back" ? "failed" : undefined;
    default:
      return undefined;
  }
}

export function filterEvents(events: readonly TaskEvent[], filter: EventFilter): readonly TaskEvent[] {
  if (filter.length === 0) return events;
  return events.filter((event) => kindsOf(event).some((kind) => filter.includes(kind)));
}

export function countKinds(events: readonly TaskEvent[]): Readonly<Record<EventKind, number>> {
  const counts = { phases: 0, units: 0, reviews: 0, failures: 0, recoveries: 0 };
  for (const event of events) for (const kind of kindsOf(event)) counts[kind] += 1;
  return counts;
}

/** One line an event: number, instant, type, words. */
export function eventsAsText(
  events: readonly TaskEvent[],
  names: ReadonlyMap<string, string>,
  t: Translate,
): string {
  return events
    .map((event) => [event.seq, event.ts, event.type, eventWords(event, names, t)].join("\t"))
    .join("\n");
}
