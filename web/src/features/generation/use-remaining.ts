import { useMemo, useRef } from "react";
import { useT } from "@/shared/i18n/i18n";
import type { TaskView } from "@/shared/realtime/task-view";
import { estimateRemaining, paceOf, roundTime, type Said, settleOn } from "./eta";
import { stanceOf } from "./stance";

/**
 * How far this machine's clock is ahead of the server's, at most. The smallest difference seen is the best: an event
 * that was read late only makes it larger.
 */
function useClockLead(task: TaskView, now: number): number {
  const lead = useRef(Number.POSITIVE_INFINITY);
  const newest = task.timeline.at(-1);
  if (newest !== undefined) lead.current = Math.min(lead.current, now - Date.parse(newest.ts));
  return Number.isFinite(lead.current) ? lead.current : 0;
}

/** "about 2 min left" while parts are being written and their pace says something; nothing else. */
export function useRemaining(task: TaskView, now: number): string | undefined {
  const t = useT();
  const said = useRef<Said>(undefined);
  const lead = useClockLead(task, now);
  const pace = useMemo(() => paceOf(task.timeline, task.progress), [task.timeline, task.progress]);
  const isWriting = stanceOf(task) === "writing" && task.recovering === null;
  const estimate = isWriting ? estimateRemaining(pace, now - lead) : undefined;
  said.current = settleOn(said.current, estimate, now);
  if (said.current === undefined) return undefined;
  const time = roundTime(said.current.ms);
  switch (time.unit) {
    case "moments":
      return t("live.remaining.moments");
    case "seconds":
      return t("live.remaining.seconds", { seconds: time.seconds });
    case "minutes":
      return t("live.remaining.minutes", { minutes: time.minutes });
    case "hours":
      return time.minutes === 0
        ? t("live.remaining.wholeHours", { hours: time.hours })
        : t("live.remaining.hours", { hours: time.hours, minutes: time.minutes });
  }
}
