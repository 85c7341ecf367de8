import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useRef } from "react";
import type { Concept, Roadmap, RoadmapCalendar, Session } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { cx } from "@/shared/lib/cx";
import { conceptsInOrder, isDone } from "@/shared/lib/roadmap-order";
import { Button } from "@/shared/ui/button";
import { IconButton } from "@/shared/ui/icon-button";
import { addDays, addMonths, sameMonth, startOfWeek, weeksOfMonth } from "../days";
import { DayAgenda } from "./day-agenda";

interface Props {
  roadmap: Roadmap;
  calendar: RoadmapCalendar;
  /** The chosen day; its month is shown. */
  day: string;
  onDay: (day: string) => void;
  onLookInto: (conceptId: string) => void;
}

/** A month of study, and the sessions of the chosen day. */
export function MonthCalendar({ roadmap, calendar, day, onDay, onLookInto }: Props) {
  const t = useT();
  const { formatMonth } = useFormat();
  const { today } = calendar.standing;
  const concepts = useMemo(
    () => new Map(conceptsInOrder(roadmap).map((concept) => [concept.concept_id, concept])),
    [roadmap],
  );
  const byDay = useMemo(() => sessionsByDay(calendar.sessions), [calendar.sessions]);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <h2 aria-live="polite" className="mr-auto text-title font-semibold">
          {formatMonth(day)}
        </h2>
        <Button size="small" onClick={() => onDay(today)} disabled={day === today}>
          {t("schedule.today")}
        </Button>
        <IconButton
          icon={ChevronLeft}
          label={t("schedule.month.previous")}
          onClick={() => onDay(addMonths(day, -1))}
        />
        <IconButton
          icon={ChevronRight}
          label={t("schedule.month.next")}
          onClick={() => onDay(addMonths(day, 1))}
        />
      </div>
      <MonthGrid {...{ calendar, day, onDay, concepts, byDay }} />
      <DayAgenda
        {...{ roadmap, day, concepts, onLookInto }}
        timeZone={calendar.time_zone}
        sessions={byDay.get(day) ?? []}
      />
    </div>
  );
}

function sessionsByDay(sessions: readonly Session[]): ReadonlyMap<string, readonly Session[]> {
  const byDay = new Map<string, Session[]>();
  for (const session of sessions) {
    byDay.set(session.day, [...(byDay.get(session.day) ?? []), session]);
  }
  return byDay;
}

interface GridProps {
  calendar: RoadmapCalendar;
  day: string;
  onDay: (day: string) => void;
  concepts: ReadonlyMap<string, Concept>;
  byDay: ReadonlyMap<string, readonly Session[]>;
}

/** The day that a key leads to, as in every calendar: arrows by day and week, page keys by month. */
function dayByKey(event: KeyboardEvent, day: string, weekStart: "monday" | "sunday"): string | undefined {
  switch (event.key) {
    case "ArrowLeft":
      return addDays(day, -1);
    case "ArrowRight":
      return addDays(day, 1);
    case "ArrowUp":
      return addDays(day, -7);
    case "ArrowDown":
      return addDays(day, 7);
    case "PageUp":
      return addMonths(day, -1);
    case "PageDown":
      return addMonths(day, 1);
    case "Home":
      return startOfWeek(day, weekStart);
    case "End":
      return addDays(startOfWeek(day, weekStart), 6);
    default:
      return undefined;
  }
}

