/** Making, losing and giving up connections; which transport comes next. */
import { jitteredDelay, takeToken } from "./backoff";
import { CONNECT_DEADLINE_MS } from "./channel-limits";
import { LADDER } from "./channel-state";
import { closeAction, retryAfterMs } from "./close-codes";
import * as polling from "./polling-steps";
import type { Turn } from "./turn";

const SILENT_FAILURES = 3;
/** Where the transport has worked, silence rather means that the server is away, which no other transport mends. */
const SILENT_FAILURES_ONCE_WORKED = 6;
const CUTS = 3;
const CUTS_WITHIN_MS = 60_000;
const LIMITS = 3;
const LIMITS_WITHIN_MS = 300_000;
const RESTART_SPREAD_MS = 5_000;
export const PROBE_AFTER_MS = 600_000;

/** Connect now, or as soon as the bucket allows. */
export function attempt(turn: Turn): void {
  const { bucket, waitMs } = takeToken(turn.state.bucket, turn.around.now);
  turn.set({ bucket });
  if (waitMs > 0) return backOff(turn, waitMs);
  turn.clear("retry");
  turn.set({ phase: "connecting", frames: 0, lastFrameAt: turn.around.now });
  if (turn.state.transport !== "websocket") return polling.poll(turn);
  turn.effect({ type: "connect" });
  turn.timer("deadline", CONNECT_DEADLINE_MS);
}

function backOff(turn: Turn, ms: number): void {
  turn.set({ phase: "backoff" });
  turn.timer("retry", ms);
}

function disconnect(turn: Turn): void {
  turn.clear("deadline", "watchdog", "life");
  turn.effect({ type: "disconnect" });
}

/** Nobody looks at the page any more, or the browser puts it aside; the cursor stays. */
export function rest(turn: Turn): void {
  if (turn.state.phase === "ended" || turn.state.phase === "blocked") return;
  disconnect(turn);
  turn.clear("retry", "probe");
  turn.set({ phase: "idle" });
}

/** Leave a connection that is of no use any more, and come back from the cursor. */
export function drop(turn: Turn): void {
  disconnect(turn);
  lose(turn);
}

export function onClose(turn: Turn, code: number, reason: string): void {
  disconnect(turn);
  switch (closeAction(code)) {
    case "done":
    case "retry":
      return lose(turn);
    case "retry_spread":
      return retry(turn, turn.state.failures === 0 ? turn.around.random * RESTART_SPREAD_MS : undefined);
    case "retry_after":
      return retry(turn, retryAfterMs(reason) + jitteredDelay(turn.state.failures, turn.around.random));
    case "retry_then_poll":
      turn.set({ limits: within(turn.state.limits, turn.around.now, LIMITS_WITHIN_MS) });
      return turn.state.limits.length >= LIMITS ? stepDown(turn) : retry(turn);
    case "refresh_session":
      if (turn.state.sessionRefreshed) return block(turn, `close_${code}`, reason);
      turn.set({ sessionRefreshed: true });
      return retry(turn);
    case "final":
      return block(turn, `close_${code}`, reason);
  }
}

/** The end may come as any code: what counts is that everything up to it has been taken. */
function hasEverything(turn: Turn): boolean {
  const { ended, endsAt, cursor } = turn.state;
  return ended || (endsAt !== undefined && cursor >= endsAt);
}

export function end(turn: Turn): void {
  turn.clear("deadline", "watchdog", "life", "retry", "probe");
  turn.set({ phase: "ended", probing: false });
  turn.deliver({ kind: "live" });
}

export function block(turn: Turn, code: string, message: string): void {
  turn.clear("retry", "probe");
  turn.set({ phase: "blocked", error: turn.state.error ?? { code, message } });
}

function lose(turn: Turn): void {
  if (hasEverything(turn)) return end(turn);
  const { frames, silentFailures, cuts, probing } = turn.state;
  if (frames > 0) turn.set({ cuts: within(cuts, turn.around.now, CUTS_WITHIN_MS) });
  // Without a network nothing is learnt about the transport.
  else if (turn.around.online) turn.set({ silentFailures: silentFailures + 1 });
  if (probing && frames === 0) return returnToLower(turn);
  const patience = turn.state.worked ? SILENT_FAILURES_ONCE_WORKED : SILENT_FAILURES;
  if (turn.state.silentFailures >= patience || turn.state.cuts.length >= CUTS) return stepDown(turn);
  retry(turn);
}

const within = (times: readonly number[], now: number, span: number) => [
  ...times.filter((time) => now - time < span),
  now,
];

/** Try the same transport again after a while. */
export function retry(turn: Turn, delayMs?: number): void {
  if (hasEverything(turn)) return end(turn);
  const { failures } = turn.state;
  turn.set({ failures: failures + 1 });
  backOff(turn, delayMs ?? jitteredDelay(failures, turn.around.random));
}

function stepDown(turn: Turn): void {
  const lower = LADDER[LADDER.indexOf(turn.state.transport) + 1];
  if (lower === undefined) return retry(turn);
  turn.log("[WS] Error, will fallback to polling");
  goLower(turn, lower);
}

/** A probe found the better transport as bad as before: that was said once already. */
function returnToLower(turn: Turn): void {
  const lower = LADDER[LADDER.indexOf(turn.state.transport) + 1];
  if (lower !== undefined) goLower(turn, lower);
}

function goLower(turn: Turn, transport: (typeof LADDER)[number]): void {
  turn.set({
    transport,
    phase: "connecting",
    probing: false,
    failures: 0,
    worked: false,
    silentFailures: 0,
    cuts: [],
    limits: [],
    pollFailures: 0,
    frames: 0,
  });
  turn.timer("probe", PROBE_AFTER_MS);
  turn.effect({ type: "readStatus" });
  polling.poll(turn);
}

/** From a lower rung, try the best transport once. */
export function probe(turn: Turn): void {
  const { transport, phase, bucket } = turn.state;
  if (transport === LADDER[0] || phase === "ended" || phase === "blocked" || phase === "idle") return;
  const { waitMs } = takeToken(bucket, turn.around.now);
  if (waitMs > 0) return turn.timer("probe", waitMs);
  disconnect(turn);
  turn.clear("retry", "probe");
  turn.set({ transport: LADDER[0], probing: true });
  attempt(turn);
}
