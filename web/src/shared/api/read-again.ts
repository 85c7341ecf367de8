import type { QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * Have everything under a key read again that is shown.
 *
 * Invalidating alone leaves a first answer that is still on its way, and it may have been given before that which makes
 * it old.
 */
export async function readAgain(client: QueryClient, queryKey: QueryKey): Promise<void> {
  await client.cancelQueries({ queryKey });
  await client.invalidateQueries({ queryKey });
}
