/** What language models will take and have taken, in words: tokens to two figures, money to the cent. */
import type { CostEstimate } from "@/shared/api/types";
import { formatMoney, formatNumber } from "@/shared/i18n/format";
import type { Translate } from "@/shared/i18n/i18n";

/** More than two figures would promise what nobody knows. */
export function roundedTokens(tokens: number): number {
  const step = 10 ** Math.max(0, String(Math.round(tokens)).length - 2);
  return Math.round(tokens / step) * step;
}

export const moneyWords = (micros: number, t: Translate): string =>
  micros > 0 && micros < 10_000 ? t("cost.little", { amount: formatMoney(10_000) }) : formatMoney(micros);

function between(least: string, most: string, t: Translate): string {
  return least === most ? least : t("cost.range", { least, most });
}

/** `about 8,600 to 16,000 tokens, $0.02 to $0.04` */
export function estimateWords(estimate: CostEstimate, t: Translate): string {
  const { least_tokens, most_tokens, least_micros, most_micros } = estimate;
  const tokens = (amount: number) => formatNumber(roundedTokens(amount));
  return t("cost.estimate", {
    tokens: between(tokens(least_tokens), tokens(most_tokens), t),
    money:
      least_micros === null || most_micros === null
        ? t("cost.noPrice")
        : between(moneyWords(least_micros, t), moneyWords(most_micros, t), t),
  });
}

/** How an estimate was made. */
export const basisWords = ({ pieces_seen }: CostEstimate, t: Translate): string =>
  pieces_seen > 0 ? t("cost.seen", { count: pieces_seen }) : t("cost.usual");
