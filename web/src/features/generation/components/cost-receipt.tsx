/** What a run has taken of language models, beside what was said before; folded out, what it was for. */
import type { TaskCost } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { moneyWords, roundedTokens } from "@/shared/lib/cost-words";
import type { TaskView } from "@/shared/realtime/task-view";
import { Scroller } from "@/shared/ui/scroller";

interface Props {
  task: TaskView;
  /** As it was read; the events of a run at work know more. */
  cost: TaskCost | null | undefined;
}

const COLUMNS = ["part", "pieces", "requests", "tokens", "money"] as const;
const CELL = "py-1 pl-4 text-right first:pl-0 first:text-left";

export function CostReceipt({ task, cost }: Props) {
  const t = useT();
  const { formatNumber } = useFormat();
  const told = task.cost;
  const sum = told ?? cost;
  if (sum === null || sum === undefined) return null;
  const tokens = sum.input_tokens + sum.output_tokens;
  const { planning, planning_anew, writing } = cost?.estimates ?? {};
  const estimated = (planning?.tokens ?? 0) + (planning_anew?.tokens ?? 0) + (writing?.tokens ?? 0);
  const words = [
    t(task.terminal ? "cost.took" : "cost.soFar", { tokens: formatNumber(tokens) }),
    ...(sum.micros > 0 ? [moneyWords(sum.micros, t)] : []),
    ...(estimated > 0 ? [t("cost.estimated", { tokens: formatNumber(roundedTokens(estimated)) })] : []),
  ].join(" · ");
  const lines = cost?.lines ?? [];
  const anew = cost?.anew_tokens ?? 0;
  const notes = [
    ...(anew > 0
      ? [
          planning_anew
            ? t("cost.anewOf", {
                tokens: formatNumber(anew),
                estimated: formatNumber(roundedTokens(planning_anew.tokens)),
              })
            : t("cost.anew", { tokens: formatNumber(anew) }),
        ]
      : []),
    ...(sum.unpriced_tokens > 0 ? [t("cost.unpriced", { tokens: formatNumber(sum.unpriced_tokens) })] : []),
    ...(sum.unsettled_requests > 0 && task.terminal
      ? [
          t("cost.unsettled", {
            count: sum.unsettled_requests,
            tokens: formatNumber(sum.unsettled_tokens),
          }),
        ]
      : []),
  ];
  if (lines.length === 0) return <p className="figures text-fine text-muted">{words}</p>;
  return (
    <details className="text-fine text-muted">
      <summary className="figures min-h-6 hover:text-ink">{words}</summary>
      <div className="flex flex-col gap-2 pt-2">
        <Scroller>
          <table className="figures border-collapse">
            <caption className="sr-only">{t("cost.table")}</caption>
            <thead>
              <tr className="border-b border-hairline">
                {COLUMNS.map((column) => (
                  <th key={column} scope="col" className={`${CELL} font-medium`}>
                    {t(`cost.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map(({ part, pieces, requests, tokens: taken, micros }) => (
                <tr key={part} className="border-b border-hairline last:border-b-0">
                  <th scope="row" className={`${CELL} font-normal`}>
                    {t(`cost.part.${part}`)}
                  </th>
                  <td className={CELL}>{formatNumber(pieces)}</td>
                  <td className={CELL}>{formatNumber(requests)}</td>
                  <td className={CELL}>{formatNumber(taken)}</td>
                  <td className={CELL}>{micros > 0 ? moneyWords(micros, t) : "–"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroller>
        {notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </div>
    </details>
  );
}
