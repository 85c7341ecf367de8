/** What a model thinks of a plan, among what code has found: at the parts that are still there. */
import type { Critique, Issue, ValidationReport } from "@/shared/api/types";
import { allParts, type Outline } from "./part";

export function withOpinions(
  report: ValidationReport | null,
  critique: Critique | null,
  outline: Outline,
): ValidationReport | null {
  const findings = (critique?.findings ?? []).filter(({ state }) => state !== "changed");
  if (report === null || findings.length === 0) return report;
  const present = new Set(
    allParts(outline)
      .filter(({ gone }) => gone === null)
      .map(({ id }) => id),
  );
  const opinions = findings
    .filter(({ part_id }) => part_id == null || present.has(part_id))
    .map(
      ({ part_id, text }): Issue => ({
        code: "opinion",
        severity: "warning",
        part_id: part_id ?? null,
        related_ids: [],
        detail: text,
      }),
    );
  return { ...report, issues: [...(report.issues ?? []), ...opinions] };
}
