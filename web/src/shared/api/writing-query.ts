/** What writing would take, before it is asked for. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./client";
import { roadmapKeys } from "./roadmap-queries";

export interface AskedParts {
  /** `concept_id:kind`; all when absent. */
  units?: readonly string[] | undefined;
  /** Another version of them, by a model, instead of what is missing of them. */
  anew?: boolean;
}

export const writingQuery = (roadmapId: string, { units, anew = false }: AskedParts = {}) =>
  queryOptions({
    queryKey: roadmapKeys.writing(roadmapId, units, anew),
    queryFn: () =>
      unwrap(
        api.POST("/roadmaps/{roadmap_id}/writing", {
          params: { path: { roadmap_id: roadmapId } },
          body: { anew, ...(units && { units: [...units] }) },
        }),
      ),
    // Another model may have been chosen a moment ago, and its costs are others.
    staleTime: 0,
  });
