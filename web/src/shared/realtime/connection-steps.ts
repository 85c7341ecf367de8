/** Making, losing and giving up connections; which transport comes next. */
import { CLIENT_PACE as PACE } from "@/shared/api/generated/channel";
import { jitteredDelay, takeToken, waitForTokens } from "./backoff";
import { type ChannelError, hasEverything, LADDER, type Transport } from "./channel-state";
import { closeAction, isWithoutReason, retryAfterMs } from "./close-codes";
import * as polling from "./polling-steps";
import type { Turn } from "./turn";

/** Connect now, or as soon as the bucket allows. */
export function attempt(turn: Turn): void {
  const { bucket, transport } = turn.state;
  const waitMs = waitForTokens(bucket, turn.around.now);
  if (waitMs > 0) return backOff(turn, waitMs);
  turn.clear("retry");
  turn.set({
    bucket: takeToken(bucket, turn.around.now),
    phase: "connecting",
    heard: false,
    farewell: undefined,
  });
  if (transport === "longpoll") return polling.poll(turn);
  turn.timer("deadline", PACE.connect_deadline_ms);
  turn.effect({ type: "open" });
}

function backOff(turn: Turn, ms: number): void {
  turn.set({ phase: "backoff" });
  turn.timer("retry", ms);
}

/** Try the same transport again after a while. */
export function retry(turn: Turn, delayMs?: number): void {
  if (hasEverything(turn.state)) return end(turn);
  const { failures } = turn.state;
  turn.set({ failures: failures + 1 });
  backOff(turn, delayMs ?? jitteredDelay(failures, turn.around.random));
}

export function disconnect(turn: Turn): void {
  turn.clear("deadline", "watchdog", "life", "retry");
  turn.effect({ type: "disconnect" });
}

/** Nobody looks at the page any more, or the browser puts it aside; the cursor stays. */
export function rest(turn: Turn): void {
  if (turn.state.phase === "ended" || turn.state.phase === "blocked") return;
  disconnect(turn);
  turn.clear("probe");
  turn.set({ phase: "idle" });
}

/** Leave a connection that is of no use any more, and come back from the cursor. */
export function drop(turn: Turn): void {
  disconnect(turn);
  lose(turn);
}

export function onClose(turn: Turn, closedWith: number, closeReason: string): void {
  const { farewell, error, failures } = turn.state;
  const said = isWithoutReason(closedWith) ? farewell : undefined;
  const { code, reason } = said ?? { code: closedWith, reason: closeReason };
  disconnect(turn);
  if (isWithoutReason(code) && error?.final) return block(turn, error);
  switch (closeAction(code)) {
    case "done":
    case "retry":
      return lose(turn);
    case "retry_spread":
      // The server comes back in a moment; only the first try is for all at once.
      return retry(turn, failures === 0 ? turn.around.random * PACE.restart_spread_ms : undefined);
    case "retry_after":
      return retry(turn, retryAfterMs(reason) + jitteredDelay(failures, turn.around.random));
    case "retry_then_poll":
      turn.set({ moderations: within(turn.state.moderations, turn.around.now, PACE.moderation_window_ms) });
      if (turn.state.moderations.length < PACE.moderation_limit) return retry(turn);
      return stepDown(turn, "longpoll");
    case "refresh_session":
      if (turn.state.sessionRefreshed) return block(turn, refusalOf(code, reason, error));
      turn.set({ sessionRefreshed: true });
      return retry(turn);
    case "final":
      return block(turn, refusalOf(code, reason, error));
  }
}

const refusalOf = (code: number, message: string, said: ChannelError | undefined): ChannelError =>
  said ?? { code: `close_${code}`, message, final: true };

export function end(turn: Turn): void {
  disconnect(turn);
  turn.clear("probe");
  turn.set({ phase: "ended", returnTo: undefined });
  turn.deliver({ kind: "live" });
}

export function block(turn: Turn, error: ChannelError): void {
  turn.clear("probe");
  turn.set({ phase: "blocked", error });
}

export function lose(turn: Turn): void {
  if (hasEverything(turn.state)) return end(turn);
  const { heard, silentFailures, cuts, returnTo } = turn.state;
  if (heard) turn.set({ cuts: within(cuts, turn.around.now, PACE.cuts_window_ms) });
  // Without a network nothing is learnt about the transport.
  else if (turn.around.online) turn.set({ silentFailures: silentFailures + 1 });
  // No better than before, which was said once already.
  if (returnTo !== undefined && !heard) return goDown(turn, returnTo);
  if (turn.state.silentFailures >= patience(turn) || turn.state.cuts.length >= PACE.cuts_limit)
    return stepDown(turn, LADDER[LADDER.indexOf(turn.state.transport) + 1]);
  retry(turn);
}

function patience({ state }: Turn): number {
  if (state.transport === "stream")
    return state.worked ? PACE.stream_silent_limit_once_worked : PACE.stream_silent_limit;
  // Where sockets have worked, silence rather means that the server is away, which no other transport mends.
  return state.worked ? PACE.silent_limit_once_worked : PACE.silent_limit;
}

const within = (times: readonly number[], now: number, span: number) => [
  ...times.filter((time) => now - time < span),
  now,
];

function stepDown(turn: Turn, transport: Transport | undefined): void {
  if (transport === undefined || transport === turn.state.transport || hasEverything(turn.state))
    return retry(turn);
  if (turn.state.transport === LADDER[0]) turn.log("[WS] Error, will fallback to polling");
  goDown(turn, transport);
}

function goDown(turn: Turn, transport: Transport): void {
  turn.set({
    transport,
    returnTo: undefined,
    worked: false,
    silentFailures: 0,
    failures: 0,
    cuts: [],
    moderations: [],
  });
  turn.timer("probe", PACE.better_transport_after_ms);
  // Polls bring events alone, and a stream may have to be waited for.
  turn.effect({ type: "readStatus" });
  attempt(turn);
}

/** From a lower transport, try the best one once. */
export function probe(turn: Turn): void {
  const { transport, phase, bucket } = turn.state;
  if (transport === LADDER[0] || phase === "ended" || phase === "blocked" || phase === "idle") return;
  // One token for the way up, one for the way back.
  const waitMs = waitForTokens(bucket, turn.around.now, 2);
  if (waitMs > 0) return turn.timer("probe", waitMs);
  disconnect(turn);
  turn.set({ transport: LADDER[0], returnTo: transport });
  attempt(turn);
}
