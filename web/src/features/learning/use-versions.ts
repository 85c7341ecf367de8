import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { roadmapKeys } from "@/shared/api/roadmap-queries";
import { createSubmission } from "@/shared/api/submission";
import { cancelTask } from "@/shared/api/task-queries";
import type { UnitKind } from "@/shared/api/types";
import type { ConceptAddress } from "./queries";
import { chooseVersion, isAtWork, rewritePart, versionsQuery } from "./version-queries";

/** Everything about a roadmap is read again: a part has another version, or another task is at work on it. */
function useReadAgain(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: roadmapKeys.all });
}

/** The versions of a part; when what is at work on it ends, the part is read again. */
export function useVersions(address: ConceptAddress, kind: UnitKind) {
  const versions = useQuery(versionsQuery(address, kind));
  const readAgain = useReadAgain();
  const wasAtWork = useRef(false);
  const atWork = isAtWork(versions.data?.status);
  useEffect(() => {
    if (wasAtWork.current && !atWork) void readAgain();
    wasAtWork.current = atWork;
  });
  return versions.data;
}

/** Has a part written anew. */
export function useRewrite(address: ConceptAddress, kind: UnitKind, onBegun?: () => void) {
  const readAgain = useReadAgain();
  const [submission] = useState(() => createSubmission());
  return useMutation({
    mutationFn: (instructions: string) => {
      const body = instructions ? { instructions } : {};
      return rewritePart(address, kind, body, submission.headers({ ...address, kind, ...body }));
    },
    onSuccess: () => {
      submission.settle();
      onBegun?.();
      return readAgain();
    },
  });
}

/** Puts a version in use. */
export function useChooseVersion(address: ConceptAddress, kind: UnitKind) {
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: (version: number) => chooseVersion(address, kind, version),
    onSuccess: readAgain,
  });
}

/** Stops the task that writes a part. */
export function useStopWriting() {
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: cancelTask,
    // It may just have ended by itself.
    onSettled: readAgain,
  });
}
