import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import type { StudySlot } from "@/shared/api/types";

export const studyTimesQuery = queryOptions({
  queryKey: ["study-times"] as const,
  queryFn: () => unwrap(api.GET("/settings/study-times", {})),
});

export const saveStudyTimes = (slots: StudySlot[]) =>
  unwrap(api.PUT("/settings/study-times", { body: { slots } }));
