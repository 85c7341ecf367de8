/** What became of a model's draft, in words: what a critic changed in it, and what code did not take as it was. */
import type { Correction, Finding, Operation } from "@/shared/api/types";
import { operationWords, type Wording } from "./operation-words";
import type { Outline } from "./part";

/** What was done about a finding, said on the plan as it is now. */
export function doneWords(finding: Finding, outline: Outline, wording: Wording): string {
  const { part_id: partId, part_name: partName } = finding;
  // What was renamed or taken out is called something else now, or nothing.
  const nameOf = (id: string) => (id === partId && partName ? partName : wording.nameOf(id));
  const said = (operation: Operation) =>
    operation.kind === "rename"
      ? wording.t("review.change.rename", { before: nameOf(operation.target_id), name: operation.name })
      : operationWords(operation, outline, { ...wording, nameOf });
  return (finding.operations ?? []).map(said).join(" · ");
}

export function correctionWords(correction: Correction, { t, format }: Omit<Wording, "nameOf">): string {
  const { kind, name, said = "", hours } = correction;
  switch (kind) {
    case "hours":
      return t("review.corrected.hours", { name, said, hours: format.formatHours(hours ?? 0) });
    case "need_unknown":
      return t("review.corrected.need_unknown", { name, said });
    case "need_backward":
      return t("review.corrected.need_backward", { name, said });
    case "needs_too_many":
      return t("review.corrected.needs_too_many", { name, said });
    case "duplicate":
      return t("review.corrected.duplicate", { name, said });
  }
}
