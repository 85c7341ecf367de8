import { Link } from "@tanstack/react-router";
import type { Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { isTerminal } from "@/shared/lib/task-words";
import { Banner } from "@/shared/ui/banner";

/** Whether the run that was making a roadmap has ended before an approval; none will come by itself. */
export const isGivenUp = ({ state, task_status }: Roadmap): boolean =>
  state !== "approved" && isTerminal(task_status);

/** How the making of a roadmap ended that was never approved. */
export function GivenUp({ roadmap: { task_id, task_status } }: { roadmap: Roadmap }) {
  const t = useT();
  const wasCancelled = task_status === "cancelled";
  return (
    <Banner
      tone={wasCancelled ? "cancelled" : "failed"}
      className="w-full"
      action={
        <Link to="/app/tasks/$taskId" params={{ taskId: task_id }} className="link">
          {t("roadmap.openGivenUp")}
        </Link>
      }
    >
      {t(wasCancelled ? "roadmap.givenUp.cancelled" : "roadmap.givenUp.failed")}
    </Banner>
  );
}
