/** What is special about the HTTP transports: polls are asked again and again, and failures come as answers. */
import { CLIENT_PACE as PACE } from "@/shared/api/generated/channel";
import { jitteredDelay } from "./backoff";
import type { Input } from "./channel-state";
import { block, disconnect, drop, end, lose, retry } from "./connection-steps";
import type { Turn } from "./turn";

export function poll(turn: Turn): void {
  turn.clear("retry");
  turn.set({ polledAt: turn.around.now, advanced: false });
  turn.timer("watchdog", PACE.watchdog_ms);
  turn.effect({ type: "open" });
}

export function onPageEnd(turn: Turn, page: Extract<Input, { type: "pageEnd" }>): void {
  const { cursor, advanced, wasAway } = turn.state;
  // A page that brings nothing new although there is more would be asked for without an end.
  if (cursor < page.head && !advanced) return drop(turn);
  turn.set({
    phase: "live",
    failures: 0,
    wasAway: false,
    worked: true,
    silentFailures: 0,
    error: undefined,
  });
  turn.deliver({ kind: "live" });
  if (page.terminal && cursor >= page.head) return end(turn);
  // The server was gone and is back: it may have been all that was wrong with the better transports.
  if (wasAway) turn.timer("probe", turn.around.random * PACE.recovery_probe_ms);
  scheduleNext(turn, page);
}

/** Seldom while nothing happens, even if something in between answers a held request at once. */
function scheduleNext(turn: Turn, page: { head: number; events: number }): void {
  const { cursor, polledAt } = turn.state;
  const pause = page.events > 0 ? PACE.poll_busy_spacing_ms : PACE.poll_idle_spacing_ms;
  const spacing = cursor < page.head ? 0 : pause;
  turn.timer("retry", Math.max(0, spacing - (turn.around.now - polledAt)));
}

export function onFailure(turn: Turn, failure: Extract<Input, { type: "failed" }>): void {
  disconnect(turn);
  if (failure.error.final) return block(turn, failure.error);
  const { transport, failures } = turn.state;
  if (transport === "stream" && failure.retryAfterMs === 0) return lose(turn);
  turn.set({ wasAway: transport === "longpoll" });
  retry(turn, Math.max(failure.retryAfterMs, jitteredDelay(failures, turn.around.random)));
}
