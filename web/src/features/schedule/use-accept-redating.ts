import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toProblem } from "@/shared/api/problem";
import { problemText } from "@/shared/api/problem-text";
import { roadmapKeys } from "@/shared/api/roadmap-queries";
import { createSubmission } from "@/shared/api/submission";
import type { Redating, Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { showToast } from "@/shared/ui/toast";
import { acceptRedating, revertTo } from "./queries";

/** Keep proposed dates; the message that says so can take them back. */
export function useAcceptRedating(roadmap: Roadmap, onKept: () => void) {
  const t = useT();
  const client = useQueryClient();
  const [submission] = useState(createSubmission);
  const readAgain = () => client.invalidateQueries({ queryKey: roadmapKeys.all });
  const fail = (error: unknown) => {
    showToast("error", `${t("redate.failed")}: ${problemText(toProblem(error), t)}`);
    readAgain();
  };
  const undo = useMutation({
    mutationFn: (revision: number) => revertTo(roadmap.roadmap_id, revision, roadmap.revision),
    onSuccess: async () => {
      await readAgain();
      showToast("success", t("redate.undone"));
    },
    onError: fail,
  });
  return useMutation({
    mutationFn: ({ base_revision, aim, schedule_hash }: Redating) => {
      const body = { base_revision, aim, schedule_hash };
      return acceptRedating(roadmap.roadmap_id, body, submission.headers(body));
    },
    onSuccess: async ({ revision }) => {
      submission.settle();
      onKept();
      await readAgain();
      showToast("success", t("redate.accepted"), {
        label: t("redate.undo"),
        onPress: () => undo.mutate(revision),
      });
    },
    onError: fail,
  });
}
