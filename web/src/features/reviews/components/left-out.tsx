import type { Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";

/** What is not in the plan, and why: nothing is dropped silently. */
export function LeftOut({ roadmap }: { roadmap: Pick<Roadmap, "pruned" | "not_covered"> }) {
  const t = useT();
  const { formatHours } = useFormat();
  const { pruned, not_covered: notCovered } = roadmap;
  return (
    <>
      {notCovered.length > 0 && (
        <p className="text-muted">{t("review.notCovered", { names: notCovered.join(", ") })}</p>
      )}
      {pruned.length > 0 && (
        <details>
          <summary className="min-h-8 text-fine text-muted hover:text-ink">
            {t("review.leftOut", { count: pruned.length })}
          </summary>
          <ul className="pt-1">
            {pruned.map(({ concept_id, name, why, hours }) => (
              <li
                key={concept_id}
                className="flex flex-wrap gap-x-3 border-b border-hairline py-1.5 last:border-b-0"
              >
                <span className="min-w-0 flex-1">{name}</span>
                <span className="text-fine text-muted">{t(`review.leftOut.${why}`)}</span>
                <span className="figures text-fine text-muted">{formatHours(hours)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
