import { Link, useNavigate } from "@tanstack/react-router";
import { ArrowRight, Pencil } from "lucide-react";
import type { Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { conceptsInOrder, isDone, nextConcept } from "@/shared/lib/roadmap-order";
import { useShortcut } from "@/shared/lib/shortcuts";
import { buttonClass } from "@/shared/ui/button";
import { PageHeading } from "@/shared/ui/page-heading";
import { ProgressRing } from "@/shared/ui/progress-ring";
import { StatusMark } from "@/shared/ui/status-mark";
import { TrashNotice } from "@/shared/ui/trash-notice";
import { VerdictLine } from "@/shared/ui/verdict-line";
import { RoadmapMenu } from "./roadmap-menu";

/** Title, verdict, how far one is, and the one button that leads on. */
export function RoadmapHeader({ roadmap }: { roadmap: Roadmap }) {
  const t = useT();
  const concepts = conceptsInOrder(roadmap);
  const isDeleted = roadmap.deleted_at !== null;
  const [done, total] = [concepts.filter(isDone).length, concepts.length];
  return (
    <header className="flex flex-col gap-4">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <PageHeading title={roadmap.title} className="text-display font-semibold" />
          {roadmap.goal !== roadmap.title && (
            <p className="mt-1 text-muted">{t("roadmap.goal", { goal: roadmap.goal })}</p>
          )}
        </div>
        <div className="flex shrink-0 items-start gap-1">
          {total > 0 && (
            <ProgressRing done={done} total={total} label={t("roadmap.progress", { done, total })} />
          )}
          {!isDeleted && <RoadmapMenu roadmap={roadmap} className="-mr-2" />}
        </div>
      </div>
      {roadmap.verdict && <VerdictLine verdict={roadmap.verdict} />}
      <TrashNotice roadmap={roadmap} />
      {roadmap.state === "approved" && !isDeleted && (
        <div className="flex flex-wrap items-center gap-2">
          <Continue roadmap={roadmap} started={done > 0} />
          <Link
            to="/app/roadmaps/$roadmapId/edit"
            params={{ roadmapId: roadmap.roadmap_id }}
            className={`${buttonClass()} py-2`}
          >
            <Pencil size={16} aria-hidden />
            {t("edit.open")}
          </Link>
        </div>
      )}
    </header>
  );
}

function Continue({ roadmap, started }: { roadmap: Roadmap; started: boolean }) {
  const t = useT();
  const navigate = useNavigate();
  const next = nextConcept(roadmap);
  const to = "/app/roadmaps/$roadmapId/concepts/$conceptId";
  const params = { roadmapId: roadmap.roadmap_id, conceptId: next?.concept_id ?? "" };
  useShortcut(
    { keys: "c", label: "roadmap.key.continue", group: "page" },
    () => navigate({ to, params }),
    next !== undefined,
  );
  if (next === undefined) return <StatusMark meaning="done" label={t("roadmap.allDone")} />;
  const begun = started || next.state === "in_progress";
  return (
    <Link to={to} params={params} className={`${buttonClass("primary")} self-start py-2`}>
      {begun ? t("roadmap.continue", { name: next.name }) : t("roadmap.start", { name: next.name })}
      <ArrowRight size={16} aria-hidden className="shrink-0" />
    </Link>
  );
}
