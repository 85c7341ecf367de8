import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, unwrap } from "@/shared/api/client";
import { toProblem } from "@/shared/api/problem";
import { createSubmission } from "@/shared/api/submission";
import type { Roadmap } from "@/shared/api/types";
import { readSession, writeSession } from "@/shared/lib/session-store";
import { revertTo } from "./queries";
import { afterChange, afterRedo, afterUndo, startAt, type UndoHistory } from "./undo-history";

interface Options {
  roadmap: Roadmap;
  reload: () => Promise<void>;
  onError: (error: unknown) => void;
}

const store = (roadmapId: string): string => `undo.${roadmapId}`;

/** Undo and Redo of applied changes. A tab that has not seen the change asks who made the newest revision. */
export function useUndo({ roadmap, reload, onError }: Options) {
  const { roadmap_id: roadmapId, revision } = roadmap;
  const [history, setHistory] = useState<UndoHistory>(
    () => readSession<UndoHistory>(store(roadmapId)) ?? startAt(revision),
  );
  useEffect(() => writeSession(store(roadmapId), history), [history, roadmapId]);
  const isOurs = history.at === revision;
  const newest = useQuery({
    queryKey: ["revisions", roadmapId, revision],
    queryFn: () =>
      unwrap(
        api.GET("/roadmaps/{roadmap_id}/revisions", {
          params: { path: { roadmap_id: roadmapId } },
        }),
      ),
    enabled: revision > 1 && !(isOurs && history.past.length + history.future.length > 0),
    select: ({ items }) => items[0]?.by,
  });
  const inferred = newest.data === "person" && revision > 1 ? [revision - 1] : [];
  const present: UndoHistory =
    isOurs && history.past.length + history.future.length > 0
      ? history
      : { ...startAt(revision), past: inferred };

  const [submission] = useState(() => createSubmission());
  const revert = useMutation({
    mutationFn: (direction: "undo" | "redo") => {
      const to = (direction === "undo" ? present.past : present.future).at(-1);
      if (to === undefined) throw new Error("There is nothing to go back to.");
      const body = { base_revision: revision, to_revision: to };
      return revertTo(roadmapId, body, submission.headers(body));
    },
    onSuccess: async (changed, direction) => {
      submission.settle();
      const after = direction === "undo" ? afterUndo : afterRedo;
      setHistory(after(present, revision, changed.revision));
      await reload();
    },
    onError,
  });

  return {
    canUndo: present.past.length > 0,
    canRedo: present.future.length > 0,
    isPending: revert.isPending,
    problem: revert.error ? toProblem(revert.error) : undefined,
    undo: () => revert.mutate("undo"),
    redo: () => revert.mutate("redo"),
    noteChange: (from: number, to: number) => setHistory((before) => afterChange(before, from, to)),
  };
}
