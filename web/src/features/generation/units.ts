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

export interface MissingConcept {
  conceptId: string;
  name: string;
  failed: readonly UnitMark[];
}

/** What could not be written, concept by concept in the order of study. */
export function missingParts(roadmap: Roadmap, task: UnitState): readonly MissingConcept[] {
  return roadmap.stages.flatMap(({ modules }) =>
    modules.flatMap(({ concepts }) =>
      concepts.flatMap((concept) => {
        const failed = marksOf(concept, task).filter(({ status }) => status === "failed");
        return failed.length === 0 ? [] : [{ conceptId: concept.concept_id, name: concept.name, failed }];
      }),
    ),
  );
}
