import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { toProblem } from "@/shared/api/problem";
import { roadmapKeys } from "@/shared/api/roadmap-queries";
import type { LearnerState, UnitKind } from "@/shared/api/types";

export interface ConceptAddress {
  roadmapId: string;
  conceptId: string;
}

const path = ({ roadmapId, conceptId }: ConceptAddress) => ({
  path: { roadmap_id: roadmapId, concept_id: conceptId },
});

const atVersion = (address: ConceptAddress, version: number | undefined) => ({
  ...path(address),
  ...(version !== undefined && { query: { version } }),
});

/** How often to look for a part that is still to be written. */
const WAITING_MS = 3_000;

/** What keeps a part from being read: it is to come, it failed, or it was left out. */
export type NotReady = "pending" | "running" | "failed" | "skipped";

export function notReady(error: unknown): NotReady | undefined {
  const problem = toProblem(error);
  if (problem.type !== "content-not-ready") return undefined;
  const status = problem.body.unit_status;
  return status === "failed" || status === "skipped" || status === "running" ? status : "pending";
}

const isToCome = (error: unknown) => {
  const why = error ? notReady(error) : undefined;
  return why === "pending" || why === "running";
};

/** An older version beside the one that is in use, each under a key of its own. */
const contentKey = ({ roadmapId, conceptId }: ConceptAddress, kind: UnitKind, version: number | undefined) =>
  version === undefined
    ? roadmapKeys.content(roadmapId, conceptId, kind)
    : ([...roadmapKeys.content(roadmapId, conceptId, kind), version] as const);

const content = <Data>(
  address: ConceptAddress,
  kind: UnitKind,
  version: number | undefined,
  read: () => Promise<Data>,
) =>
  queryOptions({
    queryKey: contentKey(address, kind, version),
    queryFn: read,
    // A version never changes; a newer one comes with another task.
    staleTime: 60_000,
    refetchInterval: ({ state }) => (isToCome(state.error) ? WAITING_MS : false),
  });

const BASE = "/roadmaps/{roadmap_id}/concepts/{concept_id}";

export const tutorialQuery = (address: ConceptAddress, version?: number) =>
  content(address, "tutorial", version, () =>
    unwrap(api.GET(`${BASE}/tutorial`, { params: atVersion(address, version) })),
  );

export const resourcesQuery = (address: ConceptAddress, version?: number) =>
  content(address, "resources", version, () =>
    unwrap(api.GET(`${BASE}/resources`, { params: atVersion(address, version) })),
  );

/** Has the links looked at; takes as long as the sites do. */
export const checkLinks = (address: ConceptAddress) =>
  unwrap(api.POST(`${BASE}/resources/check`, { params: path(address) }));

export const quizQuery = (address: ConceptAddress, version?: number) =>
  content(address, "quiz", version, () =>
    unwrap(api.GET(`${BASE}/quiz`, { params: atVersion(address, version) })),
  );

export type Answers = Readonly<Record<string, readonly string[]>>;

export const gradeAnswers = (
  address: ConceptAddress,
  body: { version: number; answers: Record<string, string[]> },
  headers: { "Idempotency-Key": string },
) => unwrap(api.POST(`${BASE}/quiz/attempts`, { params: path(address), body, headers }));

export const saveProgress = (address: ConceptAddress, state: LearnerState) =>
  unwrap(api.PUT(`${BASE}/progress`, { params: path(address), body: { state } }));
