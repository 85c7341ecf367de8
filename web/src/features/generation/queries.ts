import { api, unwrap } from "@/shared/api/client";
import { toProblem } from "@/shared/api/problem";

/** The run that writes again what is missing: all of it, or the units named. */
interface Retry {
  task_id: string;
}

/**
 * Have what is missing written again, as a new task. Where another page was quicker, its task is the answer: it is at
 * work on the same roadmap, and one at a time is.
 */
export async function retryTask(
  taskId: string,
  units: readonly string[] | undefined,
  headers: { "Idempotency-Key": string },
): Promise<Retry> {
  const body = units === undefined ? {} : { units: [...units] };
  const params = { path: { task_id: taskId } };
  try {
    return await unwrap(api.POST("/tasks/{task_id}/retry", { params, body, headers }));
  } catch (error) {
    const { type, body: problem } = toProblem(error);
    if (type === "task-running" && typeof problem.task_id === "string") return { task_id: problem.task_id };
    throw error;
  }
}
