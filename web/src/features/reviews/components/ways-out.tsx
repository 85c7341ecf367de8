import type { GoalRequest, Verdict, WayOut } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { draftFrom, type GoalDraft, keepDraft } from "@/shared/lib/goal-draft";
import { Button } from "@/shared/ui/button";
import { removalsOf } from "../changes";
import type { Review } from "../use-review";

interface Props {
  verdict: Verdict;
  review: Review;
  request: GoalRequest | undefined;
  onStartOver: () => void;
}

/** When the plan does not fit: take something out here, or begin anew with more time. */
export function WaysOut({ verdict, review, request, onStartOver }: Props) {
  const t = useT();
  const { formatDay, formatNumber } = useFormat();
  const isTaken = review.changes.changes.some(({ from }) => from === "way_out");
  const ways = (verdict.ways_out ?? []).filter(({ kind }) => kind !== "fewer_concepts" || !isTaken);
  if (ways.length === 0) return null;
  const startOver = (change: Partial<GoalDraft>) => {
    if (request === undefined) return;
    keepDraft({ ...draftFrom(request), ...change });
    onStartOver();
  };
  const button = (way: WayOut) => {
    switch (way.kind) {
      case "fewer_concepts":
        return (
          <Button
            size="small"
            title={way.drop_names?.join(", ")}
            onClick={() => review.changes.add(removalsOf(way), "way_out")}
          >
            {t("review.way.fewer", { count: way.drop?.length ?? 0 })}
          </Button>
        );
      case "more_weeks":
        return (
          <Button size="small" onClick={() => startOver({ deadline: way.end_date ?? "" })}>
            {t("review.way.more_weeks", { date: formatDay(way.end_date ?? "") })}
          </Button>
        );
      case "more_hours":
        return (
          <Button size="small" onClick={() => startOver({ hours: String(way.hours_per_week ?? "") })}>
            {t("review.way.more_hours", { hours: formatNumber(way.hours_per_week ?? 0) })}
          </Button>
        );
    }
  };
  return (
    <div className="flex flex-col gap-2">
      <p className="text-fine text-muted">{t("review.ways")}</p>
      <ul className="flex flex-wrap gap-2">
        {ways.map((way) => (
          <li key={way.kind}>{button(way)}</li>
        ))}
      </ul>
    </div>
  );
}
