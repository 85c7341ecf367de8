import type { Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";

/** What the roadmap does not hold, and why; nothing is dropped silently. */
export function LeftOut({ roadmap: { pruned, not_covered } }: { roadmap: Roadmap }) {
  const t = useT();
  const { formatHours } = useFormat();
  return (
    <>
      {not_covered.length > 0 && (
        <section className="rounded-card bg-needs-wash p-4">
          <h2 className="font-semibold">{t("roadmap.notCovered")}</h2>
          <p className="mt-1">{t("roadmap.notCovered.text")}</p>
          <ul className="mt-1 list-disc pl-5">
            {not_covered.map((clause) => (
              <li key={clause}>{clause}</li>
            ))}
          </ul>
        </section>
      )}
      {pruned.length > 0 && (
        <details>
          <summary className="w-fit font-semibold">
            {t("roadmap.leftOut")} <span className="figures text-muted">({pruned.length})</span>
          </summary>
          <ul className="figures mt-2 list-disc pl-5 text-muted">
            {pruned.map(({ concept_id, name, why, hours }) => (
              <li key={concept_id}>
                {t("roadmap.pruned.saves", {
                  name,
                  why: t(`roadmap.pruned.${why}`),
                  hours: formatHours(hours),
                })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
