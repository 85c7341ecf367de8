/** The live channel as one pure state machine: an input and a state give a state and effects. */
import { ANSWER_MS, GOOD_LIFE_MS, WATCHDOG_MS } from "./channel-limits";
import type { ChannelState, Effect, IncomingFrame, Input, Surroundings } from "./channel-state";
import * as connection from "./connection-steps";
import * as polling from "./polling-steps";
import { Turn } from "./turn";

export interface Advance {
  state: ChannelState;
  effects: readonly Effect[];
}

export function advance(state: ChannelState, input: Input, around: Surroundings): Advance {
  const turn = new Turn(state, around);
  handle(turn, input);
  return { state: turn.state, effects: turn.effects };
}

const isConnected = ({ state }: Turn) =>
  state.phase === "connecting" || state.phase === "replaying" || state.phase === "live";

function handle(turn: Turn, input: Input): void {
  switch (input.type) {
    case "start":
    case "pageshow":
      if (turn.state.phase === "idle") connection.attempt(turn);
      return;
    case "stop":
    case "pagehide":
      return connection.rest(turn);
    case "opened":
      if (isConnected(turn)) turn.log("[WS] Connected");
      return;
    case "frame":
      if (isConnected(turn)) onFrame(turn, input.frame);
      return;
    case "malformed":
    case "refused":
      if (isConnected(turn)) connection.drop(turn);
      return;
    case "closed":
      if (isConnected(turn)) connection.onClose(turn, input.code, input.reason);
      return;
    case "taken":
      return onTaken(turn, input.seq, input.terminal);
    case "pageResync":
      if (isConnected(turn)) polling.onResync(turn, input.epoch);
      return;
    case "polled":
      if (isConnected(turn)) takeEvent(turn, input.event);
      return;
    case "pageEnd":
      if (isConnected(turn)) polling.onPage(turn, input.page, input.events);
      return;
    case "pollFailed":
      if (isConnected(turn)) polling.onFailure(turn, input);
      return;
    case "status":
      return turn.deliver({ kind: "status", status: input.status });
    case "timer":
      return onTimer(turn, input.name);
    case "online":
      return onOnline(turn);
    case "visible":
      return onVisible(turn);
  }
}

function onFrame(turn: Turn, frame: IncomingFrame): void {
  turn.log(`[WS] Message: ${frame.type}`);
  turn.set({ frames: turn.state.frames + 1, lastFrameAt: turn.around.now, silentFailures: 0, worked: true });
  turn.timer("watchdog", WATCHDOG_MS);
  if ("seq" in frame && typeof frame.seq === "number") return takeEvent(turn, frame as { seq: number });
  onControlFrame(turn, frame as Exclude<IncomingFrame, { seq?: number }>);
}

/** Types that are not known here fall through: they are ignored, not an error. */
function onControlFrame(turn: Turn, frame: Exclude<IncomingFrame, { seq?: number }>): void {
  switch (frame.type) {
    case "connected":
      turn.clear("deadline");
      turn.timer("life", GOOD_LIFE_MS);
      return turn.set({ phase: "replaying", epoch: frame.epoch, error: undefined });
    case "current_status":
      if (frame.terminal) turn.set({ endsAt: frame.as_of });
      return turn.deliver({ kind: "status", status: frame });
    case "live":
      if (frame.to > turn.state.cursor) return connection.drop(turn);
      turn.set({ phase: "live", probing: false });
      return turn.deliver({ kind: "live" });
    case "hb":
      if (frame.head > turn.state.cursor) connection.drop(turn);
      return;
    case "resync":
      turn.set({ phase: "replaying", epoch: frame.epoch, cursor: 0, ended: false, endsAt: undefined });
      return turn.deliver({ kind: "reset" });
    case "error":
      return turn.set({ error: { code: frame.code, message: frame.message } });
  }
}

/** Hand the next event on. The cursor moves when the reducer says it took it. */
function takeEvent(turn: Turn, event: { seq: number }): void {
  const { cursor } = turn.state;
  if (event.seq <= cursor) return;
  if (event.seq > cursor + 1) return connection.drop(turn);
  turn.deliver({ kind: "event", event: event as Extract<IncomingFrame, { seq: number; data: unknown }> });
}

function onTaken(turn: Turn, seq: number, terminal: boolean): void {
  turn.set({ cursor: seq, failures: 0 });
  if (terminal) turn.set({ ended: true, endsAt: seq });
}

function onTimer(turn: Turn, name: Extract<Input, { type: "timer" }>["name"]): void {
  const { phase, transport } = turn.state;
  switch (name) {
    case "deadline":
      if (phase === "connecting") connection.drop(turn);
      return;
    case "watchdog":
      if (isConnected(turn)) connection.drop(turn);
      return;
    case "life":
      if (isConnected(turn)) turn.set({ failures: 0 });
      return;
    case "retry":
      if (phase === "backoff") connection.attempt(turn);
      else if (phase === "live" && transport === "longpoll") polling.poll(turn);
      return;
    case "probe":
      return connection.probe(turn);
  }
}

function onOnline(turn: Turn): void {
  if (turn.state.transport !== "websocket") connection.probe(turn);
  else if (turn.state.phase === "backoff") connection.attempt(turn);
}

/** Timers may have slept with the tab, and the connection may have died unseen: ask, and expect an answer soon. */
function onVisible(turn: Turn): void {
  const { phase, transport } = turn.state;
  if (phase === "ended") return turn.effect({ type: "readStatus" });
  if (phase === "backoff") return connection.attempt(turn);
  if (phase !== "live" || transport !== "websocket") return;
  turn.effect({ type: "send", frame: { type: "get_status" } });
  turn.timer("watchdog", ANSWER_MS);
}
