import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { roadmapKeys } from "@/shared/api/roadmap-queries";
import { createSubmission } from "@/shared/api/submission";
import type { Operation, Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { isTerminal } from "@/shared/lib/task-words";
import { showToast } from "@/shared/ui/toast";
import { applyOperations, revertTo } from "../queries";
import { WaysOut } from "./ways-out";

/** The ways out of a roadmap that is being studied: one press changes it, another takes that back. */
export function WaysOutNow({ roadmap }: { roadmap: Roadmap }) {
  const t = useT();
  const client = useQueryClient();
  const { roadmap_id: roadmapId, revision, verdict } = roadmap;
  const [submission] = useState(() => createSubmission());
  const reload = () => client.invalidateQueries({ queryKey: roadmapKeys.detail(roadmapId) });
  const onError = () => {
    showToast("error", t("edit.way.failed"));
    reload();
  };
  const undo = useMutation({
    mutationFn: (body: { base_revision: number; to_revision: number }) =>
      revertTo(roadmapId, body, submission.headers(body)),
    onSuccess: () => {
      submission.settle();
      return reload();
    },
    onError,
  });
  const take = useMutation({
    mutationFn: (body: { base_revision: number; operations: Operation[] }) =>
      applyOperations(roadmapId, body, submission.headers(body)),
    onSuccess: async (changed, { base_revision }) => {
      submission.settle();
      await reload();
      showToast("success", t("edit.way.taken"), {
        label: t("review.undo"),
        onPress: () => undo.mutate({ base_revision: changed.revision, to_revision: base_revision }),
      });
    },
    onError,
  });
  const canChange =
    roadmap.state === "approved" && roadmap.deleted_at === null && isTerminal(roadmap.task_status);
  if (verdict === null || !canChange) return null;
  return (
    <WaysOut
      verdict={verdict}
      busy={take.isPending}
      onTake={(operations) => take.mutate({ base_revision: revision, operations })}
    />
  );
}
