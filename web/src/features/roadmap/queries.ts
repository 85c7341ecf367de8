import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { roadmapKeys } from "@/shared/api/roadmap-queries";

const PAGE = 50;
const RUNNING_MS = 3_000;

/** The roadmaps, or those in the trash. */
export const roadmapListQuery = (deleted: boolean) =>
  infiniteQueryOptions({
    queryKey: roadmapKeys.list(deleted),
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/roadmaps", {
          params: {
            query: { limit: PAGE, ...(deleted && { deleted }), ...(pageParam && { after: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ task_status }) => task_status === "processing"))
        ? RUNNING_MS
        : false,
  });
