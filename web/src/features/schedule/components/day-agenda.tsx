import { RotateCcw } from "lucide-react";
import type { Concept, Roadmap, Session } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { ConceptName, StateMark } from "./planned-concept";

interface Props {
  roadmap: Roadmap;
  day: string;
  sessions: readonly Session[];
  timeZone: string;
  concepts: ReadonlyMap<string, Concept>;
  onLookInto: (conceptId: string) => void;
}

/** The sessions of one day, with times and names in full. */
export function DayAgenda({ roadmap, day, sessions, timeZone, concepts, onLookInto }: Props) {
  const t = useT();
  const { formatDayExactly, formatTime, formatMinutes } = useFormat();
  return (
    <section aria-labelledby="agenda" className="flex flex-col gap-1">
      <h3 id="agenda" className="font-semibold">
        {formatDayExactly(day)}
      </h3>
      {sessions.length === 0 && <p className="text-muted">{t("schedule.day.none")}</p>}
      <ul>
        {sessions.map((session) => {
          const concept = session.concept_id === null ? undefined : concepts.get(session.concept_id);
          return (
            <li
              key={session.start}
              className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-1 border-b border-hairline py-2 last:border-b-0"
            >
              <span className="figures w-32 shrink-0 text-muted">
                {t("schedule.session", {
                  from: formatTime(session.start, timeZone),
                  to: formatTime(session.end, timeZone),
                })}
              </span>
              <span className="flex min-w-0 flex-1 basis-48 items-center gap-3">
                {concept ? (
                  <>
                    <StateMark concept={concept} />
                    <span className="min-w-0">
                      <ConceptName {...{ roadmap, concept, onLookInto }} />
                      {session.count > 1 && (
                        <span className="figures ml-2 text-fine text-muted">
                          {t("schedule.sessionOf", { number: session.number, count: session.count })}
                        </span>
                      )}
                    </span>
                  </>
                ) : (
                  <>
                    <RotateCcw size={16} aria-hidden className="shrink-0 text-muted" />
                    <span>
                      {t("schedule.review")}{" "}
                      <span className="text-fine text-muted">{t("schedule.reviewText")}</span>
                    </span>
                  </>
                )}
              </span>
              <span className="figures shrink-0 text-fine text-muted">{formatMinutes(session.minutes)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
