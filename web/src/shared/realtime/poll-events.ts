/** One long-poll request, and the status call that goes with that transport. */
import { api, unwrap } from "@/shared/api/client";
import { CLIENT_PACE as PACE } from "@/shared/api/generated/channel";
import type { EventPage } from "@/shared/api/types";
import { type StatusNow, statusFromCall } from "./apply-status";

export function pollEvents(
  taskId: string,
  after: string | undefined,
  signal: AbortSignal,
): Promise<EventPage> {
  const query = { limit: PACE.poll_limit, wait: PACE.poll_wait_ms / 1000, after: after ?? "0" };
  return unwrap(api.GET("/tasks/{task_id}/events", { params: { path: { task_id: taskId }, query }, signal }));
}

export async function readStatusNow(taskId: string): Promise<StatusNow> {
  const call = api.GET("/tasks/{task_id}/status", { params: { path: { task_id: taskId } } });
  return statusFromCall(await unwrap(call));
}
