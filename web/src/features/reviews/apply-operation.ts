/**
 * The outline after an operation, as the server would make it, so that the page shows each change at once. What an
 * operation takes out stays in its place, marked as gone, so that the difference is seen where it is.
 *
 * Positions mean what they mean to the server: the index among the parts that remain, counted without the part itself.
 */
import type { Operation } from "@/shared/api/types";
import {
  findPlace,
  goneWith,
  inserted,
  makePart,
  type Outline,
  type Part,
  type PartKind,
  type Place,
  remaining,
  withConcepts,
  withoutEmpty,
  withoutPart,
  withPart,
} from "./part";

type OperationOf<Kind extends Operation["kind"]> = Extract<Operation, { kind: Kind }>;

/** The outline after an operation; undefined when it cannot be applied. */
export function applyOperation(outline: Outline, operation: Operation): Outline | undefined {
  switch (operation.kind) {
    case "add":
      return added(outline, operation);
    case "set_budget":
      return outline;
    case "reorder":
      return reordered(outline, operation);
    default: {
      const place = findPlace(outline, operation.target_id);
      return place && appliedTo(outline, place, operation);
    }
  }
}

type OperationOnPart = Exclude<Operation, { kind: "add" | "set_budget" | "reorder" }>;

function appliedTo(outline: Outline, place: Place, operation: OperationOnPart): Outline | undefined {
  const { target_id: id } = operation;
  switch (operation.kind) {
    case "rename":
      return withPart(outline, id, (one) => renamed(one, operation.name));
    case "remove": {
      const because = operation.because ?? "not_wanted";
      const left = withPart(outline, id, (one) => goneWith(one, because));
      return withoutEmpty(left, place.parent);
    }
    case "move":
      return moved(outline, place, operation.into_id ?? null, operation.position);
    case "set_hours":
      return onConcept(outline, place, (one) => ({ ...one, hours: operation.hours, changed: true }));
    case "set_prerequisites": {
      const needs = (operation.prerequisites ?? []).map(({ concept_id }) => concept_id);
      return onConcept(outline, place, (one) => ({ ...one, needs, changed: true }));
    }
    case "merge":
      return merged(outline, place, operation);
    case "split":
      return split(outline, place, operation);
  }
}

const renamed = (one: Part, name: string): Part =>
  one.name === name ? one : { ...one, name, nameBefore: one.added ? null : (one.nameBefore ?? one.name) };

const onConcept = (outline: Outline, { part }: Place, change: (one: Part) => Part): Outline | undefined =>
  part.kind === "concept" ? withPart(outline, part.id, change) : undefined;

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

/** The server fills in where it goes; what makes the first module of an empty plan says no place. */
function added(outline: Outline, operation: OperationOf<"add">): Outline | undefined {
  const { concept_id: id, name, hours } = operation;
  if (id == null || name == null || hours == null || findPlace(outline, id) !== undefined) return undefined;
  const concept = makePart("concept", id, name, { hours, added: true });
  // One that was taken out comes back: its trace would say otherwise.
  const clean = withoutPart(outline, id, true);
  const stageId = `made-for-${id}`;
  if (operation.into_id == null) {
    if (remaining(clean).length > 0) return undefined;
    const module = makePart("module", `${stageId}-module`, name, { parts: [concept], added: true });
    return [...clean, makePart("stage", stageId, name, { parts: [module], added: true })];
  }
  const intoId = findPlace(clean, operation.into_id)?.part.id ?? madeModule(clean);
  if (intoId === undefined || findPlace(clean, intoId)?.part.kind !== "module") return undefined;
  return withPart(clean, intoId, (module) => ({
    ...module,
    parts: inserted(module.parts, concept, operation.position ?? module.parts.length),
  }));
}

/** The module that was made here for an empty plan, under an id that only the server knows. */
const madeModule = (outline: Outline): string | undefined =>
  remaining(outline).find(({ id }) => id.startsWith("made-for-"))?.parts[0]?.id;

function reordered(outline: Outline, { target_id, order }: OperationOf<"reorder">): Outline | undefined {
  const place = target_id == null ? undefined : findPlace(outline, target_id);
  if (target_id != null && place === undefined) return undefined;
  const parts = place?.part.parts ?? outline;
  const left = remaining(parts);
  const placed = order.map((id) => left.find((one) => one.id === id));
  if (placed.length !== left.length || new Set(order).size !== order.length || placed.includes(undefined))
    return undefined;
  const inOrder = placed.filter((one) => one !== undefined);
  const now = inOrder.map((one, index) => (left[index] === one ? one : { ...one, moved: true }));
  const gone = parts.filter((one) => one.gone !== null);
  if (place === undefined) return [...now, ...gone];
  return withPart(outline, place.part.id, (one) => ({ ...one, parts: [...now, ...gone] }));
}

function merged(outline: Outline, place: Place, operation: OperationOf<"merge">): Outline | undefined {
  const { part: target } = place;
  const others = operation.with_ids.map((id) => findPlace(outline, id));
  const found = others.filter((other) => other !== undefined && other.part.kind === "concept");
  if (target.kind !== "concept" || found.length !== others.length) return undefined;
  const group = new Set([target.id, ...operation.with_ids]);
  const all = [target, ...found.map((other) => (other as Place).part)];
  let result = withPart(outline, target.id, (one) => ({
    ...renamed(one, operation.name ?? one.name),
    hours: all.reduce((sum, { hours }) => sum + hours, 0),
    needs: [...new Set(all.flatMap(({ needs }) => needs))].filter((id) => !group.has(id)),
    changed: true,
  }));
  for (const other of found) {
    const { part, parent } = other as Place;
    result = withoutEmpty(
      withPart(result, part.id, (one) => goneWith(one, "merged")),
      parent,
    );
  }
  result = withConcepts(result, (one) => replacedNeeds(one, (id) => (group.has(id) ? target.id : id)));
  const now = findPlace(result, target.id);
  if (now === undefined || operation.into_id == null || operation.position == null) return result;
  const stays =
    now.parent?.id === operation.into_id &&
    now.siblings.findIndex(({ id }) => id === target.id) === operation.position;
  return stays ? result : moved(result, now, operation.into_id, operation.position);
}

function replacedNeeds(one: Part, replace: (id: string) => string): Part {
  const needs = [...new Set(one.needs.map(replace))].filter((id) => id !== one.id);
  return needs.length === one.needs.length && needs.every((id, index) => id === one.needs[index])
    ? one
    : { ...one, needs };
}

function split(outline: Outline, place: Place, operation: OperationOf<"split">): Outline | undefined {
  const { part: target, parent } = place;
  const [first, ...others] = operation.parts;
  const ids = others.map(({ concept_id }) => concept_id);
  if (target.kind !== "concept" || parent === null || first === undefined || ids.some((id) => id == null))
    return undefined;
  const last = ids.at(-1) as string;
  const rewired = withConcepts(outline, (one) => replacedNeeds(one, (id) => (id === target.id ? last : id)));
  const own = withPart(rewired, target.id, (one) => ({
    ...renamed(one, first.name),
    hours: first.hours,
    changed: true,
  }));
  const at = place.siblings.findIndex(({ id }) => id === target.id) + 1;
  return withPart(own, parent.id, (module) => ({
    ...module,
    parts: others.reduce<readonly Part[]>((parts, { name, hours }, index) => {
      const id = ids[index] as string;
      const needs = [index === 0 ? target.id : (ids[index - 1] as string)];
      return inserted(parts, makePart("concept", id, name, { hours, needs, added: true }), at + index);
    }, module.parts),
  }));
}
