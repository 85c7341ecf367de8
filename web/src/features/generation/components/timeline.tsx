import { useState } from "react";
import type { TaskEvent } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import type { TaskStream } from "@/shared/realtime/task-stream";
import { eventWords } from "../event-words";

interface Props {
  timeline: readonly TaskEvent[];
  names: ReadonlyMap<string, string>;
  connection: TaskStream["connection"];
}

const isLive = (phase: TaskStream["connection"]["phase"]) => phase === "live";

/** Every event of the run, newest first; folded, because few people want it and those who do want all of it. */
export function Timeline({ timeline, names, connection }: Props) {
  const t = useT();
  const { formatClock, formatInstantExactly } = useFormat();
  const [open, setOpen] = useState(false);
  return (
    <details
      className="border-t border-hairline pt-3"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="min-h-8 text-fine text-muted hover:text-ink">
        {t("live.timeline.title")} ·{" "}
        <span className="figures">{t("live.timeline", { count: timeline.length })}</span>
      </summary>
      {open && (
        <>
          {isLive(connection.phase) && (
            <p className="pt-1 pb-2 text-fine text-muted">
              {t("live.connection.how", { transport: t(`live.transport.${connection.transport}`) })}
            </p>
          )}
          <ol reversed className="flex flex-col text-fine">
            {timeline.toReversed().map((event) => (
              <li key={event.seq} className="flex gap-3 border-b border-hairline py-1 last:border-b-0">
                <span className="figures w-10 shrink-0 text-right text-muted">{event.seq}</span>
                <time
                  className="figures shrink-0 text-muted"
                  dateTime={event.ts}
                  title={formatInstantExactly(event.ts)}
                >
                  {formatClock(event.ts)}
                </time>
                <span className="min-w-0">{eventWords(event, names, t)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </details>
  );
}
