import type { ReactNode } from "react";
import type { Verdict } from "@/shared/api/types";
import type { Translate } from "@/shared/i18n/i18n";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { cx } from "@/shared/lib/cx";
import { type Meaning, StatusMark } from "./status-mark";

const MEANINGS: Record<Exclude<Verdict["outcome"], "no_deadline">, Meaning> = {
  fits: "done",
  // Half a mark, in plain ink: nothing is asked of the learner, and nothing has failed.
  tight: "partial",
  does_not_fit: "failed",
};

function hoursText(
  verdict: Verdict,
  t: Translate,
  number: (value: number, digits?: number) => string,
): string {
  const [from, to] = [number(verdict.hours_p50, 0), number(verdict.hours_p80, 0)];
  return from === to ? t("verdict.hoursOne", { hours: from }) : t("verdict.hours", { from, to });
}

function outcomeText(verdict: Verdict, t: Translate, number: (value: number) => string): string {
  switch (verdict.outcome) {
    case "fits":
      return t("verdict.fits");
    case "tight":
      return t("verdict.tight");
    case "does_not_fit":
      return t("verdict.doesNotFit", { hours: number(verdict.hours_over ?? 0) });
    case "no_deadline":
      return t("verdict.noDeadline");
  }
}

interface Props {
  verdict: Verdict;
  className?: string;
}

/** `≈ 42–60 h · 8 weeks at 6 h · ends 14 March · fits` */
export function VerdictLine({ verdict, className }: Props) {
  const t = useT();
  const { formatNumber, formatDay, formatDayExactly } = useFormat();
  return (
    <p className={cx("figures overflow-hidden", className)}>
      <span className="-ml-5 flex flex-wrap gap-y-1">
        <Item first>{hoursText(verdict, t, formatNumber)}</Item>
        <Item>
          {t("verdict.pace", { weeks: verdict.weeks, hours: formatNumber(verdict.hours_per_week) })}
        </Item>
        {verdict.end_date && (
          <Item>
            <time dateTime={verdict.end_date} title={formatDayExactly(verdict.end_date)}>
              {t("verdict.ends", { date: formatDay(verdict.end_date) })}
            </time>
          </Item>
        )}
        <Item>
          {verdict.outcome === "no_deadline" ? (
            <span className="text-muted">{t("verdict.noDeadline")}</span>
          ) : (
            <StatusMark
              meaning={MEANINGS[verdict.outcome]}
              label={outcomeText(verdict, t, formatNumber)}
              className={verdict.outcome === "tight" ? "!text-ink" : ""}
            />
          )}
        </Item>
      </span>
    </p>
  );
}

/** A dot stands before each but the first; where a line begins it falls outside and is cut off. */
function Item({ first = false, children }: { first?: boolean; children: ReactNode }) {
  return (
    <span className="relative pl-5">
      {!first && (
        <span aria-hidden className="absolute left-2 text-muted">
          ·
        </span>
      )}
      {children}
    </span>
  );
}
