import type { RoadmapSummary } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { useRestore } from "@/shared/lib/use-trash";
import { Button } from "@/shared/ui/button";
import { RoadmapLink } from "./roadmap-link";

/** A roadmap in the trash: since when, until when, and the way back. */
export function TrashRow({ roadmap }: { roadmap: RoadmapSummary }) {
  const t = useT();
  const { formatDay, formatSince, formatInstantExactly, localDay } = useFormat();
  const restore = useRestore();
  const { roadmap_id, title, goal, deleted_at: since, purge_at: until } = roadmap;
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-hairline py-4 hover:bg-sunken/60">
      <div className="min-w-0 flex-1 basis-60">
        <RoadmapLink roadmap={roadmap} />
        {goal !== title && <p className="line-clamp-1 text-muted">{goal}</p>}
        <p className="figures mt-1 flex flex-wrap gap-x-4 gap-y-1 text-fine text-muted">
          {since && (
            <time dateTime={since} title={formatInstantExactly(since)}>
              {t("trash.since", { when: formatSince(since) })}
            </time>
          )}
          {until && (
            <time dateTime={until} title={formatInstantExactly(until)}>
              {t("trash.until", { date: formatDay(localDay(new Date(until))) })}
            </time>
          )}
        </p>
      </div>
      <Button
        size="small"
        className="relative z-10"
        busy={restore.isPending}
        onClick={() => restore.mutate(roadmap_id)}
      >
        <span>
          {t("trash.restore")} <span className="sr-only">{title}</span>
        </span>
      </Button>
    </li>
  );
}
