import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { API_BASE } from "@/shared/api/generated/channel";
import { roadmapKeys } from "@/shared/api/roadmap-queries";
import type { RedatingAim } from "@/shared/api/types";

const place = (roadmapId: string) => ({ params: { path: { roadmap_id: roadmapId } } });

/** Below the roadmap's own key, so that whatever changes the roadmap or its progress has these read again as well. */
const keys = {
  calendar: (roadmapId: string) => [...roadmapKeys.detail(roadmapId), "calendar"] as const,
  feed: (roadmapId: string) => [...roadmapKeys.detail(roadmapId), "feed"] as const,
  /** Elsewhere: once it is accepted, it is of a revision that nobody may ask about any more. */
  redating: (roadmapId: string, revision: number, aim: RedatingAim) =>
    ["redating", roadmapId, revision, aim] as const,
};

export const calendarQuery = (roadmapId: string) =>
  queryOptions({
    queryKey: keys.calendar(roadmapId),
    queryFn: () => unwrap(api.GET("/roadmaps/{roadmap_id}/calendar", place(roadmapId))),
  });

/** Where a browser fetches the calendar's file. */
export const calendarFile = (roadmapId: string) => `${API_BASE}/roadmaps/${roadmapId}/calendar.ics`;

export const feedQuery = (roadmapId: string) =>
  queryOptions({
    queryKey: keys.feed(roadmapId),
    queryFn: () => unwrap(api.GET("/roadmaps/{roadmap_id}/calendar-feed", place(roadmapId))),
  });

export const makeFeed = (roadmapId: string) =>
  unwrap(api.PUT("/roadmaps/{roadmap_id}/calendar-feed", place(roadmapId)));

export const revokeFeed = (roadmapId: string) =>
  unwrap(api.DELETE("/roadmaps/{roadmap_id}/calendar-feed", place(roadmapId)));

export const redatingQuery = (roadmapId: string, revision: number, aim: RedatingAim) =>
  queryOptions({
    queryKey: keys.redating(roadmapId, revision, aim),
    // Progress may have changed since it was last looked at.
    gcTime: 0,
    queryFn: () =>
      unwrap(
        api.POST("/roadmaps/{roadmap_id}/schedule/proposal", {
          ...place(roadmapId),
          body: { base_revision: revision, aim },
        }),
      ),
  });

interface Accepted {
  base_revision: number;
  aim: RedatingAim;
  schedule_hash: string;
}

export const acceptRedating = (roadmapId: string, body: Accepted, headers: { "Idempotency-Key": string }) =>
  unwrap(api.POST("/roadmaps/{roadmap_id}/schedule", { ...place(roadmapId), body, headers }));

export const revertTo = (roadmapId: string, base_revision: number, to_revision: number) =>
  unwrap(
    api.POST("/roadmaps/{roadmap_id}/revert", { ...place(roadmapId), body: { base_revision, to_revision } }),
  );
