import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { taskKeys } from "@/shared/api/task-queries";
import type { TaskDetail, TaskStatus } from "@/shared/api/types";

const PAGE = 50;
/** While something runs, the list is read again this often; a task's own page is live. */
const RUNNING_MS = 2_000;
const WAITING_MS = 15_000;

function refreshAfter(tasks: readonly TaskDetail[]): number | false {
  if (tasks.some(({ status }) => status === "processing" || status === "pending")) return RUNNING_MS;
  return tasks.some(({ terminal }) => !terminal) ? WAITING_MS : false;
}

export const taskListQuery = (status: TaskStatus | undefined) =>
  infiniteQueryOptions({
    queryKey: taskKeys.list(status),
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/tasks", {
          params: {
            query: { limit: PAGE, ...(status && { status }), ...(pageParam && { after: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: (query) => refreshAfter(query.state.data?.pages.flatMap(({ items }) => items) ?? []),
  });
