/** The outline under review: the plan as a tree of parts, the ways a part moves, and the lines in which it is shown. */
import type { Operation, Roadmap } from "@/shared/api/types";
import { allParts, findPlace, makePart, type Outline, type Part, type PartKind, remaining } from "./part";

export const outlineOf = (roadmap: Pick<Roadmap, "stages">): Outline =>
  roadmap.stages.map((stage) =>
    makePart("stage", stage.stage_id, stage.name, {
      parts: stage.modules.map((module) =>
        makePart("module", module.module_id, module.name, {
          parts: module.concepts.map((one) =>
            makePart("concept", one.concept_id, one.name, {
              hours: one.estimated_hours,
              needs: one.prerequisites,
            }),
          ),
        }),
      ),
    }),
  );

const PARENT_KIND: Record<PartKind, PartKind | null> = { concept: "module", module: "stage", stage: null };

/** The operation that moves a part one place up or down, across the borders of modules and stages; none at the ends. */
export function stepOperation(outline: Outline, id: string, step: -1 | 1): Operation | undefined {
  const place = findPlace(outline, id);
  if (place === undefined) return undefined;
  const { part: one, parent, siblings } = place;
  const at = siblings.findIndex((sibling) => sibling.id === id) + step;
  if (at >= 0 && at < siblings.length) return moveOperation(id, parent?.id ?? null, at);
  const next = parent === null ? undefined : neighbour(outline, parent, step);
  if (next === undefined) return undefined;
  return moveOperation(one.id, next.id, step === 1 ? 0 : remaining(next.parts).length);
}

/** The part of the same kind before or after, wherever it stands. */
function neighbour(outline: Outline, one: Part, step: -1 | 1): Part | undefined {
  const same = allParts(outline).filter(({ kind }) => kind === one.kind);
  return same[same.findIndex(({ id }) => id === one.id) + step];
}

export function moveOperation(id: string, intoId: string | null, position: number): Operation {
  return { kind: "move", target_id: id, ...(intoId !== null && { into_id: intoId }), position };
}

/** Where a dragged part lands when it is let go on another one; undefined where it cannot land. */
export function dropOperation(
  outline: Outline,
  draggedId: string,
  ontoId: string,
  after: boolean,
): Operation | undefined {
  const dragged = findPlace(outline, draggedId);
  const onto = findPlace(outline, ontoId);
  if (dragged === undefined || onto === undefined || draggedId === ontoId) return undefined;
  if (dragged.part.kind === onto.part.kind) {
    const others = onto.siblings.filter(({ id }) => id !== draggedId);
    const position = others.findIndex(({ id }) => id === ontoId) + (after ? 1 : 0);
    return moveOperation(draggedId, onto.parent?.id ?? null, position);
  }
  // Let go on what it can stand in: it becomes the first there.
  return PARENT_KIND[dragged.part.kind] === onto.part.kind ? moveOperation(draggedId, ontoId, 0) : undefined;
}

/** One line of the outline as it is shown. */
export interface OutlineRow {
  part: Part;
  level: 1 | 2 | 3;
  /** Place among its siblings as they are shown, from 1, and how many they are. */
  position: number;
  size: number;
  /** Number of the stage, for stages. */
  number: number | null;
}

export function rowsOf(outline: Outline): readonly OutlineRow[] {
  const stages = remaining(outline);
  const rows = (parts: readonly Part[], level: 1 | 2 | 3): readonly OutlineRow[] =>
    parts.flatMap((one, index) => {
      const number = one.kind === "stage" && one.gone === null ? stages.indexOf(one) + 1 : null;
      const row = { part: one, level, position: index + 1, size: parts.length, number };
      return [row, ...rows(one.parts, level === 1 ? 2 : 3)];
    });
  return rows(outline, 1);
}

/** Whether two outlines say the same: the same parts, of the same names, hours and needs, in the same places. */
export function sameOutline(one: Outline, other: Outline): boolean {
  const essence = (parts: readonly Part[]): unknown =>
    remaining(parts).map(({ id, name, hours, needs, parts: inner }) => [
      id,
      name,
      hours,
      [...needs].sort(),
      essence(inner),
    ]);
  return JSON.stringify(essence(one)) === JSON.stringify(essence(other));
}
