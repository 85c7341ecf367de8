/** What language models will take and have taken, in words: tokens to two figures, money to the cent. */
import type { CostEstimate, WritingForecast } from "@/shared/api/types";
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

export const isPriced = ({ least_micros, most_micros }: CostEstimate): boolean =>
  least_micros !== null && most_micros !== null;

/** `about 8,600 to 16,000 tokens ($0.02 to $0.04)`; tokens alone where no price is known. */
export function estimateWords(estimate: CostEstimate, t: Translate): string {
  const { least_tokens, most_tokens, least_micros, most_micros } = estimate;
  const amount = (count: number) => formatNumber(roundedTokens(count));
  const tokens = between(amount(least_tokens), amount(most_tokens), t);
  if (least_micros === null || most_micros === null) return t("cost.tokens", { tokens });
  const money = between(moneyWords(least_micros, t), moneyWords(most_micros, t), t);
  return t("cost.tokensAndMoney", { tokens, money });
}

/** How an estimate was made. */
export const basisWords = ({ pieces_seen }: CostEstimate, t: Translate): string =>
  pieces_seen > 0 ? t("cost.seen", { count: pieces_seen }) : t("cost.usual");

/** What a model will take: which one, how much, by what it is told, and that its price is not known where it is not. */
function modelWords(estimate: CostEstimate, t: Translate): readonly string[] {
  const { model } = estimate;
  const needs = t("cost.writes", {
    model,
    estimate: estimateWords(estimate, t),
    basis: basisWords(estimate, t),
  });
  return isPriced(estimate) ? [needs] : [needs, t("cost.noPrice")];
}

/** What writing takes: of a model, of the catalog for nothing, or that a model is missing for it. */
export function writingWords(
  { parts, from_catalog, estimate }: WritingForecast,
  t: Translate,
): readonly string[] {
  if (estimate !== null) {
    const free = from_catalog > 0 ? [t("cost.someFree", { count: from_catalog })] : [];
    return [...modelWords(estimate, t), ...free];
  }
  if (parts === 0) return [];
  return from_catalog === parts ? [t("cost.free")] : [t("cost.needsModel", { count: parts - from_catalog })];
}
