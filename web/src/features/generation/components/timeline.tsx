import { useMemo, useState } from "react";
import type { TaskEvent } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import type { TaskStream } from "@/shared/realtime/task-stream";
import { Button } from "@/shared/ui/button";
import { FilterChip } from "@/shared/ui/chip";
import { CopyButton } from "@/shared/ui/copy-button";
import { StatusMark } from "@/shared/ui/status-mark";
import { EVENT_KINDS, type EventFilter, withKind } from "../event-filter";
import { eventWords } from "../event-words";
import { countKinds, eventsAsText, filterEvents, markOf } from "../timeline";

interface Props {
  timeline: readonly TaskEvent[];
  names: ReadonlyMap<string, string>;
  connection: TaskStream["connection"];
  /** The kinds shown; nothing while it is folded. */
  filter: EventFilter | undefined;
  onFilter: (filter: EventFilter | undefined) => void;
}

/** A page with thousands of rows would be slow at each event; the newest are what one looks for. */
const SHOWN_AT_ONCE = 200;

/** Every event of the run, newest first; folded, because few people want it and those who do want all of it. */
export function Timeline({ timeline, names, connection, filter, onFilter }: Props) {
  const t = useT();
  const isOpen = filter !== undefined;
  return (
    <details
      className="border-t border-hairline pt-3"
      open={isOpen}
      onToggle={({ currentTarget: { open } }) => open !== isOpen && onFilter(open ? [] : undefined)}
    >
      <summary className="min-h-8 text-fine text-muted hover:text-ink">
        {t("live.timeline.title")} ·{" "}
        <span className="figures">{t("live.timeline", { count: timeline.length })}</span>
      </summary>
      {filter !== undefined && (
        <Log
          timeline={timeline}
          names={names}
          connection={connection}
          filter={filter}
          onFilter={onFilter}
          // A choice begins at the newest again.
          key={filter.join()}
        />
      )}
    </details>
  );
}

function Log({ timeline, names, connection, filter, onFilter }: Props & { filter: EventFilter }) {
  const t = useT();
  const [most, setMost] = useState(SHOWN_AT_ONCE);
  const chosen = useMemo(() => filterEvents(timeline, filter), [timeline, filter]);
  const older = chosen.length - most;
  return (
    <div className="flex flex-col gap-3 pt-2">
      {connection.phase === "live" && (
        <p className="text-fine text-muted">
          {t("live.connection.how", { transport: t(`live.transport.${connection.transport}`) })}
        </p>
      )}
      <div className="flex flex-wrap items-start justify-between gap-3">
        <Kinds timeline={timeline} filter={filter} onFilter={onFilter} />
        {chosen.length > 0 && (
          <CopyButton label={t("live.timeline.copy")} text={() => eventsAsText(chosen, names, t)} />
        )}
      </div>
      {chosen.length === 0 && <p className="py-2 text-fine text-muted">{t("live.timeline.none")}</p>}
      <ol reversed aria-label={t("live.timeline.title")} className="flex flex-col text-fine">
        {chosen
          .slice(Math.max(0, older))
          .toReversed()
          .map((event) => (
            <Entry key={event.seq} event={event} words={eventWords(event, names, t)} />
          ))}
      </ol>
      {older > 0 && (
        <Button size="small" className="self-start" onClick={() => setMost(most + SHOWN_AT_ONCE)}>
          {t("live.timeline.older", { count: Math.min(older, SHOWN_AT_ONCE), rest: older })}
        </Button>
      )}
    </div>
  );
}

/** Which kinds are shown; only those that the run has had, and those chosen. */
function Kinds({
  timeline,
  filter,
  onFilter,
}: Pick<Props, "timeline" | "onFilter"> & { filter: EventFilter }) {
  const t = useT();
  const counts = useMemo(() => countKinds(timeline), [timeline]);
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">{t("live.timeline.kinds")}</legend>
      <FilterChip pressed={filter.length === 0} onClick={() => onFilter([])}>
        {t("live.timeline.all")} <span className="figures">{timeline.length}</span>
      </FilterChip>
      {EVENT_KINDS.filter((kind) => counts[kind] > 0 || filter.includes(kind)).map((kind) => (
        <FilterChip
          key={kind}
          pressed={filter.includes(kind)}
          onClick={() => onFilter(withKind(filter, kind))}
        >
          {t(`live.timeline.kind.${kind}`)} <span className="figures">{counts[kind]}</span>
        </FilterChip>
      ))}
    </fieldset>
  );
}

function Entry({ event, words }: { event: TaskEvent; words: string }) {
  const { formatClock, formatInstantExactly } = useFormat();
  const mark = markOf(event);
  return (
    <li className="flex gap-3 border-b border-hairline py-1 last:border-b-0">
      <span className="figures w-10 shrink-0 text-right text-muted">{event.seq}</span>
      <time
        className="figures shrink-0 text-muted"
        dateTime={event.ts}
        title={formatInstantExactly(event.ts)}
      >
        {formatClock(event.ts)}
      </time>
      <span className="flex min-w-0 gap-2">
        <span className="flex h-[1.35em] w-3 shrink-0 items-center">
          {mark && <StatusMark meaning={mark} label="" size={12} />}
        </span>
        <span className="min-w-0">{words}</span>
      </span>
    </li>
  );
}
