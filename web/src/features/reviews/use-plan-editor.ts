/** Everything an editor of a plan can do: prepare changes and see their effect, apply them, and go back. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { type ProblemError, toProblem } from "@/shared/api/problem";
import { roadmapKeys } from "@/shared/api/roadmap-queries";
import { createSubmission } from "@/shared/api/submission";
import type { Operation, Roadmap } from "@/shared/api/types";
import { applyChanges, changeAt, effectsByChange, inGroups, operationsOf } from "./changes";
import { withOpinions } from "./opinions";
import { outlineOf } from "./outline";
import { applyOperations, proposalQuery, propose, useProposal } from "./queries";
import { useChanges } from "./use-changes";
import { useUndo } from "./use-undo";

const isStale = (problem: ProblemError): boolean =>
  problem.type === "stale-revision" || problem.type === "stale-review";

/** Which operation was refused, by its place in the list: the pointer goes on within the operation. */
function refusedIndex(problem: ProblemError | undefined): number | undefined {
  if (problem?.type !== "operation-refused") return undefined;
  const index = Number(problem.errors[0]?.pointer.split("/")[2]);
  return Number.isInteger(index) ? index : undefined;
}

export function usePlanEditor(roadmap: Roadmap, taskId: string) {
  const client = useQueryClient();
  const { roadmap_id: roadmapId, revision } = roadmap;
  const changes = useChanges(roadmapId, taskId);
  const base = useMemo(() => outlineOf(roadmap), [roadmap]);
  const applied = useMemo(() => applyChanges(base, changes.changes), [base, changes.changes]);
  const operations = useMemo(() => operationsOf(applied.accepted), [applied]);
  const proposal = useProposal(roadmapId, revision, operations);
  const [changedElsewhere, setChangedElsewhere] = useState(false);
  const [notUnderstood, setNotUnderstood] = useState<readonly string[]>([]);
  const [submission] = useState(() => createSubmission());

  const reload = () => client.invalidateQueries({ queryKey: roadmapKeys.detail(roadmapId) });

  /** What was typed stays; what it was based on is loaded again. */
  function onError(error: unknown): void {
    if (!isStale(toProblem(error))) return;
    setChangedElsewhere(true);
    reload();
  }

  const undo = useUndo({ roadmap, reload, onError });

  /** Ask what these would do behind the accepted ones; the server fills in what they leave open. */
  async function ask(more: { feedback?: string; operations?: readonly Operation[] }) {
    const { feedback, operations: added = [] } = more;
    const answer = await propose(roadmapId, {
      base_revision: revision,
      operations: [...operations, ...added],
      ...(feedback !== undefined && { feedback }),
    });
    const proposed = answer.operations.map(({ operation }) => operation);
    client.setQueryData(proposalQuery(roadmapId, revision, proposed).queryKey, answer);
    return { proposed: proposed.slice(operations.length), notUnderstood: answer.not_understood };
  }

  const words = useMutation({
    mutationFn: (feedback: string) => ask({ feedback }),
    onSuccess: (answer) => {
      changes.add(inGroups(answer.proposed), "words");
      setNotUnderstood(answer.notUnderstood);
      changes.write("");
    },
    onError: (error) => {
      const unread = toProblem(error).body.not_understood;
      setNotUnderstood(Array.isArray(unread) ? unread.map(String) : []);
      onError(error);
    },
  });

  /** A change of which the server has to say what exactly it is: a place, an id, what comes along. */
  const prepare = useMutation({
    mutationFn: (operation: Operation) => ask({ operations: [operation] }),
    onSuccess: ({ proposed }) => changes.addByHand(base, proposed),
    onError,
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
      return applyOperations(roadmapId, body, submission.headers(body));
    },
    onSuccess: async () => {
      submission.settle();
      await reload();
      changes.clear();
      setNotUnderstood([]);
      setChangedElsewhere(false);
    },
    onError,
  });

  /** A way out is taken at once; what is being prepared stays, and so does the way back. */
  const takeWayOut = useMutation({
    mutationFn: (way: readonly Operation[]) => {
      const body = { base_revision: revision, operations: [...way] };
      return applyOperations(roadmapId, body, submission.headers(body));
    },
    onSuccess: async () => {
      submission.settle();
      await reload();
    },
    onError,
  });

  // Another tab may change the plan under prepared changes; what this page does itself is no news.
  const isOwn = apply.isPending || undo.isPending || takeWayOut.isPending;
  const seenRevision = useRef(revision);
  useEffect(() => {
    if (seenRevision.current === revision) return;
    seenRevision.current = revision;
    if (!isOwn && changes.changes.length > 0) setChangedElsewhere(true);
  }, [revision, isOwn, changes.changes.length]);

  const isFresh = proposal.data !== undefined && !proposal.isPlaceholderData && operations.length > 0;
  const fresh = isFresh ? proposal.data : undefined;
  const effects = effectsByChange(
    applied.accepted,
    (fresh?.operations ?? []).map(({ effect }) => effect),
  );
  const problem = proposal.error ? toProblem(proposal.error) : undefined;
  const refused = refusedIndex(problem);
  return {
    base,
    outline: applied.outline,
    changes,
    accepted: applied.accepted,
    operations,
    stale: applied.stale,
    effects,
    /** The effect of all accepted changes; of the ones before while the next is worked out. */
    diff: operations.length > 0 ? proposal.data?.diff : undefined,
    refusedId: refused === undefined ? undefined : changeAt(applied.accepted, refused)?.id,
    proposalProblem: problem,
    /** What an approval would have written; null where none is waited for. */
    writing: (operations.length > 0 ? proposal.data?.writing : undefined) ?? roadmap.writing,
    validation: withOpinions(
      (operations.length > 0 ? proposal.data?.validation : undefined) ?? roadmap.validation,
      roadmap.critique,
      applied.outline,
    ),
    words,
    write,
    notUnderstood,
    prepare,
    apply,
    takeWayOut,
    undo,
    changedElsewhere,
    onError,
    reload,
  };
}

export type PlanEditor = ReturnType<typeof usePlanEditor>;
