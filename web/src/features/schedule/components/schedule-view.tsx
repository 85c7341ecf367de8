import { useQuery } from "@tanstack/react-query";
import type { Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { SkeletonLines } from "@/shared/ui/skeleton";
import { calendarQuery } from "../queries";
import type { View } from "../views";
import { CalendarTools } from "./calendar-tools";
import { MonthCalendar } from "./month-calendar";
import { WeeksList } from "./weeks-list";

interface Props {
  roadmap: Roadmap;
  view: Exclude<View, "list">;
  /** The day that the calendar shows; the present one if none is named. */
  day: string | undefined;
  onDay: (day: string) => void;
  onLookInto: (conceptId: string) => void;
}

/** A roadmap by its weeks, or as a calendar. */
export function ScheduleView({ roadmap, view, day, onDay, onLookInto }: Props) {
  const t = useT();
  const isPlanned = (roadmap.schedule.weeks ?? []).length > 0;
  const query = useQuery({ ...calendarQuery(roadmap.roadmap_id), enabled: isPlanned });
  if (!isPlanned) return <EmptyState title={t("schedule.empty.title")} text={t("schedule.empty.text")} />;
  const calendar = query.data;
  if (calendar === undefined)
    return query.isError ? (
      <ErrorState title={t("schedule.loadFailed")} error={query.error} onRetry={() => query.refetch()} />
    ) : (
      <SkeletonLines lines={12} />
    );
  return (
    <div className="flex flex-col gap-6">
      {view === "weeks" ? (
        <WeeksList roadmap={roadmap} calendar={calendar} onLookInto={onLookInto} />
      ) : (
        <MonthCalendar
          roadmap={roadmap}
          calendar={calendar}
          day={day ?? firstShownDay(roadmap, calendar.standing.today)}
          onDay={onDay}
          onLookInto={onLookInto}
        />
      )}
      <CalendarTools roadmap={roadmap} calendar={calendar} />
    </div>
  );
}

/** Today, unless the plan has not begun or is over: then its first or last day. */
function firstShownDay(roadmap: Roadmap, today: string): string {
  const { start_date: start, end_date: end } = roadmap.schedule;
  if (start && today < start) return start;
  return end && today > end ? end : today;
}
