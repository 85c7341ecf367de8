/** What the client does on each close code, as the contract says. */
import { CLOSE_CODES } from "@/shared/api/generated/channel";

/**
 * - `done`: everything has been delivered
 * - `retry`: try again with jitter
 * - `retry_spread`: the server comes back in a moment; the first delay is spread over some seconds
 * - `retry_after`: not before the time that the reason names
 * - `retry_then_poll`: try again, but several times in a while mean long-poll
 * - `refresh_session`: once
 * - `final`: trying again cannot help
 */
export type CloseAction = (typeof CLOSE_CODES)[keyof typeof CLOSE_CODES]["client"];

/** How a transport says that it ended without a reason. */
export const LOST = 1006;
export const isWithoutReason = (code: number): boolean => code === 1005 || code === LOST;

/** A code that the contract does not name is a loss like any other. */
export function closeAction(code: number): CloseAction {
  return (CLOSE_CODES as Record<number, { client: CloseAction } | undefined>)[code]?.client ?? "retry";
}

/** What the reason of a refused admission says, `retry_after_ms=<n>`; 0 when it says nothing. */
export function retryAfterMs(reason: string): number {
  return Number(/retry_after_ms\D{0,4}(\d{1,9})/.exec(reason)?.[1] ?? 0);
}
