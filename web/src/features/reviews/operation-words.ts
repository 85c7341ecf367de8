/** What an operation does, in words, on the outline that it is applied to. */
import type { Operation } from "@/shared/api/types";
import type * as format from "@/shared/i18n/format";
import type { Translate } from "@/shared/i18n/i18n";
import { applyOperation } from "./apply-operation";
import type { Change } from "./changes";
import { findPlace, type Outline, remaining } from "./part";

export type NameOf = (id: string) => string;
export type Formats = Pick<typeof format, "formatNumber" | "formatHours" | "formatDay" | "formatNames">;

export interface Wording {
  nameOf: NameOf;
  format: Formats;
  t: Translate;
}

/** What each change does, said on the outline that the ones before it leave. */
export function describeChanges(
  outline: Outline,
  changes: readonly Change[],
  wording: Wording,
): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  let current = outline;
  for (const { id, operations, accepted } of changes) {
    words.set(id, changeWords(operations, current, wording));
    for (const operation of accepted ? operations : [])
      current = applyOperation(current, operation) ?? current;
  }
  return words;
}

/** One operation, or a concept that is added with what it needs, which is named behind it. */
export function changeWords(operations: readonly Operation[], outline: Outline, wording: Wording): string {
  const last = operations.at(-1);
  if (last === undefined) return "";
  const said = operationWords(last, outline, wording);
  const along = operations.slice(0, -1).map((one) => (one.kind === "add" ? (one.name ?? "") : ""));
  return along.length === 0
    ? said
    : wording.t("edit.change.along", { said, names: wording.format.formatNames(along) });
}

export function operationWords(operation: Operation, outline: Outline, wording: Wording): string {
  const { t, nameOf, format } = wording;
  const named = (id: string) => findPlace(outline, id)?.part.name ?? nameOf(id);
  switch (operation.kind) {
    case "rename":
      return t("review.change.rename", { before: named(operation.target_id), name: operation.name });
    case "remove": {
      const name = named(operation.target_id);
      return t(operation.because === "known" ? "review.change.known" : "review.change.remove", { name });
    }
    case "move":
      return moveWords(operation, outline, wording);
    case "reorder":
      return operation.target_id == null
        ? t("edit.change.reorderAll")
        : t("edit.change.reorder", { name: named(operation.target_id) });
    case "add": {
      const name = operation.name ?? operation.concept_id ?? "";
      return t("edit.change.add", { name, hours: format.formatHours(operation.hours ?? 0) });
    }
    case "merge": {
      const names = format.formatNames(operation.with_ids.map((id) => `“${named(id)}”`));
      return t("edit.change.merge", { names, name: operation.name ?? named(operation.target_id) });
    }
    case "split": {
      const names = format.formatNames(operation.parts.map(({ name }) => `“${name}”`));
      return t("edit.change.split", { name: named(operation.target_id), names });
    }
    case "set_hours": {
      const hours = format.formatHours(operation.hours);
      return t("edit.change.hours", { name: named(operation.target_id), hours });
    }
    case "set_prerequisites": {
      const names = (operation.prerequisites ?? []).map(({ concept_id }) => `“${named(concept_id)}”`);
      const name = named(operation.target_id);
      return names.length === 0
        ? t("edit.change.needsNothing", { name })
        : t("edit.change.needs", { name, names: format.formatNames(names) });
    }
    case "set_budget":
      return budgetWords(operation, wording);
  }
}

function moveWords(
  operation: Extract<Operation, { kind: "move" }>,
  outline: Outline,
  { t, nameOf }: Wording,
): string {
  const name = findPlace(outline, operation.target_id)?.part.name ?? nameOf(operation.target_id);
  const intoId = operation.into_id ?? null;
  const into = intoId === null ? undefined : findPlace(outline, intoId)?.part;
  const siblings = remaining(into?.parts ?? (intoId === null ? outline : []));
  const others = siblings.filter(({ id }) => id !== operation.target_id);
  const previous = others[operation.position - 1];
  if (previous !== undefined) return t("review.change.moveAfter", { name, other: previous.name });
  return intoId === null
    ? t("review.change.moveFirst", { name })
    : t("review.change.moveInto", { name, into: into?.name ?? nameOf(intoId) });
}

function budgetWords(
  { hours_per_week, deadline, no_deadline }: Extract<Operation, { kind: "set_budget" }>,
  { t, format }: Wording,
): string {
  const parts: string[] = [];
  if (hours_per_week != null)
    parts.push(t("edit.change.pace", { hours: format.formatNumber(hours_per_week) }));
  if (deadline != null) parts.push(t("edit.change.deadline", { date: format.formatDay(deadline) }));
  if (no_deadline) parts.push(t("edit.change.noDeadline"));
  return parts.join(" · ");
}
