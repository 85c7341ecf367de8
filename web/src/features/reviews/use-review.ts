/** Everything a review can do: prepare changes and see their effect, apply them, go back, and decide. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { type ProblemError, toProblem } from "@/shared/api/problem";
import { roadmapKeys } from "@/shared/api/roadmap-queries";
import { createSubmission } from "@/shared/api/submission";
import type { Effect, Roadmap } from "@/shared/api/types";
import type { TaskView } from "@/shared/realtime/task-view";
import { applyChanges, operationsOf } from "./changes";
import { outlineOf } from "./outline";
import { applyOperations, decide, proposalQuery, proposeWords, useProposal } from "./queries";
import { useChanges } from "./use-changes";
import { useUndo } from "./use-undo";

const isStale = (problem: ProblemError): boolean =>
  problem.type === "stale-revision" || problem.type === "stale-review";

/** Which operation was refused, by its place in the list. */
function refusedIndex(problem: ProblemError | undefined): number | undefined {
  if (problem?.type !== "operation-refused") return undefined;
  const index = Number(problem.errors[0]?.pointer.split("/").pop());
  return Number.isInteger(index) ? index : undefined;
}

export function useReview(task: TaskView, roadmap: Roadmap) {
  const client = useQueryClient();
  const { roadmap_id: roadmapId, revision } = roadmap;
  const changes = useChanges(roadmapId, task.task_id);
  const base = useMemo(() => outlineOf(roadmap), [roadmap]);
  const applied = useMemo(() => applyChanges(base, changes.changes), [base, changes.changes]);
  const operations = useMemo(() => operationsOf(applied.accepted), [applied]);
  const proposal = useProposal(roadmapId, revision, operations);
  const [changedElsewhere, setChangedElsewhere] = useState(false);
  const [notUnderstood, setNotUnderstood] = useState<readonly string[]>([]);
  const [submissions] = useState(() => ({ apply: createSubmission(), decide: createSubmission() }));

  const reload = () => client.invalidateQueries({ queryKey: roadmapKeys.detail(roadmapId) });

  /** What was typed stays; what it was based on is loaded again. */
  function onError(error: unknown): void {
    if (!isStale(toProblem(error))) return;
    setChangedElsewhere(true);
    reload();
  }

  const undo = useUndo({ roadmap, reload, onError });

  const words = useMutation({
    mutationFn: (text: string) => proposeWords(roadmapId, revision, operations, text),
    onSuccess: (answer) => {
      const proposed = answer.operations.map(({ operation }) => operation);
      client.setQueryData(proposalQuery(roadmapId, revision, proposed).queryKey, answer);
      changes.add(proposed.slice(operations.length), "words");
      setNotUnderstood(answer.not_understood);
      changes.write("");
    },
    onError: (error) => {
      const unread = toProblem(error).body.not_understood;
      setNotUnderstood(Array.isArray(unread) ? unread.map(String) : []);
      onError(error);
    },
  });

  /** New words: what was said about the ones before is over. */
  function write(text: string): void {
    changes.write(text);
    if (!words.isError) return;
    words.reset();
    setNotUnderstood([]);
  }

  const apply = useMutation({
    mutationFn: () => {
      const body = { base_revision: revision, operations };
      return applyOperations(roadmapId, body, submissions.apply.headers(body));
    },
    onSuccess: async (changed) => {
      submissions.apply.settle();
      undo.noteChange(revision, changed.revision);
      await reload();
      changes.clear();
      setNotUnderstood([]);
      setChangedElsewhere(false);
    },
    onError,
  });

  const approve = useMutation({
    mutationFn: () => {
      const body = {
        approved: true,
        ...(task.review_id !== null && { review_id: task.review_id }),
        ...(operations.length > 0 && { operations }),
      };
      return decide(task.task_id, body, submissions.decide.headers(body));
    },
    onSuccess: () => {
      submissions.decide.settle();
      changes.clear();
    },
    onError: (error) => {
      onError(error);
      if (toProblem(error).type === "roadmap-blocked") reload();
    },
  });

  // Another tab may change the plan under prepared changes; what this page does itself is no news.
  const isOwn = apply.isPending || undo.isPending;
  const seenRevision = useRef(revision);
  useEffect(() => {
    if (seenRevision.current === revision) return;
    seenRevision.current = revision;
    if (!isOwn && changes.changes.length > 0) setChangedElsewhere(true);
  }, [revision, isOwn, changes.changes.length]);

  const isFresh = proposal.data !== undefined && !proposal.isPlaceholderData && operations.length > 0;
  const fresh = isFresh ? proposal.data : undefined;
  const effects = new Map<string, Effect>();
  applied.accepted.forEach(({ id }, index) => {
    const effect = fresh?.operations[index]?.effect;
    if (effect !== undefined) effects.set(id, effect);
  });
  const problem = proposal.error ? toProblem(proposal.error) : undefined;
  const refused = refusedIndex(problem);
  return {
    base,
    outline: applied.outline,
    changes,
    accepted: applied.accepted,
    stale: applied.stale,
    effects,
    /** The effect of all accepted changes; of the ones before while the next is worked out. */
    diff: operations.length > 0 ? proposal.data?.diff : undefined,
    refusedId: refused === undefined ? undefined : applied.accepted[refused]?.id,
    proposalProblem: problem,
    validation: (operations.length > 0 ? proposal.data?.validation : undefined) ?? roadmap.validation,
    words,
    write,
    notUnderstood,
    apply,
    approve,
    undo,
    changedElsewhere,
  };
}

export type Review = ReturnType<typeof useReview>;
