/** Reading a roadmap: its concepts in the order of study, the week of each, and what is next. */
import type { Concept, Edge, Roadmap, Schedule, Stage } from "@/shared/api/types";

export const conceptsOfStage = (stage: Stage): readonly Concept[] =>
  stage.modules.flatMap(({ concepts }) => concepts);

/** Stages, modules and concepts stand in the order of study. */
export const conceptsInOrder = (roadmap: Roadmap): readonly Concept[] =>
  roadmap.stages.flatMap(conceptsOfStage);

export const findConcept = (roadmap: Roadmap, conceptId: string): Concept | undefined =>
  conceptsInOrder(roadmap).find(({ concept_id }) => concept_id === conceptId);

export const isDone = (concept: Concept): boolean => concept.state === "done";

/** The concept to study now: the first that is not done. */
export const nextConcept = (roadmap: Roadmap): Concept | undefined =>
  conceptsInOrder(roadmap).find((concept) => !isDone(concept));

export function neighbours(
  roadmap: Roadmap,
  conceptId: string,
): { previous: Concept | undefined; next: Concept | undefined } {
  const order = conceptsInOrder(roadmap);
  const at = order.findIndex(({ concept_id }) => concept_id === conceptId);
  return { previous: order[at - 1], next: at === -1 ? undefined : order[at + 1] };
}

export interface WeekSpan {
  /** Numbers of the first and last study week. */
  first: number;
  last: number;
  /** Calendar days. */
  start: string;
  end: string;
}

function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** From the first to the last week in which any of these concepts is studied; absent when they are not scheduled. */
export function weeksOf(schedule: Schedule, conceptIds: ReadonlySet<string>): WeekSpan | undefined {
  const weeks = (schedule.weeks ?? []).filter(({ items }) =>
    items.some(({ concept_id }) => conceptIds.has(concept_id)),
  );
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const weekEnd = addDays(last.start, 6);
  const end = schedule.end_date && schedule.end_date < weekEnd ? schedule.end_date : weekEnd;
  return { first: first.number, last: last.number, start: first.start, end };
}

/** What a concept needs, each with its reason. */
export const needsOf = (roadmap: Roadmap, conceptId: string): readonly Edge[] =>
  roadmap.witness.edges.filter(({ after }) => after === conceptId);

/** What a concept unlocks. */
export const unlockedBy = (roadmap: Roadmap, conceptId: string): readonly Edge[] =>
  roadmap.witness.edges.filter(({ before }) => before === conceptId);
