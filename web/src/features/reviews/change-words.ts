/** Effects and issues in words. */
import type { Effect, Issue } from "@/shared/api/types";
import type * as format from "@/shared/i18n/format";
import type { Translate } from "@/shared/i18n/i18n";
import type { NameOf } from "./operation-words";

type Formats = Pick<typeof format, "formatNumber">;

/** `−3 h · ends 4 days earlier`; empty when nothing changes. */
export function effectWords(effect: Effect, { formatNumber }: Formats, t: Translate): string {
  const hours = Math.abs(effect.hours_change);
  const days = effect.end_change_days ?? 0;
  const parts: string[] = [];
  if (hours > 0)
    parts.push(
      t(effect.hours_change < 0 ? "review.effect.fewerHours" : "review.effect.moreHours", {
        hours: formatNumber(hours, 2),
      }),
    );
  if (days < 0) parts.push(t("review.effect.earlier", { days: -days }));
  if (days > 0) parts.push(t("review.effect.later", { days }));
  return parts.length > 0 ? parts.join(" · ") : t("review.effect.none");
}

/** An issue by its code, with the names of what it concerns. */
export function issueWords(issue: Issue, nameOf: NameOf, t: Translate): string {
  const name = issue.part_id ? nameOf(issue.part_id) : "";
  const others = (issue.related_ids ?? []).map(nameOf).join(", ");
  switch (issue.code) {
    case "cycle":
      return t("review.issue.cycle", { name, others });
    case "unknown_prerequisite":
      return t("review.issue.unknown_prerequisite", { name, others });
    case "backward_prerequisite":
      return t("review.issue.backward_prerequisite", { name, others });
    case "empty_part":
      return t("review.issue.empty_part", { name });
    case "duplicate_name":
      return t("review.issue.duplicate_name", { name });
    case "hours_out_of_range":
      return t("review.issue.hours_out_of_range", { name });
    case "no_stages":
      return t("review.issue.no_stages");
    case "over_budget":
      return t("review.issue.over_budget");
    case "opinion":
      // A model's, in the learner's language.
      return t("review.issue.opinion", { text: issue.detail });
    case "duplicate_id":
    case "witness_mismatch":
    case "week_over_cap":
    case "schedule_mismatch":
    case "not_proven":
      // Faults of a planner, not of the learner: the exact English says more than a paraphrase.
      return issue.detail;
  }
}
