/**
 * The outline under review: a tree of parts with the proposed operations applied to it. What an operation takes out
 * stays in its place, marked as gone, so that the page can show the difference where it is.
 *
 * Positions mean what they mean to the server: the index among the parts that remain, counted without the part itself.
 */
import type { Operation, Roadmap } from "@/shared/api/types";

export type PartKind = "stage" | "module" | "concept";
/** Why a part is no longer in the plan; `emptied`: nothing is left in it. */
export type Gone = "known" | "not_wanted" | "emptied";

export interface Part {
  kind: PartKind;
  id: string;
  name: string;
  /** The concept's own hours; those of a module or stage follow from what remains in it. */
  hours: number;
  parts: readonly Part[];
  gone: Gone | null;
  /** The name it has in the plan as it stands. */
  nameBefore: string | null;
  moved: boolean;
}

export type Outline = readonly Part[];

const part = (kind: PartKind, id: string, name: string, hours: number, parts: readonly Part[]): Part => ({
  kind,
  id,
  name,
  hours,
  parts,
  gone: null,
  nameBefore: null,
  moved: false,
});

export const outlineOf = (roadmap: Pick<Roadmap, "stages">): Outline =>
  roadmap.stages.map((stage) =>
    part(
      "stage",
      stage.stage_id,
      stage.name,
      0,
      stage.modules.map((module) =>
        part(
          "module",
          module.module_id,
          module.name,
          0,
          module.concepts.map((one) => part("concept", one.concept_id, one.name, one.estimated_hours, [])),
        ),
      ),
    ),
  );

export const remaining = (parts: readonly Part[]): readonly Part[] =>
  parts.filter(({ gone }) => gone === null);

/** Hours of the concepts that remain. */
export const hoursIn = (one: Part): number =>
  one.gone !== null
    ? 0
    : one.kind === "concept"
      ? one.hours
      : one.parts.reduce((sum, inner) => sum + hoursIn(inner), 0);

/** A part, and what it stands in. */
export interface Place {
  part: Part;
  parent: Part | null;
  siblings: readonly Part[];
}

/** Finds a part that remains. */
export function findPlace(outline: Outline, id: string): Place | undefined {
  const within = (parts: readonly Part[], parent: Part | null): Place | undefined => {
    for (const one of remaining(parts)) {
      if (one.id === id) return { part: one, parent, siblings: remaining(parts) };
      const inner = within(one.parts, one);
      if (inner !== undefined) return inner;
    }
    return undefined;
  };
  return within(outline, null);
}

/** The outline after an operation; undefined when it cannot be applied. */
export function applyOperation(outline: Outline, operation: Operation): Outline | undefined {
  const place = findPlace(outline, operation.target_id);
  if (place === undefined) return undefined;
  switch (operation.kind) {
    case "rename":
      return withPart(outline, operation.target_id, (one) => ({
        ...one,
        name: operation.name,
        nameBefore: one.nameBefore ?? one.name,
      }));
    case "remove": {
      const because = operation.because ?? "not_wanted";
      const left = withPart(outline, operation.target_id, (one) => goneWith(one, because));
      return withoutEmpty(left, place.parent);
    }
    case "move":
      return moved(outline, place, operation.into_id ?? null, operation.position);
  }
}

const PARENT_KIND: Record<PartKind, PartKind | null> = { concept: "module", module: "stage", stage: null };

function moved(outline: Outline, place: Place, intoId: string | null, position: number): Outline | undefined {
  const into = intoId === null ? null : findPlace(outline, intoId)?.part;
  if (into === undefined || (into?.kind ?? null) !== PARENT_KIND[place.part.kind]) return undefined;
  const without = withoutPart(outline, place.part.id);
  const target = into === null ? without : (findPlace(without, into.id)?.part.parts ?? []);
  if (position > remaining(target).length) return undefined;
  const placed = inserted(target, { ...place.part, moved: true }, position);
  const result = into === null ? placed : withPart(without, into.id, (one) => ({ ...one, parts: placed }));
  return place.parent?.id === into?.id ? result : withoutEmpty(result, place.parent);
}

function withPart(parts: readonly Part[], id: string, change: (one: Part) => Part): readonly Part[] {
  return parts.map((one) => {
    if (one.gone !== null) return one;
    if (one.id === id) return change(one);
    const inner = withPart(one.parts, id, change);
    return inner.every((entry, index) => entry === one.parts[index]) ? one : { ...one, parts: inner };
  });
}

const withoutPart = (parts: readonly Part[], id: string): readonly Part[] =>
  parts
    .filter((one) => one.gone !== null || one.id !== id)
    .map((one) => (one.parts.length === 0 ? one : { ...one, parts: withoutPart(one.parts, id) }));

const goneWith = (one: Part, gone: Gone): Part => ({
  ...one,
  gone,
  parts: one.parts.map((inner) => (inner.gone === null ? goneWith(inner, gone) : inner)),
});

/** A part that has lost its last one disappears, and so may what it stood in. */
function withoutEmpty(outline: Outline, emptied: Part | null): Outline {
  if (emptied === null) return outline;
  const place = findPlace(outline, emptied.id);
  if (place === undefined || remaining(place.part.parts).length > 0) return outline;
  const left = withPart(outline, emptied.id, (one) => ({ ...one, gone: "emptied" }));
  return withoutEmpty(left, place.parent);
}

/** Put in so that `position` remaining parts stand before it. */
function inserted(parts: readonly Part[], one: Part, position: number): readonly Part[] {
  let before = 0;
  let index = 0;
  while (index < parts.length && before < position) {
    if (parts[index]?.gone === null) before += 1;
    index += 1;
  }
  return [...parts.slice(0, index), one, ...parts.slice(index)];
}

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

/** Every remaining part, in the order of study. */
export const allParts = (parts: readonly Part[]): readonly Part[] =>
  remaining(parts).flatMap((one) => [one, ...allParts(one.parts)]);

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

/** Whether two outlines say the same: the same parts, of the same names, in the same places. */
export function sameOutline(one: Outline, other: Outline): boolean {
  const essence = (parts: readonly Part[]): unknown =>
    remaining(parts).map(({ id, name, parts: inner }) => [id, name, essence(inner)]);
  return JSON.stringify(essence(one)) === JSON.stringify(essence(other));
}
