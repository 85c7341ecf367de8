import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { Banner } from "@/shared/ui/banner";
import { Button } from "@/shared/ui/button";
import { isPutOff, putOff } from "../not-now";
import { calendarQuery } from "../queries";

const RedatingDialog = lazy(() =>
  import("./redating-dialog").then(({ RedatingDialog }) => ({ default: RedatingDialog })),
);

/** Says that the dates no longer fit how the study goes, and offers new ones; silent while they do. */
export function RedatingBanner({ roadmap }: { roadmap: Roadmap }) {
  const t = useT();
  const { formatHours } = useFormat();
  const isUnderWay = roadmap.state === "approved" && roadmap.deleted_at === null;
  const { data: calendar } = useQuery({ ...calendarQuery(roadmap.roadmap_id), enabled: isUnderWay });
  const [isShown, setShown] = useState(false);
  const [isLater, setLater] = useState(false);
  if (!isUnderWay || calendar === undefined || calendar.revision !== roadmap.revision) return null;
  const { outcome, today, hours_behind, late, days_ahead } = calendar.standing;
  if (outcome !== "behind" && outcome !== "ahead") return null;
  const plan = [roadmap.roadmap_id, roadmap.revision, today, calendar.week_start] as const;
  if (isLater || isPutOff(...plan)) return null;
  const notNow = () => {
    putOff(...plan);
    setLater(true);
  };
  return (
    <>
      <Banner tone={outcome === "behind" ? "needs_you" : "waiting"}>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p className="min-w-0 flex-1 basis-56">
            {outcome === "behind"
              ? t("redate.behind", { hours: formatHours(hours_behind ?? 0), count: late?.length ?? 0 })
              : t("redate.ahead", { count: days_ahead ?? 0 })}
          </p>
          <span className="flex gap-2">
            <Button size="small" onClick={() => setShown(true)}>
              {t("redate.show")}
            </Button>
            <Button look="quiet" size="small" onClick={notNow}>
              {t("redate.later")}
            </Button>
          </span>
        </div>
      </Banner>
      <Suspense>
        {isShown && (
          <RedatingDialog
            roadmap={roadmap}
            firstAim={outcome === "behind" ? "fewest_moves" : "earliest_end"}
            onClose={() => setShown(false)}
          />
        )}
      </Suspense>
    </>
  );
}
