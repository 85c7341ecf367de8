import { Leaf, RotateCcw } from "lucide-react";
import type { Concept, Roadmap, RoadmapCalendar, Session } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { cx } from "@/shared/lib/cx";
import { conceptsInOrder, isDone } from "@/shared/lib/roadmap-order";
import { doneEarly, type ShownPart, type ShownWeek, shownWeeks } from "../weeks";
import { ConceptName, StateMark } from "./planned-concept";

interface Props {
  roadmap: Roadmap;
  calendar: RoadmapCalendar;
  onLookInto: (conceptId: string) => void;
}

/** Week after week: what to learn in each, for how long, and what is behind one. */
export function WeeksList({ roadmap, calendar, onLookInto }: Props) {
  const t = useT();
  const { formatDay } = useFormat();
  const { today, outcome } = calendar.standing;
  const parts = shownWeeks(roadmap.schedule.weeks ?? [], today, calendar.week_start);
  const over = parts.filter(({ place }) => place === "over");
  const rest = parts.filter(({ place }) => place !== "over");
  const early = doneEarly(roadmap);
  const start = roadmap.schedule.start_date;
  const row = (part: ShownPart) => (
    <WeekOrPause
      key={part.kind === "week" ? part.week.start : part.key}
      {...{ part, roadmap, calendar, onLookInto }}
    />
  );
  return (
    <div className="flex flex-col gap-4">
      {outcome === "finished" && <p className="text-muted">{t("schedule.finished")}</p>}
      {outcome === "not_begun" && start && (
        <p className="text-muted">{t("schedule.startsOn", { date: formatDay(start) })}</p>
      )}
      {over.length > 0 && (
        <details open={rest.length === 0} className="group">
          <summary className="min-h-9 w-fit py-1.5 font-medium text-accent">
            {t("schedule.earlier", { count: countWeeks(over) })}
          </summary>
          <ol className="mt-2">{over.map(row)}</ol>
        </details>
      )}
      {early.length > 0 && (
        <section className="flex flex-col gap-1">
          <h2 className="text-fine font-medium text-muted">{t("schedule.doneEarly")}</h2>
          <ul className="flex flex-wrap gap-x-4 gap-y-1">
            {early.map((concept) => (
              <li key={concept.concept_id} className="flex items-center gap-2">
                <StateMark concept={concept} />
                <ConceptName {...{ roadmap, concept, onLookInto }} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <ol>{rest.map(row)}</ol>
    </div>
  );
}

const countWeeks = (parts: readonly ShownPart[]): number =>
  parts.reduce((sum, part) => sum + (part.kind === "pause" ? part.count : 1), 0);

function WeekOrPause({ part, ...rest }: Props & { part: ShownPart }) {
  const t = useT();
  const { formatDays } = useFormat();
  if (part.kind === "week") return <WeekRow shown={part} {...rest} />;
  return (
    <li className="figures flex flex-wrap gap-x-4 border-t border-hairline py-3 text-fine text-muted">
      <span>{t("schedule.pause", { count: part.count })}</span>
      <span>{formatDays(part.start, part.end)}</span>
    </li>
  );
}

function WeekRow({ shown, roadmap, calendar, onLookInto }: Props & { shown: ShownWeek }) {
  const t = useT();
  const { formatDays, formatHours } = useFormat();
  const { week, end, place } = shown;
  const concepts = new Map(conceptsInOrder(roadmap).map((concept) => [concept.concept_id, concept]));
  const isNow = place === "now";
  return (
    <li
      aria-current={isNow ? "date" : undefined}
      className={cx(
        "grid gap-x-6 gap-y-2 border-t border-hairline py-4 md:grid-cols-[11rem_1fr]",
        isNow && "-mx-3 rounded-card border-transparent bg-accent-wash px-3",
      )}
    >
      <div className="figures flex flex-row flex-wrap items-baseline gap-x-3 gap-y-1 md:flex-col">
        <h2 className="font-semibold">{t("schedule.week", { number: week.number })}</h2>
        <p className="text-fine text-muted">{formatDays(week.start, end)}</p>
        {isNow && <p className="text-fine font-medium text-accent">{t("schedule.thisWeek")}</p>}
        {week.light && (
          <p className="inline-flex items-center gap-1 text-fine text-muted">
            <Leaf size={16} aria-hidden />
            {t("schedule.light")}
          </p>
        )}
        {week.hours > 0 && (
          <p className="text-fine text-muted">
            {t("schedule.weekHours", { hours: formatHours(week.hours) })}
          </p>
        )}
      </div>
      <div className="min-w-0">
        {week.items.length === 0 && <p className="text-muted">{t("schedule.nothing")}</p>}
        <ul>
          {week.items.map((item) => {
            const concept = concepts.get(item.concept_id);
            return (
              concept && <PlannedRow key={item.concept_id} {...{ concept, item, roadmap, onLookInto }} />
            );
          })}
          {week.review_hours > 0 && (
            <li className="flex min-h-9 items-center gap-3 py-1 text-muted">
              <RotateCcw size={16} aria-hidden className="shrink-0" />
              <span className="min-w-0 flex-1">
                {t("schedule.review")} <span className="text-fine">{t("schedule.reviewText")}</span>
              </span>
              <span className="figures shrink-0 text-fine">{formatHours(week.review_hours)}</span>
            </li>
          )}
        </ul>
        {place !== "over" && (
          <Times sessions={calendar.sessions} week={week.number} zone={calendar.time_zone} />
        )}
      </div>
    </li>
  );
}

interface PlannedProps {
  concept: Concept;
  item: ShownWeek["week"]["items"][number];
  roadmap: Roadmap;
  onLookInto: (conceptId: string) => void;
}

function PlannedRow({ concept, item, roadmap, onLookInto }: PlannedProps) {
  const t = useT();
  const { formatHours } = useFormat();
  return (
    <li className="flex min-h-9 items-center gap-3 py-1">
      <StateMark concept={concept} />
      <span className="min-w-0 flex-1">
        <ConceptName {...{ roadmap, concept, onLookInto }} />
        {item.parts > 1 && (
          <span className="figures ml-2 text-fine text-muted">
            {t("schedule.part", { part: item.part, parts: item.parts })}
          </span>
        )}
      </span>
      <span className={cx("figures shrink-0 text-fine text-muted", isDone(concept) && "line-through")}>
        {formatHours(item.hours)}
      </span>
    </li>
  );
}

/** When that is: `Mon 19:00 · Wed 19:00`. */
function Times({ sessions, week, zone }: { sessions: readonly Session[]; week: number; zone: string }) {
  const { formatWeekday, formatTime } = useFormat();
  const begins = new Map<string, string>();
  for (const session of sessions)
    if (session.week === week && !begins.has(session.day)) begins.set(session.day, session.start);
  if (begins.size === 0) return null;
  return (
    <p className="figures mt-1 flex flex-wrap gap-x-4 gap-y-0.5 pl-7 text-fine text-muted">
      {[...begins].map(([day, start]) => (
        <span key={day}>
          {formatWeekday(day, "short")} {formatTime(start, zone)}
        </span>
      ))}
    </p>
  );
}
