import { useCallback, useEffect, useState } from "react";
import { type GoalDraft, keepDraft, readDraft } from "@/shared/lib/goal-draft";

/** The draft of this tab; it survives a reload. */
export function useGoalDraft(): { draft: GoalDraft; change: (update: Partial<GoalDraft>) => void } {
  const [draft, setDraft] = useState(readDraft);
  const change = useCallback(
    (update: Partial<GoalDraft>) => setDraft((before) => ({ ...before, ...update })),
    [],
  );
  useEffect(() => keepDraft(draft), [draft]);
  return { draft, change };
}
