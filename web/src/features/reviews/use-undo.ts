import { useMutation, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { toProblem } from "@/shared/api/problem";
import { createSubmission } from "@/shared/api/submission";
import type { Roadmap } from "@/shared/api/types";
import { revertTo, revisionsQuery } from "./queries";
import { historyOf } from "./undo-history";

interface Options {
  roadmap: Roadmap;
  reload: () => Promise<void>;
  onError: (error: unknown) => void;
}

/** Undo and Redo of applied changes. Both are reverts, so nothing is ever lost and history only grows. */
export function useUndo({ roadmap, reload, onError }: Options) {
  const { roadmap_id: roadmapId, revision } = roadmap;
  const revisions = useQuery({ ...revisionsQuery(roadmapId, revision), enabled: revision > 1 });
  const { past, future } = useMemo(() => historyOf([...(revisions.data ?? [])].reverse()), [revisions.data]);
  const [submission] = useState(() => createSubmission());
  const revert = useMutation({
    mutationFn: (direction: "undo" | "redo") => {
      const to = (direction === "undo" ? past : future).at(-1);
      if (to === undefined) throw new Error("There is nothing to go back to.");
      const body = { base_revision: revision, to_revision: to };
      return revertTo(roadmapId, body, submission.headers(body));
    },
    onSuccess: async () => {
      submission.settle();
      await reload();
    },
    onError,
  });
  return {
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    isPending: revert.isPending,
    problem: revert.error ? toProblem(revert.error) : undefined,
    undo: () => revert.mutate("undo"),
    redo: () => revert.mutate("redo"),
  };
}
