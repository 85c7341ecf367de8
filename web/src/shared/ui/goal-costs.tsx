/** What a model will take for a goal, before anything is asked of it. */
import type { Preview } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { basisWords, estimateWords, isPriced } from "@/shared/lib/cost-words";

interface Props {
  costs: NonNullable<Preview["costs"]>;
  /** Whether the learner decides before anything is written. */
  reviews: boolean;
}

export function GoalCosts({ costs: { planning, writing }, reviews }: Props) {
  const t = useT();
  const unpriced = [planning, writing].find((one) => one && !isPriced(one));
  return (
    <p className="figures text-fine text-muted">
      {planning &&
        t("cost.designs", {
          model: planning.model,
          estimate: estimateWords(planning, t),
          basis: basisWords(planning, t),
        })}{" "}
      {writing &&
        t(reviews ? "cost.writesLater" : "cost.writesAtOnce", { estimate: estimateWords(writing, t) })}{" "}
      {unpriced && t("cost.noPriceOf", { model: unpriced.model })}
    </p>
  );
}
