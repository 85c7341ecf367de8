/** The pieces of content of a concept, as this task made them; what it did not touch is as the roadmap says. */
import { type Failure, unitFailure } from "@/shared/api/failure-words";
import type { Concept, Module, Roadmap, UnitKind, UnitStatus } from "@/shared/api/types";
import { UNIT_KINDS } from "@/shared/lib/goal-draft";
import { isMendedInModels } from "@/shared/lib/model-problems";
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

/** Something of it can be read already, be it the version before one that failed. */
export const isReadable = (concept: Concept, task: UnitState): boolean =>
  marksOf(concept, task).some(({ status }) => status === "completed") ||
  Object.values(concept.units).some((unit) => unit !== undefined && unit.version > 0);

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
  /** All of both, as a retry names them. */
  units: readonly string[];
}

export function missingParts(roadmap: Roadmap, task: UnitState): Missing {
  const concepts: MissingConcept[] = [];
  const units: string[] = [];
  let skipped = 0;
  for (const concept of roadmap.stages.flatMap(({ modules }) =>
    modules.flatMap((module) => module.concepts),
  )) {
    // What a later run has written is not missing, whatever this one says of it.
    const open = marksOf(concept, task).filter(({ kind }) => concept.units[kind]?.status !== "completed");
    const failed = open.filter(({ status }) => status === "failed");
    const unitOf = ({ kind }: UnitMark) => `${concept.concept_id}:${kind}`;
    units.push(...open.filter(({ status }) => status === "failed" || status === "skipped").map(unitOf));
    skipped += open.filter(({ status }) => status === "skipped").length;
    if (failed.length > 0)
      concepts.push({
        conceptId: concept.concept_id,
        name: concept.name,
        failed: failed.map((mark) => ({ unit: unitOf(mark), kind: mark.kind, reason: mark.reason })),
      });
  }
  return { concepts, failed: concepts.reduce((count, one) => count + one.failed.length, 0), skipped, units };
}

/** What failed for want of other settings of models. */
export interface ModelTrouble extends Failure {
  /** All that failed did for this reason. */
  isOnly: boolean;
}

export function modelTrouble({ concepts }: Missing): ModelTrouble | undefined {
  const failures = concepts.flatMap(({ failed }) => failed.map(({ reason }) => unitFailure(reason ?? "")));
  const trouble = failures.find(({ type }) => isMendedInModels(type));
  return trouble && { ...trouble, isOnly: failures.every(({ type }) => type === trouble.type) };
}
