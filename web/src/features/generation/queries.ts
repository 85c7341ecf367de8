import { api, unwrap } from "@/shared/api/client";

/** Write again what failed, as a new task. */
export const retryTask = (taskId: string, headers: { "Idempotency-Key": string }) =>
  unwrap(api.POST("/tasks/{task_id}/retry", { params: { path: { task_id: taskId } }, body: {}, headers }));
