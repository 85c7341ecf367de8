/** What a goal is understood as, who would plan it, and what that takes; makes nothing. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./client";
import { ProblemError, toProblem } from "./problem";
import type { GoalRequest, Refusal } from "./types";

export const previewKeys = { all: ["preview"] as const };

export const previewQuery = (body: GoalRequest) =>
  queryOptions({
    queryKey: [...previewKeys.all, body],
    queryFn: async () => {
      const { preview, refused } = await unwrap(api.POST("/roadmaps/preview", { body }));
      if (preview) return preview;
      // An answer and no failed request: half-typed goals are refused all the time.
      throw refused ? problemFromRefusal(refused) : new Error("The preview has no content.");
    },
    staleTime: 60_000,
    retry: (failures, error) => failures < 1 && toProblem(error).isTransient,
  });

const problemFromRefusal = (refused: Refusal): ProblemError =>
  new ProblemError({
    type: refused.type.split("/").pop() ?? refused.type,
    status: 422,
    detail: refused.detail,
    body: refused,
  });
