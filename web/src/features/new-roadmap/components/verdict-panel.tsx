import type { Preview, WayOut } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { cx } from "@/shared/lib/cx";
import type { GoalDraft } from "@/shared/lib/goal-draft";
import { Button } from "@/shared/ui/button";
import { GoalCosts } from "@/shared/ui/goal-costs";
import { VerdictLine } from "@/shared/ui/verdict-line";

interface Props {
  preview: Preview;
  draft: GoalDraft;
  onChange: (change: Partial<GoalDraft>) => void;
  isBehind: boolean;
}

/** What a way out sets in the draft; nothing when it cannot be taken here. */
function taken(way: WayOut, draft: GoalDraft): Partial<GoalDraft> | undefined {
  switch (way.kind) {
    case "more_weeks":
      return way.end_date ? { deadline: way.end_date } : undefined;
    case "more_hours":
      return way.hours_per_week ? { hours: String(way.hours_per_week) } : undefined;
    case "fewer_concepts": {
      // Leaving out needs the review, where its effect is shown before anything is written.
      const [ids, names] = [way.drop ?? [], way.drop_names ?? []];
      if (!draft.review || ids.length === 0 || draft.leaveOut.length > 0) return undefined;
      return { leaveOut: ids.map((id, index) => ({ id, name: names[index] ?? id })) };
    }
  }
}

/** Who designs it, the verdict in one line, the ways out when it does not fit, and what is not covered. */
export function VerdictPanel({ preview, draft, onChange, isBehind }: Props) {
  const t = useT();
  const { formatDay, formatNumber } = useFormat();
  const { planner, verdict, concept_count, unmatched, known_not_recognised, costs } = preview;
  const words = (way: WayOut): string => {
    switch (way.kind) {
      case "more_weeks":
        return t("new.way.more_weeks", { date: formatDay(way.end_date ?? "") });
      case "more_hours":
        return t("new.way.more_hours", { hours: formatNumber(way.hours_per_week ?? 0) });
      case "fewer_concepts":
        return t("new.way.fewer_concepts", { count: way.drop?.length ?? 0 });
    }
  };
  const ways = (verdict?.ways_out ?? []).flatMap((way) => {
    const change = taken(way, draft);
    return change === undefined ? [] : [{ way, change }];
  });
  return (
    <div
      aria-live="polite"
      className={cx("flex flex-col gap-3 transition-opacity duration-150", isBehind && "opacity-70")}
    >
      {planner === "model" && <p>{t("new.byModel")}</p>}
      {costs && <GoalCosts costs={costs} reviews={draft.review} />}
      {planner === "catalog" && concept_count === 0 && <p>{t("new.nothingToLearn")}</p>}
      {concept_count > 0 && verdict && <VerdictLine verdict={verdict} />}
      {ways.length > 0 && (
        <ul aria-label={t("new.ways")} className="flex flex-wrap gap-2">
          {ways.map(({ way, change }) => (
            <li key={way.kind}>
              <Button size="small" title={way.drop_names?.join(", ")} onClick={() => onChange(change)}>
                {words(way)}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {unmatched.length > 0 && (
        <p className="text-fine text-muted">{t("new.unmatched", { names: unmatched.join(", ") })}</p>
      )}
      {known_not_recognised.length > 0 && (
        <p className="text-fine text-muted">
          {t("new.notRecognised", { names: known_not_recognised.join(", ") })}
        </p>
      )}
    </div>
  );
}
