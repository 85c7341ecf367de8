/** What is known of a link, in a line: never more than was found out, and when that was. */
import type { Resource } from "@/shared/api/types";
import { formatDay } from "@/shared/i18n/format";
import type { Translate } from "@/shared/i18n/i18n";

export function linkWords({ check, checked_at, reason, missed_at }: Resource, t: Translate): string {
  const date = checked_at ? formatDay(checked_at) : "";
  const missed = missed_at ? formatDay(missed_at) : undefined;
  if (check === "unknown") {
    if (missed !== undefined) return t("learning.check.missed", { date: missed });
    return reason === "other_page" ? t("learning.check.otherPage", { date }) : t("learning.check.unknown");
  }
  if (check === "not_checked") return t("learning.check.not_checked");
  return missed === undefined
    ? t(`learning.check.${check}`, { date })
    : t(`learning.check.${check}Missed`, { date, missed });
}
