import type { Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { isTerminal } from "@/shared/lib/task-words";
import { Banner } from "@/shared/ui/banner";
import { Button } from "@/shared/ui/button";
import { ErrorState } from "@/shared/ui/error-state";
import { WritingCost } from "@/shared/ui/writing-cost";
import { useRetry } from "../use-retry";

interface Props {
  roadmap: Roadmap;
  /** A run has begun that writes it. */
  onTask: (taskId: string) => void;
}

/** Concepts that came in after the approval: that nothing has been written for them, and the button that has it written. */
export function WriteMissing({ roadmap, onTask }: Props) {
  const t = useT();
  const retry = useRetry(roadmap.task_id, onTask);
  const count = roadmap.not_written.length;
  if (count === 0 || roadmap.deleted_at !== null || !isTerminal(roadmap.task_status)) return null;
  return (
    <>
      <Banner
        tone="needs_you"
        action={
          <Button size="small" look="primary" busy={retry.isBusy} onClick={() => retry.ask()}>
            {t("edit.write")}
          </Button>
        }
      >
        {t("edit.notWritten", { count })}
        <WritingCost roadmapId={roadmap.roadmap_id} />
      </Banner>
      {retry.error && <ErrorState title={t("edit.writeFailed")} error={retry.error} />}
    </>
  );
}
