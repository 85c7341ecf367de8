/** The changes being prepared and the words being written: kept in this tab, so that a reload loses neither. */
import { useCallback, useEffect, useState } from "react";
import type { Operation } from "@/shared/api/types";
import { forgetLeaveOut, readLeaveOut } from "@/shared/lib/goal-draft";
import { readSession, writeSession } from "@/shared/lib/session-store";
import {
  type Change,
  type ChangeList,
  NO_CHANGES,
  withAccepted,
  withHandEdit,
  withLastMadeAgain,
  withLastTakenBack,
  withOperations,
  withoutChange,
} from "./changes";
import type { Outline } from "./part";

interface Kept {
  list: ChangeList;
  words: string;
}

const store = (roadmapId: string): string => `edits.${roadmapId}`;

function opened(roadmapId: string, taskId: string): Kept {
  const kept = readSession<Kept>(store(roadmapId));
  if (kept !== undefined) return kept;
  const removals = readLeaveOut(taskId).map(({ id }): Operation[] => [
    { kind: "remove", target_id: id, because: "not_wanted" },
  ]);
  return { list: withOperations(NO_CHANGES, removals, "way_out"), words: "" };
}

export function useChanges(roadmapId: string, taskId: string) {
  const [kept, setKept] = useState(() => opened(roadmapId, taskId));
  useEffect(() => {
    const empty = kept.list.changes.length === 0 && kept.words === "";
    writeSession(store(roadmapId), empty ? undefined : kept);
    forgetLeaveOut(taskId);
  }, [kept, roadmapId, taskId]);

  const update = useCallback(
    (change: (list: ChangeList) => ChangeList) =>
      setKept((before) => ({ ...before, list: change(before.list) })),
    [],
  );
  return {
    changes: kept.list.changes,
    takenBack: kept.list.takenBack,
    words: kept.words,
    write: useCallback((words: string) => setKept((before) => ({ ...before, words })), []),
    addByHand: (outline: Outline, operations: readonly Operation[]) =>
      update((list) => withHandEdit(list, outline, operations)),
    add: (groups: readonly (readonly Operation[])[], from: Change["from"]) =>
      update((list) => withOperations(list, groups, from)),
    accept: (id: string, accepted: boolean) => update((list) => withAccepted(list, id, accepted)),
    drop: (id: string) => update((list) => withoutChange(list, id)),
    takeBack: () => update(withLastTakenBack),
    makeAgain: () => update(withLastMadeAgain),
    clear: useCallback(() => {
      // Also when the page has moved on: an event may be quicker than the answer to the call that made it.
      writeSession(store(roadmapId), undefined);
      update(() => NO_CHANGES);
    }, [roadmapId, update]),
  };
}

export type Changes = ReturnType<typeof useChanges>;
