import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toProblem } from "@/shared/api/problem";
import { problemText } from "@/shared/api/problem-text";
import { roadmapKeys } from "@/shared/api/roadmap-queries";
import type { StudySlot } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { Button } from "@/shared/ui/button";
import { ErrorState } from "@/shared/ui/error-state";
import { SkeletonLines } from "@/shared/ui/skeleton";
import { showToast } from "@/shared/ui/toast";
import { saveStudyTimes, studyTimesQuery } from "../queries";
import { dayOf, FIRST_SLOTS, faultOf, nextSlot, SLOTS_AT_MOST, totalMinutes } from "../slots";
import { SlotRow } from "./slot-row";

/** When one studies: days of the week, with a time and for how long. */
export function StudyTimesForm() {
  const t = useT();
  const query = useQuery(studyTimesQuery);
  return (
    <section
      id="study-times"
      className="flex max-w-xl scroll-mt-6 flex-col gap-3"
      aria-labelledby="study-times-title"
    >
      <h2 id="study-times-title" className="text-title font-semibold">
        {t("times.title")}
      </h2>
      <p className="text-muted">{t("times.text")}</p>
      {query.isPending && <SkeletonLines lines={4} />}
      {query.isError && (
        <ErrorState title={t("times.loadFailed")} error={query.error} onRetry={() => query.refetch()} />
      )}
      {query.data && <Form key={JSON.stringify(query.data)} saved={query.data.slots ?? []} />}
    </section>
  );
}

/** A slot under edit; its key stays while it changes. */
interface Row {
  key: number;
  slot: StudySlot;
}

function Form({ saved }: { saved: readonly StudySlot[] }) {
  const t = useT();
  const { formatMinutes, formatTimeOfDay, formatWeekday } = useFormat();
  const client = useQueryClient();
  const [rows, setRows] = useState<readonly Row[]>(() => saved.map((slot, key) => ({ key, slot })));
  const [nextKey, setNextKey] = useState(1000);
  const slots = rows.map(({ slot }) => slot);
  const fault = faultOf(slots);
  const isChanged = JSON.stringify(slots) !== JSON.stringify(saved);
  const save = useMutation({
    mutationFn: (chosen: StudySlot[]) => saveStudyTimes(chosen),
    onSuccess: async (times) => {
      showToast("success", t("times.saved"));
      client.setQueryData(studyTimesQuery.queryKey, times);
      await client.invalidateQueries({ queryKey: roadmapKeys.all });
    },
  });
  const add = (more: readonly StudySlot[]) => {
    setRows([...rows, ...more.map((slot, index) => ({ key: nextKey + index, slot }))]);
    setNextKey(nextKey + more.length);
  };
  if (rows.length === 0 && saved.length === 0)
    return (
      <>
        <p className="rounded-card bg-sunken px-4 py-3">
          {t("times.usual", { time: formatTimeOfDay("19:00") })}
        </p>
        <Button className="self-start" onClick={() => add(FIRST_SLOTS)}>
          {t("times.set")}
        </Button>
      </>
    );
  const dayName = fault && formatWeekday(dayOf(fault.weekday));
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === undefined && !save.isPending) save.mutate(slots);
      }}
    >
      <ul className="flex flex-col gap-2">
        {rows.map(({ key, slot }) => (
          <SlotRow
            key={key}
            slot={slot}
            onChange={(changed) =>
              setRows(rows.map((row) => (row.key === key ? { key, slot: changed } : row)))
            }
            onRemove={() => setRows(rows.filter((row) => row.key !== key))}
          />
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-3">
        <Button size="small" disabled={rows.length >= SLOTS_AT_MOST} onClick={() => add([nextSlot(slots)])}>
          {t("times.add")}
        </Button>
        <p className="figures text-muted">{t("times.total", { time: formatMinutes(totalMinutes(slots)) })}</p>
      </div>
      {fault && (
        <p role="alert" className="text-failed">
          {t(`times.${fault.kind}`, { day: dayName ?? "" })}
        </p>
      )}
      {save.isError && (
        <p role="alert" className="text-failed">
          {t("times.saveFailed")}: {problemText(toProblem(save.error), t)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          type="submit"
          busy={save.isPending}
          disabled={!isChanged || fault !== undefined}
        >
          {t("times.save")}
        </Button>
        {rows.length > 0 && (
          <Button look="quiet" onClick={() => (saved.length > 0 ? save.mutate([]) : setRows([]))}>
            {t("times.reset")}
          </Button>
        )}
      </div>
    </form>
  );
}
