import { Link } from "@tanstack/react-router";
import type { Roadmap, UnitStatus } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { conceptsInOrder } from "@/shared/lib/roadmap-order";
import { Banner } from "@/shared/ui/banner";
import { GivenUp, isGivenUp } from "./given-up";

function countUnits(roadmap: Roadmap, ...statuses: UnitStatus[]): number {
  return (
    conceptsInOrder(roadmap)
      .flatMap(({ units }) => Object.values(units))
      // A new version that is to come, or that could not be written, takes nothing away.
      .filter(({ status, version }) => version === 0 && statuses.includes(status)).length
  );
}

/** What is true of the roadmap beside its content: not approved yet, still being written, parts missing. */
export function RoadmapNotices({ roadmap }: { roadmap: Roadmap }) {
  const t = useT();
  const task = (words: string) => (
    <Link to="/app/tasks/$taskId" params={{ taskId: roadmap.task_id }} className="link">
      {words}
    </Link>
  );
  // In the trash it waits for nothing and nobody writes it; that is said above.
  if (roadmap.deleted_at !== null) return null;
  if (isGivenUp(roadmap)) return <GivenUp roadmap={roadmap} />;
  if (roadmap.state === "drafting")
    return (
      <Banner tone="running" action={task(t("roadmap.openTask"))}>
        {t("roadmap.drafting")}
      </Banner>
    );
  if (roadmap.state === "in_review")
    return (
      <Banner tone="needs_you" action={task(t("roadmap.openReview"))}>
        {t("roadmap.inReview")}
      </Banner>
    );
  const writing = countUnits(roadmap, "pending", "running");
  const failed = countUnits(roadmap, "failed");
  return (
    <>
      {writing > 0 && (
        <Banner tone="running" action={task(t("roadmap.openTask"))}>
          {t("roadmap.writing", { missing: writing })}
        </Banner>
      )}
      {failed > 0 && (
        <Banner tone="failed" action={task(t("roadmap.openMissing"))}>
          {t("roadmap.missing", { missing: failed })}
        </Banner>
      )}
    </>
  );
}
