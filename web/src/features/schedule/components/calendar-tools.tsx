import { Link } from "@tanstack/react-router";
import { CalendarPlus, Download } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Roadmap, RoadmapCalendar } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { Banner } from "@/shared/ui/banner";
import { Button, buttonClass } from "@/shared/ui/button";
import { calendarFile } from "../queries";

const FeedDialog = lazy(() => import("./feed-dialog").then(({ FeedDialog }) => ({ default: FeedDialog })));

/** What the times come from, and how to take the calendar along. */
export function CalendarTools({ roadmap, calendar }: { roadmap: Roadmap; calendar: RoadmapCalendar }) {
  const t = useT();
  const { formatHours, formatMinutes } = useFormat();
  const [isFollowing, setFollowing] = useState(false);
  const { are_own_times, minutes_per_week, longest_week_minutes, minutes_without_time } = calendar;
  const isShort = are_own_times && minutes_without_time === 0 && minutes_per_week < longest_week_minutes;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <div className="flex flex-col gap-3 border-t border-hairline pt-4">
      {minutes_without_time > 0 && (
        <Banner tone="needs_you">
          {t("schedule.times.missing", { time: formatMinutes(minutes_without_time) })}
        </Banner>
      )}
      <p className="flex flex-wrap gap-x-3 gap-y-1 text-fine text-muted">
        <span>
          {isShort
            ? t("schedule.times.short", {
                time: formatMinutes(minutes_per_week),
                needed: formatMinutes(longest_week_minutes),
              })
            : are_own_times
              ? t("schedule.times.own")
              : t("schedule.times.usual", { hours: formatHours(roadmap.verdict?.hours_per_week ?? 0) })}
        </span>
        <Link to="/app/settings" hash="study-times" className="link">
          {t("schedule.times.change")}
        </Link>
        {here !== calendar.time_zone && <span>{t("schedule.zone", { zone: calendar.time_zone })}</span>}
      </p>
      <div className="flex flex-wrap gap-2">
        <a href={calendarFile(roadmap.roadmap_id)} download className={buttonClass("secondary", "small")}>
          <Download size={16} aria-hidden />
          {t("schedule.download")}
        </a>
        {roadmap.deleted_at === null && (
          <Button size="small" onClick={() => setFollowing(true)}>
            <CalendarPlus size={16} aria-hidden />
            {t("schedule.follow")}
          </Button>
        )}
      </div>
      <Suspense>
        {isFollowing && <FeedDialog roadmapId={roadmap.roadmap_id} onClose={() => setFollowing(false)} />}
      </Suspense>
    </div>
  );
}
