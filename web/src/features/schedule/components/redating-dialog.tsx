import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toProblem } from "@/shared/api/problem";
import { problemText } from "@/shared/api/problem-text";
import type { Redating, RedatingAim, Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { Button } from "@/shared/ui/button";
import { FilterChip } from "@/shared/ui/chip";
import { Dialog } from "@/shared/ui/dialog";
import { Scroller } from "@/shared/ui/scroller";
import { SkeletonLines } from "@/shared/ui/skeleton";
import { VerdictLine } from "@/shared/ui/verdict-line";
import { redatingQuery } from "../queries";
import { useAcceptRedating } from "../use-accept-redating";

const AIMS: readonly RedatingAim[] = ["fewest_moves", "earliest_end"];

interface Props {
  roadmap: Roadmap;
  firstAim: RedatingAim;
  onClose: () => void;
}

/** New dates for what is left, with all that they move, before anything is changed. */
export function RedatingDialog({ roadmap, firstAim, onClose }: Props) {
  const t = useT();
  const { formatDay } = useFormat();
  const [aim, setAim] = useState(firstAim);
  const query = useQuery(redatingQuery(roadmap.roadmap_id, roadmap.revision, aim));
  const accept = useAcceptRedating(roadmap, onClose);
  const proposal = query.data;
  const isNothing = query.isError && toProblem(query.error).type === "nothing-to-redate";
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("redate.title", { date: formatDay(proposal?.as_of ?? new Date().toISOString().slice(0, 10)) })}
      description={t("redate.text")}
      footer={
        <>
          <Button onClick={onClose}>{t("redate.later")}</Button>
          <Button
            look="primary"
            disabled={proposal === undefined}
            busy={accept.isPending}
            onClick={() => proposal && accept.mutate(proposal)}
          >
            {t("redate.accept")}
          </Button>
        </>
      }
    >
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">{t("redate.aim")}</legend>
        {AIMS.map((one) => (
          <FilterChip key={one} pressed={aim === one} onClick={() => setAim(one)}>
            {t(`redate.aim.${one}`)}
          </FilterChip>
        ))}
      </fieldset>
      <div aria-live="polite" className="flex min-h-40 flex-col gap-4">
        {query.isPending && <SkeletonLines lines={5} />}
        {isNothing && <p className="text-muted">{t("redate.none")}</p>}
        {query.isError && !isNothing && (
          <p role="alert" className="text-failed">
            {t("redate.loadFailed")}: {problemText(toProblem(query.error), t)}
          </p>
        )}
        {proposal && <Changes proposal={proposal} />}
      </div>
    </Dialog>
  );
}

function Changes({ proposal }: { proposal: Redating }) {
  const t = useT();
  const { formatDay } = useFormat();
  const { moved, staying, verdict_after } = proposal;
  const day = (one: string) => formatDay(one);
  const weeks = (starts: readonly string[]) => starts.map(day).join(", ") || t("redate.noWeek");
  return (
    <>
      <End before={proposal.end_before} after={proposal.end_after} />
      {verdict_after && <VerdictLine verdict={verdict_after} />}
      <div>
        <h3 className="font-semibold">{t("redate.moved", { count: moved.length })}</h3>
        {staying > 0 && <p className="text-fine text-muted">{t("redate.staying", { count: staying })}</p>}
        <Scroller className="mt-2 max-h-64 overflow-y-auto">
          <ul>
            {moved.map((one) => (
              <li
                key={one.concept_id}
                className="flex flex-wrap justify-between gap-x-4 gap-y-0.5 border-t border-hairline py-1.5"
              >
                <span className="min-w-0">{one.name}</span>
                <span className="figures text-fine text-muted">
                  {t("redate.fromTo", { before: weeks(one.weeks_before), after: weeks(one.weeks_after) })}
                </span>
              </li>
            ))}
          </ul>
        </Scroller>
      </div>
    </>
  );
}

const DAY_MS = 86_400_000;

function End({ before, after }: { before: string | null; after: string | null }) {
  const t = useT();
  const { formatDay } = useFormat();
  if (after === null) return null;
  const days = before === null ? 0 : Math.round((Date.parse(after) - Date.parse(before)) / DAY_MS);
  return (
    <p className="figures">
      <span className="text-muted">{t("redate.end")} </span>
      {before === null || days === 0
        ? t("redate.end.same", { date: formatDay(after) })
        : t("redate.end.moved", { before: formatDay(before), after: formatDay(after) })}
      {days !== 0 && (
        <span className="ml-2 text-muted">
          {days > 0 ? t("redate.later.days", { count: days }) : t("redate.earlier.days", { count: -days })}
        </span>
      )}
    </p>
  );
}
