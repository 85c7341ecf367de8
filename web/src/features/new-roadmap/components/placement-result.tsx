import { useEffect, useRef, useState } from "react";
import type { PlacementResult as Result } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import type { NamedPart } from "@/shared/lib/goal-draft";
import { Button } from "@/shared/ui/button";
import { Checkbox } from "@/shared/ui/checkbox";

interface Props {
  result: Result;
  onTake: (known: readonly NamedPart[]) => void;
  onAgain: () => void;
}

/** What the quiz concludes, each with its reason; the learner has the last word on it. */
export function PlacementResult({ result, onTake, onAgain }: Props) {
  const t = useT();
  const { formatNumber } = useFormat();
  const heading = useRef<HTMLHeadingElement>(null);
  const [wanted, setWanted] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => heading.current?.focus(), []);
  const known = result.known;
  const taken = known.filter(({ concept_id }) => !wanted.has(concept_id));
  const hours = taken.reduce((sum, one) => sum + one.hours, 0);
  const why = (one: Result["known"][number]): string =>
    one.why === "implied"
      ? t("place.why.implied", { name: one.because_name ?? "" })
      : t(one.why === "answered" ? "place.why.answered" : "place.why.likely");
  return (
    <section className="flex flex-col gap-3">
      <h3 ref={heading} tabIndex={-1} className="text-read font-semibold text-ink outline-none">
        {t("place.result", { count: known.length, total: known.length + result.unknown_count })}
      </h3>
      <p>{known.length === 0 ? t("place.nothing") : t("place.resultHint", { hours: formatNumber(hours) })}</p>
      {known.length > 0 && (
        <ul aria-label={t("place.known")} className="flex max-h-[45dvh] flex-col overflow-y-auto">
          {known.map((one) => (
            <li key={one.concept_id}>
              <Checkbox
                label={
                  <>
                    <span className="text-ink">{one.name}</span>
                    <span className="block text-fine">{why(one)}</span>
                  </>
                }
                checked={!wanted.has(one.concept_id)}
                onCheckedChange={(checked) => setWanted(toggled(wanted, one.concept_id, !checked))}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          onClick={() => onTake(taken.map(({ concept_id, name }) => ({ id: concept_id, name })))}
        >
          {known.length === 0 ? t("new.edit.done") : t("place.take", { count: taken.length })}
        </Button>
        <Button look="quiet" onClick={onAgain}>
          {t("place.again")}
        </Button>
      </div>
    </section>
  );
}

function toggled(set: ReadonlySet<string>, id: string, has: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (has) next.add(id);
  else next.delete(id);
  return next;
}
