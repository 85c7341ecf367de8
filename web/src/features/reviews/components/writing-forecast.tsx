/** What an approval would have written, what it would not, and what it would take. */
import type { WritingForecast as Forecast } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { basisWords, estimateWords } from "@/shared/lib/cost-words";
import { StatusMark } from "@/shared/ui/status-mark";

interface Props {
  /** How many concepts the plan has. */
  concepts: number;
  forecast: Forecast;
}

export function WritingForecast({ concepts, forecast }: Props) {
  const t = useT();
  const { parts, from_catalog, left_out, estimate } = forecast;
  const words = [
    t("review.writes", { concepts, parts }),
    ...(estimate === null && parts > 0 ? [t("review.costNothing")] : []),
    ...(estimate === null
      ? []
      : [
          t("cost.writes", {
            model: estimate.model,
            estimate: estimateWords(estimate, t),
            basis: basisWords(estimate, t),
          }),
        ]),
    ...(estimate !== null && from_catalog > 0 ? [t("cost.someFree", { count: from_catalog })] : []),
  ];
  return (
    <div className="figures flex flex-col gap-1 text-fine text-muted">
      <p>{words.join(" · ")}</p>
      {left_out.map(({ kind, why, concepts: count }) => (
        <p key={`${kind} ${why}`}>
          <StatusMark meaning="waiting" label="" className="mr-1.5 align-middle" size={12} />
          {t(`cost.leftOut.${why}`, { kind: t(`cost.kind.${kind}`), count })}
        </p>
      ))}
    </div>
  );
}
