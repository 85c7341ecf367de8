import type { Verdict, WayOut } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { Button } from "@/shared/ui/button";
import { operationsOfWay } from "../changes";

interface Props {
  verdict: Verdict;
  /** Whether one is being taken. */
  busy: boolean;
  onTake: (operations: ReturnType<typeof operationsOfWay>) => void;
}

/** When the plan does not fit: three ways to make it, each taken at once and taken back by Undo. */
export function WaysOut({ verdict, busy, onTake }: Props) {
  const t = useT();
  const { formatDay, formatNames, formatNumber } = useFormat();
  const ways = verdict.ways_out ?? [];
  if (ways.length === 0) return null;
  const words = (way: WayOut): string => {
    switch (way.kind) {
      case "fewer_concepts":
        return t("review.way.fewer", { count: way.drop?.length ?? 0 });
      case "more_weeks":
        return t("review.way.more_weeks", { date: formatDay(way.end_date ?? "") });
      case "more_hours":
        return t("review.way.more_hours", { hours: formatNumber(way.hours_per_week ?? 0) });
    }
  };
  const dropped = ways.find(({ kind }) => kind === "fewer_concepts")?.drop_names ?? [];
  return (
    <section className="flex flex-col gap-2" aria-label={t("review.ways")}>
      <p className="text-fine text-muted">{t("review.ways")}</p>
      <ul className="flex flex-wrap gap-2">
        {ways.map((way) => (
          <li key={way.kind}>
            <Button
              size="small"
              aria-disabled={busy}
              aria-describedby={way.kind === "fewer_concepts" ? "ways-out-drops" : undefined}
              onClick={() => !busy && onTake(operationsOfWay(way))}
            >
              {words(way)}
            </Button>
          </li>
        ))}
      </ul>
      {dropped.length > 0 && (
        <p id="ways-out-drops" className="max-w-measure text-fine text-muted">
          {t("edit.way.drops", { names: formatNames(dropped) })}
        </p>
      )}
    </section>
  );
}
