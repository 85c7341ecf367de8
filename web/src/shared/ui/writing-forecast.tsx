/** What is to be written, what cannot be, and what it takes, before anybody says yes to it. */
import type { WritingForecast as Forecast } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { writingWords } from "@/shared/lib/cost-words";
import { StatusMark } from "./status-mark";

interface Props {
  forecast: Forecast;
  /** How much it is, in words. */
  amount?: string;
}

export function WritingForecast({ forecast, amount }: Props) {
  const t = useT();
  const words = [...(amount === undefined ? [] : [amount]), ...writingWords(forecast, t)];
  return (
    <div className="figures flex flex-col gap-1 text-fine text-muted">
      <p>{words.join(" · ")}</p>
      {forecast.left_out.map(({ kind, why, concepts: count }) => (
        <p key={`${kind} ${why}`}>
          <StatusMark meaning="waiting" label="" className="mr-1.5 align-middle" size={12} />
          {t(`cost.leftOut.${why}`, { kind: t(`cost.kind.${kind}`), count })}
        </p>
      ))}
    </div>
  );
}