function MonthGrid({ calendar, day, onDay, concepts, byDay }: GridProps) {
  const { formatWeekday, formatMonth } = useFormat();
  const weeks = weeksOfMonth(day, calendar.week_start);
  const chosen = useRef<HTMLButtonElement>(null);
  const byKeys = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the day that a key led to.
  useEffect(() => {
    if (byKeys.current) chosen.current?.focus();
    byKeys.current = false;
  }, [day]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = dayByKey(event, day, calendar.week_start);
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    byKeys.current = true;
    onDay(next);
  };
  return (
    <table aria-label={formatMonth(day)} className="w-full table-fixed border-collapse">
      <thead>
        <tr>
          {weeks[0]?.map((one) => (
            <th
              key={one}
              scope="col"
              abbr={formatWeekday(one)}
              className="pb-1 text-fine font-medium text-muted"
            >
              {formatWeekday(one, "short")}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((days) => (
          <tr key={days[0]}>
            {days.map((one) => (
              <DayCell
                key={one}
                day={one}
                ref={one === day ? chosen : undefined}
                isChosen={one === day}
                isToday={one === calendar.standing.today}
                isOutside={!sameMonth(one, day)}
                sessions={byDay.get(one) ?? []}
                timeZone={calendar.time_zone}
                concepts={concepts}
                onChoose={() => onDay(one)}
                onKeyDown={onKeyDown}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CellProps {
  day: string;
  ref: React.Ref<HTMLButtonElement> | undefined;
  isChosen: boolean;
  isToday: boolean;
  isOutside: boolean;
  sessions: readonly Session[];
  timeZone: string;
  concepts: ReadonlyMap<string, Concept>;
  onChoose: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** How many sessions a day names before it counts the rest. */
const NAMED = 2;

function DayCell({
  day,
  ref,
  isChosen,
  isToday,
  isOutside,
  sessions,
  timeZone,
  concepts,
  onChoose,
  onKeyDown,
}: CellProps) {
  const t = useT();
  const { formatDayExactly } = useFormat();
  const label = [
    formatDayExactly(day),
    isToday && t("schedule.today"),
    sessions.length > 0 && t("schedule.day.sessions", { count: sessions.length }),
  ].filter(Boolean);
  const allDone = sessions.length > 0 && sessions.every((one) => isStudied(one, concepts));
  return (
    <td className="border border-hairline p-0 align-top">
      <button
        type="button"
        ref={ref}
        tabIndex={isChosen ? 0 : -1}
        aria-label={label.join(", ")}
        aria-pressed={isChosen}
        onClick={onChoose}
        onKeyDown={onKeyDown}
        className={cx(
          "flex h-14 w-full flex-col gap-0.5 overflow-hidden p-1 text-left transition-colors duration-150 sm:h-24 sm:p-1.5",
          isChosen ? "bg-accent-wash outline-2 -outline-offset-2 outline-accent" : "hover:bg-sunken",
          isOutside && !isChosen && "bg-sunken/50",
        )}
      >
        <span
          className={cx(
            "figures inline-flex size-6 shrink-0 items-center justify-center rounded-full text-fine",
            isToday ? "bg-accent font-semibold text-on-accent" : isOutside ? "text-muted" : "text-ink",
          )}
        >
          {Number(day.slice(8))}
        </span>
        <span className="hidden min-w-0 flex-col gap-0.5 sm:flex">
          {sessions.slice(0, NAMED).map((one) => (
            <SessionLine key={one.start} session={one} timeZone={timeZone} concepts={concepts} />
          ))}
          {sessions.length > NAMED && (
            <span className="text-fine text-muted">
              {t("schedule.day.more", { count: sessions.length - NAMED })}
            </span>
          )}
        </span>
        {sessions.length > 0 && (
          <span
            className={cx("mx-1 h-1 rounded-full sm:hidden", allDone ? "bg-edge" : "bg-accent")}
            aria-hidden
          />
        )}
      </button>
    </td>
  );
}

const isStudied = (session: Session, concepts: ReadonlyMap<string, Concept>): boolean => {
  const concept = session.concept_id === null ? undefined : concepts.get(session.concept_id);
  return concept !== undefined && isDone(concept);
};

function SessionLine({
  session,
  timeZone,
  concepts,
}: Pick<CellProps, "timeZone" | "concepts"> & { session: Session }) {
  const t = useT();
  const { formatTime } = useFormat();
  const name = session.concept_id === null ? t("schedule.review") : concepts.get(session.concept_id)?.name;
  return (
    <span
      className={cx(
        "block truncate text-fine leading-tight",
        isStudied(session, concepts) || session.kind === "review" ? "text-muted" : "text-ink",
        isStudied(session, concepts) && "line-through",
      )}
    >
      <span className="figures">{formatTime(session.start, timeZone)}</span> {name}
    </span>
  );
}
