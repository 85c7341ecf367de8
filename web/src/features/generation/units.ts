/** The pieces of content of a concept, as this task made them; what it did not touch is as the roadmap says. */
import type { Concept, Module, Roadmap, UnitKind, UnitStatus } from "@/shared/api/types";
import { UNIT_KINDS } from "@/shared/lib/goal-draft";
import type { TaskView } from "@/shared/realtime/task-view";

export interface UnitMark {
  kind: UnitKind;
  status: UnitStatus;
  reason: string | null;
}

type UnitState = Pick<TaskView, "units" | "terminal">;

export function marksOf(concept: Concept, task: UnitState): readonly UnitMark[] {
  return UNIT_KINDS.flatMap((kind) => {
    const told = task.units[`${concept.concept_id}:${kind}`];
    const stored = concept.units[kind];
    const unit = told ?? stored;
    if (unit === undefined) return [];
    // Nothing runs on after the end: what was not finished by then has been skipped.
    const open = unit.status === "pending" || unit.status === "running";
    const settled = told !== undefined && task.terminal && open ? (stored?.status ?? "skipped") : unit.status;
    const status = task.terminal && (settled === "pending" || settled === "running") ? "skipped" : settled;
    return [{ kind, status, reason: unit.reason ?? null }];
  });
}

/** Something of it can be read already. */
export const isReadable = (concept: Concept, task: UnitState): boolean =>
  marksOf(concept, task).some(({ status }) => status === "completed") ||
  Object.values(concept.units).some((unit) => unit?.status === "completed");

export interface Count {
  done: number;
  total: number;
}

export function countWritten(modules: readonly Module[], task: UnitState): Count {
  const marks = modules.flatMap(({ concepts }) => concepts.flatMap((concept) => marksOf(concept, task)));
  return { done: marks.filter(({ status }) => status === "completed").length, total: marks.length };
}

export interface MissingPart {
  /** `concept_id:kind`, as a retry names it. */
  unit: string;
  kind: UnitKind;
  reason: string | null;
}

export interface MissingConcept {
  conceptId: string;
  name: string;
  failed: readonly MissingPart[];
}

/** What of the roadmap has not been written, whichever run was to do it. */
export interface Missing {
  /** What failed, concept by concept in the order of study. */
  concepts: readonly MissingConcept[];
  failed: number;
  /** Parts that no run got to. */
  skipped: number;
}

export function missingParts(roadmap: Roadmap, task: UnitState): Missing {
  const concepts: MissingConcept[] = [];
  let skipped = 0;
  for (const concept of roadmap.stages.flatMap(({ modules }) =>
    modules.flatMap((module) => module.concepts),
  )) {
    // What a later run has written is not missing, whatever this one says of it.
    const open = marksOf(concept, task).filter(({ kind }) => concept.units[kind]?.status !== "completed");
    const failed = open.filter(({ status }) => status === "failed");
    skipped += open.filter(({ status }) => status === "skipped").length;
    if (failed.length > 0)
      concepts.push({
        conceptId: concept.concept_id,
        name: concept.name,
        failed: failed.map(({ kind, reason }) => ({ unit: `${concept.concept_id}:${kind}`, kind, reason })),
      });
  }
  return { concepts, failed: concepts.reduce((count, one) => count + one.failed.length, 0), skipped };
}
