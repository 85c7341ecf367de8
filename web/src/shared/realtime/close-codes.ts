/** What the client does on each close code, as the contract says. */
import { CLOSE_CODES } from "@/shared/api/generated/channel";

/**
 * - `done`: everything has been delivered
 * - `retry`: try again with jitter
 * - `retry_spread`: the server comes back in a moment; the first delay is spread over 5 s
 * - `retry_after`: not before the time that the reason names
 * - `retry_then_poll`: try again, but three times in five minutes means another transport
 * - `refresh_session`: once
 * - `final`: trying again cannot help
 */
export type CloseAction = (typeof CLOSE_CODES)[keyof typeof CLOSE_CODES]["client"];

/** A code that the contract does not name is a loss like any other. */
export function closeAction(code: number): CloseAction {
  return (CLOSE_CODES as Record<number, { client: CloseAction } | undefined>)[code]?.client ?? "retry";
}

/** The reason of a 1013 carries the time to stay away, as JSON or as bare text. */
export function retryAfterMs(reason: string): number {
  const found = /retry_after_ms\D{0,4}(\d+)/.exec(reason) ?? /^\s*(\d+)\s*$/.exec(reason);
  return found?.[1] === undefined ? 0 : Number(found[1]);
}
