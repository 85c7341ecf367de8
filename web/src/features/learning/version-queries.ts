/** The versions of a part of a concept: listed, asked for, chosen, read while they are written. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { problemFromAnswer, toProblem } from "@/shared/api/problem";
import { roadmapKeys } from "@/shared/api/roadmap-queries";
import type { GrowingText, UnitKind, UnitStatus } from "@/shared/api/types";
import type { ConceptAddress } from "./queries";

const BASE = "/roadmaps/{roadmap_id}/concepts/{concept_id}";
const KIND = `${BASE}/{kind}` as const;
const ITEM = `${BASE}/quiz/versions/{version}/items/{item_id}/removal` as const;

type Headers = { "Idempotency-Key": string };

const at = ({ roadmapId, conceptId }: ConceptAddress) => ({
  roadmap_id: roadmapId,
  concept_id: conceptId,
});

/** How often to look how it stands with a part that is at work. */
const AT_WORK_MS = 2_000;

export const isAtWork = (status: UnitStatus | undefined) => status === "pending" || status === "running";

export const versionsQuery = (address: ConceptAddress, kind: UnitKind) =>
  queryOptions({
    queryKey: roadmapKeys.versions(address.roadmapId, address.conceptId, kind),
    queryFn: () => unwrap(api.GET(`${KIND}/versions`, { params: { path: { ...at(address), kind } } })),
    refetchInterval: ({ state }) => (isAtWork(state.data?.status) ? AT_WORK_MS : false),
  });

/** The task that writes a part anew; where another page was quicker, its task is the answer. */
export async function rewritePart(
  address: ConceptAddress,
  kind: UnitKind,
  body: { instructions?: string },
  headers: Headers,
): Promise<{ task_id: string }> {
  try {
    return await unwrap(
      api.POST(`${KIND}/regenerate`, { params: { path: { ...at(address), kind } }, body, headers }),
    );
  } catch (error) {
    const { type, body: problem } = toProblem(error);
    if (type === "task-running" && typeof problem.task_id === "string") return { task_id: problem.task_id };
    throw error;
  }
}

export const chooseVersion = (address: ConceptAddress, kind: UnitKind, version: number) =>
  unwrap(api.PUT(`${KIND}/version`, { params: { path: { ...at(address), kind } }, body: { version } }));

interface ItemAddress extends ConceptAddress {
  version: number;
  itemId: string;
}

const item = (address: ItemAddress) => ({
  params: { path: { ...at(address), version: address.version, item_id: address.itemId } },
});

export const removeQuestion = (address: ItemAddress, reason: string) =>
  unwrap(api.PUT(ITEM, { ...item(address), body: reason ? { reason } : {} }));

export const putQuestionBack = (address: ItemAddress) => unwrap(api.DELETE(ITEM, item(address)));

export interface Growing {
  tag: string | undefined;
  text: GrowingText;
}

const WAIT_S = 25;

/** What there is of a tutorial that is being written; holds until there is more than `before`, and gives `before` back
 * where there is not. */
export async function readGrowing(
  address: ConceptAddress,
  before: Growing | undefined,
  signal: AbortSignal,
): Promise<Growing> {
  const { data, error, response } = await api.GET(`${BASE}/tutorial/growing`, {
    params: {
      path: at(address),
      query: { wait: before === undefined ? 0 : WAIT_S },
      ...(before?.tag !== undefined && { header: { "If-None-Match": before.tag } }),
    },
    signal,
  });
  if (response.status === 304 && before !== undefined) return before;
  if (data === undefined) throw problemFromAnswer(response, error);
  return { tag: response.headers.get("ETag") ?? undefined, text: data };
}
