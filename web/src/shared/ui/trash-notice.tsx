import { Trash2 } from "lucide-react";
import type { Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { useRestore } from "@/shared/lib/use-trash";
import { Button } from "./button";

/** That a roadmap is in the trash, until when, and the way back; nothing while it is not. */
export function TrashNotice({ roadmap }: { roadmap: Pick<Roadmap, "roadmap_id" | "purge_at"> }) {
  const t = useT();
  const { formatDay, formatInstantExactly, localDay } = useFormat();
  const restore = useRestore();
  const { roadmap_id: roadmapId, purge_at: purgeAt } = roadmap;
  if (purgeAt === null) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card bg-sunken px-4 py-3 text-body"
    >
      <Trash2 size={16} aria-hidden className="shrink-0 text-muted" />
      <p className="min-w-0 flex-1">
        {t("trash.notice")}{" "}
        <time dateTime={purgeAt} title={formatInstantExactly(purgeAt)} className="text-muted">
          {t("trash.until", { date: formatDay(localDay(new Date(purgeAt))) })}
        </time>
      </p>
      <Button size="small" busy={restore.isPending} onClick={() => restore.mutate(roadmapId)}>
        {t("trash.restore")}
      </Button>
    </div>
  );
}
