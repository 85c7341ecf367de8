import { QueryClient } from "@tanstack/react-query";
import { toProblem } from "@/shared/api/problem";

const RETRIES = 2;

/**
 * One cache of server data per page. Queries do not pass their abort signal on: a read that nobody waits for any more
 * still fills the cache, and a cancelled request would stand in the console as a failed one.
 *
 * A refusal is final; only what may pass by itself is tried again.
 */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => failures < RETRIES && toProblem(error).isTransient,
      },
      mutations: { retry: false },
    },
  });
