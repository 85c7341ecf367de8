/** What the review asks of the server. */
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { toProblem } from "@/shared/api/problem";
import type { Decision, Operation, Proposal } from "@/shared/api/types";

type Headers = { "Idempotency-Key": string };

/** What words and operations would do; the operations come back with all that they left open. */
export const propose = (
  roadmapId: string,
  body: { base_revision: number; feedback?: string; operations: Operation[] },
): Promise<Proposal> =>
  unwrap(
    api.POST("/roadmaps/{roadmap_id}/proposals", {
      params: { path: { roadmap_id: roadmapId } },
      body,
    }),
  );

/** What operations would do. A proposal changes nothing, so asking again costs nothing. */
export const proposalQuery = (roadmapId: string, revision: number, operations: readonly Operation[]) =>
  queryOptions({
    queryKey: ["proposals", roadmapId, revision, operations],
    queryFn: () => propose(roadmapId, { base_revision: revision, operations: [...operations] }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: (failures, error) => failures < 2 && toProblem(error).isTransient,
  });

export function useProposal(roadmapId: string, revision: number, operations: readonly Operation[]) {
  return useQuery({
    ...proposalQuery(roadmapId, revision, operations),
    enabled: operations.length > 0,
    placeholderData: keepPreviousData,
  });
}

export const applyOperations = (
  roadmapId: string,
  body: { base_revision: number; operations: Operation[] },
  headers: Headers,
) =>
  unwrap(
    api.POST("/roadmaps/{roadmap_id}/operations", {
      params: { path: { roadmap_id: roadmapId } },
      body,
      headers,
    }),
  );

export const revertTo = (
  roadmapId: string,
  body: { base_revision: number; to_revision: number },
  headers: Headers,
) =>
  unwrap(
    api.POST("/roadmaps/{roadmap_id}/revert", { params: { path: { roadmap_id: roadmapId } }, body, headers }),
  );

/** Every revision, newest first; which one is newest tells when to ask again. */
export const revisionsQuery = (roadmapId: string, newest: number) =>
  queryOptions({
    queryKey: ["revisions", roadmapId, newest],
    queryFn: () =>
      unwrap(
        api.GET("/roadmaps/{roadmap_id}/revisions", { params: { path: { roadmap_id: roadmapId } } }),
      ).then(({ items }) => items),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Concepts of the catalog that words name or begin to name. */
export const conceptSearchQuery = (words: string, language: "en" | "zh") =>
  queryOptions({
    queryKey: ["catalog", "concepts", language, words],
    queryFn: () =>
      unwrap(api.GET("/catalog/concepts", { params: { query: { q: words, language, limit: 12 } } })).then(
        ({ items }) => items,
      ),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });

export const decide = (taskId: string, body: Decision, headers: Headers) =>
  unwrap(api.POST("/roadmaps/{task_id}/approve", { params: { path: { task_id: taskId } }, body, headers }));
