/** The long-poll transport: asks for what comes after the cursor, again and again, seldom while nothing happens. */
import type { EventPage } from "@/shared/api/types";
import { jitteredDelay } from "./backoff";
import type { Input } from "./channel-state";
import { block, end, retry } from "./connection-steps";
import type { Turn } from "./turn";

/** At most 4 requests a minute while idle, even if an intermediary answers a held request at once. */
const IDLE_SPACING_MS = 15_000;
const BUSY_SPACING_MS = 500;
const RECOVERY_PROBE_MS = 5_000;

export function poll(turn: Turn): void {
  turn.clear("retry");
  turn.set({ pollStartedAt: turn.around.now });
  turn.effect({ type: "poll" });
}

export function onResync(turn: Turn, epoch: string): void {
  turn.set({ epoch, cursor: 0, ended: false, endsAt: undefined });
  turn.deliver({ kind: "reset" });
  turn.effect({ type: "readStatus" });
}

export function onPage(turn: Turn, page: Omit<EventPage, "events">, events: number): void {
  const wasFailing = turn.state.pollFailures > 0;
  turn.set({ phase: "live", epoch: page.epoch, pollFailures: 0, failures: 0, error: undefined });
  turn.deliver({ kind: "live" });
  if (page.terminal && turn.state.cursor >= page.head) return end(turn);
  // The server was gone and is back: it may have been all that was wrong with the better transport.
  if (wasFailing) turn.timer("probe", turn.around.random * RECOVERY_PROBE_MS);
  scheduleNext(turn, page.head, events);
}

function scheduleNext(turn: Turn, head: number, events: number): void {
  const { cursor, pollStartedAt } = turn.state;
  const spacing = cursor < head ? 0 : events > 0 ? BUSY_SPACING_MS : IDLE_SPACING_MS;
  turn.timer("retry", Math.max(0, spacing - (turn.around.now - pollStartedAt)));
}

const FINAL_STATUSES: readonly number[] = [400, 401, 403, 404, 410];

export function onFailure(turn: Turn, failure: Extract<Input, { type: "pollFailed" }>): void {
  if (FINAL_STATUSES.includes(failure.status)) {
    turn.set({ error: failure.error });
    return block(turn, failure.error.code, failure.error.message);
  }
  turn.set({ pollFailures: turn.state.pollFailures + 1 });
  retry(turn, Math.max(failure.retryAfterMs, jitteredDelay(turn.state.failures, turn.around.random)));
}
