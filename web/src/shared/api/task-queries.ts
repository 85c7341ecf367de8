/** What pages read about tasks, under one key each. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./client";
import type { TaskStatus } from "./types";

export const taskKeys = {
  all: ["tasks"] as const,
  list: (status: TaskStatus | undefined) => ["tasks", "list", status ?? "any"] as const,
  detail: (taskId: string) => ["tasks", "detail", taskId] as const,
  status: (taskId: string) => ["tasks", "status", taskId] as const,
};

export const taskQuery = (taskId: string) =>
  queryOptions({
    queryKey: taskKeys.detail(taskId),
    queryFn: () => unwrap(api.GET("/tasks/{task_id}", { params: { path: { task_id: taskId } } })),
  });

export const readSupport = (taskId: string) =>
  unwrap(api.GET("/tasks/{task_id}/support", { params: { path: { task_id: taskId } } }));

export const cancelTask = (taskId: string) =>
  unwrap(api.POST("/tasks/{task_id}/cancel", { params: { path: { task_id: taskId } } }));
