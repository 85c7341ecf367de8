/** One long-poll request, and the status call that goes with that transport. */
import { api, unwrap } from "@/shared/api/client";
import type { EventPage } from "@/shared/api/types";
import { type StatusNow, statusFromCall } from "./apply-status";

const WAIT_SECONDS = 25;
const LIMIT = 500;

export function pollEvents(
  taskId: string,
  after: string | undefined,
  signal: AbortSignal,
): Promise<EventPage> {
  const query = { limit: LIMIT, wait: WAIT_SECONDS, after: after ?? "0" };
  return unwrap(api.GET("/tasks/{task_id}/events", { params: { path: { task_id: taskId }, query }, signal }));
}

export async function readStatusNow(taskId: string): Promise<StatusNow> {
  const call = api.GET("/tasks/{task_id}/status", { params: { path: { task_id: taskId } } });
  return statusFromCall(await unwrap(call));
}
