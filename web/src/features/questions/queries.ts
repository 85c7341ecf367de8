import { api, unwrap } from "@/shared/api/client";

/** Answer what was asked back: by question id, one of its options or a few words. */
export const answerQuestions = (
  taskId: string,
  answers: Readonly<Record<string, string>>,
  headers: { "Idempotency-Key": string },
) =>
  unwrap(
    api.POST("/tasks/{task_id}/answers", {
      params: { path: { task_id: taskId } },
      body: { answers: { ...answers } },
      headers,
    }),
  );
