/** A stage, module or concept of the outline that is being changed, and finding one. */
export type PartKind = "stage" | "module" | "concept";
/** Why a part is no longer in the plan; `emptied`: nothing is left in it; `merged`: another one teaches it. */
export type Gone = "known" | "not_wanted" | "emptied" | "merged";

export interface Part {
  kind: PartKind;
  id: string;
  name: string;
  /** The concept's own hours; those of a module or stage follow from what remains in it. */
  hours: number;
  /** Ids of what a concept needs. */
  needs: readonly string[];
  parts: readonly Part[];
  gone: Gone | null;
  /** The name it has in the plan as it stands. */
  nameBefore: string | null;
  moved: boolean;
  /** It is not in the plan as it stands. */
  added: boolean;
  /** Hours or prerequisites are others than in the plan as it stands. */
  changed: boolean;
}

export type Outline = readonly Part[];

export const makePart = (kind: PartKind, id: string, name: string, rest: Partial<Part> = {}): Part => ({
  kind,
  id,
  name,
  hours: 0,
  needs: [],
  parts: [],
  gone: null,
  nameBefore: null,
  moved: false,
  added: false,
  changed: false,
  ...rest,
});

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

/** Every remaining part, in the order of study. */
export const allParts = (parts: readonly Part[]): readonly Part[] =>
  remaining(parts).flatMap((one) => [one, ...allParts(one.parts)]);

export const conceptsOf = (outline: Outline): readonly Part[] =>
  allParts(outline).filter(({ kind }) => kind === "concept");

/** A remaining part changed; the same objects wherever nothing changes. */
export function withPart(parts: readonly Part[], id: string, change: (one: Part) => Part): readonly Part[] {
  return parts.map((one) => {
    if (one.gone !== null) return one;
    if (one.id === id) return change(one);
    const inner = withPart(one.parts, id, change);
    return inner.every((entry, index) => entry === one.parts[index]) ? one : { ...one, parts: inner };
  });
}

/** Every remaining concept changed. */
export const withConcepts = (parts: readonly Part[], change: (one: Part) => Part): readonly Part[] =>
  parts.map((one) =>
    one.gone !== null
      ? one
      : one.kind === "concept"
        ? change(one)
        : { ...one, parts: withConcepts(one.parts, change) },
  );

/** Without a part that remains, or also without the trace of one that is gone. */
export const withoutPart = (parts: readonly Part[], id: string, traces = false): readonly Part[] =>
  parts
    .filter((one) => one.id !== id || (one.gone !== null && !traces))
    .map((one) => (one.parts.length === 0 ? one : { ...one, parts: withoutPart(one.parts, id, traces) }));

export const goneWith = (one: Part, gone: Gone): Part => ({
  ...one,
  gone,
  parts: one.parts.map((inner) => (inner.gone === null ? goneWith(inner, gone) : inner)),
});

/** A part that has lost its last one disappears, and so may what it stood in. */
export function withoutEmpty(outline: Outline, emptied: Part | null): Outline {
  if (emptied === null) return outline;
  const place = findPlace(outline, emptied.id);
  if (place === undefined || remaining(place.part.parts).length > 0) return outline;
  const left = withPart(outline, emptied.id, (one) => ({ ...one, gone: "emptied" }));
  return withoutEmpty(left, place.parent);
}

/** Put in so that `position` remaining parts stand before it. */
export function inserted(parts: readonly Part[], one: Part, position: number): readonly Part[] {
  let before = 0;
  let index = 0;
  while (index < parts.length && before < position) {
    if (parts[index]?.gone === null) before += 1;
    index += 1;
  }
  return [...parts.slice(0, index), one, ...parts.slice(index)];
}

/** A concept that builds on one of these and that another of these builds on: they cannot become one without it. */
export function standsBetween(outline: Outline, ids: ReadonlySet<string>): Part | undefined {
  const concepts = conceptsOf(outline);
  const byId = new Map(concepts.map((one) => [one.id, one]));
  const below = new Set<string>();
  const waiting = [...ids];
  for (const id of waiting)
    for (const before of byId.get(id)?.needs ?? [])
      if (!below.has(before)) {
        below.add(before);
        waiting.push(before);
      }
  const above = new Set([...ids].flatMap((id) => [...dependantsOf(outline, id)]));
  return concepts.find(({ id }) => !ids.has(id) && below.has(id) && above.has(id));
}

/** Ids of the concepts that need this one, directly or through others. */
export function dependantsOf(outline: Outline, id: string): ReadonlySet<string> {
  const found = new Set<string>([id]);
  const concepts = conceptsOf(outline);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const one of concepts) if (one.needs.some((before) => found.has(before))) found.add(one.id);
  }
  found.delete(id);
  return found;
}
