/** What pages read about roadmaps, under one key each. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./client";

export const roadmapKeys = {
  all: ["roadmaps"] as const,
  list: (deleted: boolean) => ["roadmaps", "list", deleted ? "deleted" : "kept"] as const,
  detail: (roadmapId: string) => ["roadmaps", "detail", roadmapId] as const,
  content: (roadmapId: string, conceptId: string, kind: string) =>
    ["roadmaps", "content", roadmapId, conceptId, kind] as const,
  versions: (roadmapId: string, conceptId: string, kind: string) =>
    ["roadmaps", "versions", roadmapId, conceptId, kind] as const,
  writing: (roadmapId: string, units: readonly string[] | undefined, anew: boolean) =>
    ["roadmaps", "writing", roadmapId, units ?? "all", anew] as const,
  why: (roadmapId: string, revision: number, conceptId: string) =>
    ["roadmaps", "why", roadmapId, revision, conceptId] as const,
};

export const roadmapQuery = (roadmapId: string) =>
  queryOptions({
    queryKey: roadmapKeys.detail(roadmapId),
    queryFn: () => unwrap(api.GET("/roadmaps/{roadmap_id}", { params: { path: { roadmap_id: roadmapId } } })),
  });

/** Why a concept is in a roadmap; it changes only with the revision. */
export const whyQuery = (roadmapId: string, revision: number, conceptId: string) =>
  queryOptions({
    queryKey: roadmapKeys.why(roadmapId, revision, conceptId),
    queryFn: () =>
      unwrap(
        api.GET("/roadmaps/{roadmap_id}/concepts/{concept_id}/why", {
          params: { path: { roadmap_id: roadmapId, concept_id: conceptId } },
        }),
      ),
  });

const place = (roadmapId: string) => ({ params: { path: { roadmap_id: roadmapId } } });

export const trashRoadmap = (roadmapId: string) =>
  unwrap(api.DELETE("/roadmaps/{roadmap_id}", place(roadmapId)));

export const restoreRoadmap = (roadmapId: string) =>
  unwrap(api.POST("/roadmaps/{roadmap_id}/restore", place(roadmapId)));
