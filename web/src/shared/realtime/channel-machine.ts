/** The live channel as one pure state machine: an input and a state give a state and effects. */
import { CLIENT_PACE as PACE } from "@/shared/api/generated/channel";
import {
  type ChannelState,
  type Effect,
  hasEverything,
  type IncomingFrame,
  type Input,
  isConnected,
  LADDER,
  type Surroundings,
  type TimerName,
} from "./channel-state";
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

function handle(turn: Turn, input: Input): void {
  switch (input.type) {
    case "start":
    case "pageshow":
      if (turn.state.phase === "idle") connection.attempt(turn);
      return;
    case "stop":
    case "pagehide":
      return connection.rest(turn);
    case "taken":
      return onTaken(turn, input.seq, input.terminal);
    case "status":
      return turn.deliver({ kind: "status", status: input.status });
    case "timer":
      return onTimer(turn, input.name);
    case "online":
      return onOnline(turn);
    case "visible":
      return onVisible(turn);
    default:
      // A connection that was left has nothing more to say.
      if (isConnected(turn.state)) onNews(turn, input);
  }
}

type News = Exclude<
  Input,
  { type: "start" | "stop" | "pageshow" | "pagehide" | "taken" | "status" | "timer" | "online" | "visible" }
>;

function onNews(turn: Turn, input: News): void {
  switch (input.type) {
    case "opened":
      return turn.log("[WS] Connected");
    case "alive":
      return turn.timer("watchdog", PACE.watchdog_ms);
    case "frame":
      return onFrame(turn, input.frame);
    case "malformed":
    case "refused":
      return connection.drop(turn);
    case "closed":
      return connection.onClose(turn, input.code, input.reason);
    case "failed":
      return polling.onFailure(turn, input);
    case "pageStart":
      return knowEpoch(turn, input.epoch);
    case "pageEnd":
      return polling.onPageEnd(turn, input);
  }
}

function onFrame(turn: Turn, frame: IncomingFrame): void {
  if (turn.state.transport === "websocket") turn.log(`[WS] Message: ${frame.type}`);
  turn.set({ heard: true, worked: true, silentFailures: 0 });
  turn.timer("watchdog", PACE.watchdog_ms);
  if ("seq" in frame && typeof frame.seq === "number") return takeEvent(turn, frame as { seq: number });
  onControlFrame(turn, frame as Exclude<IncomingFrame, { seq?: number }>);
}

/** Types that are not known here fall through: they are ignored, not an error. */
function onControlFrame(turn: Turn, frame: Exclude<IncomingFrame, { seq?: number }>): void {
  switch (frame.type) {
    case "connected":
      turn.clear("deadline");
      turn.timer("life", PACE.good_life_ms);
      turn.set({ phase: "replaying", error: undefined });
      return knowEpoch(turn, frame.epoch);
    case "current_status":
      if (frame.terminal) turn.set({ endsAt: frame.as_of });
      return turn.deliver({ kind: "status", status: frame });
    case "live":
      if (frame.to > turn.state.cursor) return connection.drop(turn);
      turn.set({ phase: "live", returnTo: undefined });
      return turn.deliver({ kind: "live" });
    case "hb":
      if (frame.head > turn.state.cursor) connection.drop(turn);
      return;
    case "resync":
      turn.set({ epoch: frame.epoch, cursor: 0, endsAt: undefined });
      return turn.deliver({ kind: "reset" });
    case "error":
      return turn.set({ error: { code: frame.code, message: frame.message, final: !frame.retry } });
    case "closing":
      return turn.set({ farewell: frame });
  }
}

/** Another copy of the log is told by `resync`: until then the cursor counts in the one it came from. */
function knowEpoch(turn: Turn, epoch: string): void {
  turn.set({ epoch: turn.state.epoch ?? epoch });
}

/** Hand the next event on. The cursor moves when the reducer says it took it. */
function takeEvent(turn: Turn, event: { seq: number }): void {
  const { cursor } = turn.state;
  if (event.seq <= cursor) return;
  if (event.seq > cursor + 1) return connection.drop(turn);
  turn.deliver({ kind: "event", event: event as Extract<IncomingFrame, { seq: number; data: unknown }> });
}

function onTaken(turn: Turn, seq: number, terminal: boolean): void {
  turn.set({ cursor: seq, failures: 0, advanced: true });
  if (terminal) turn.set({ endsAt: seq });
}

function onTimer(turn: Turn, name: TimerName): void {
  const { phase, transport } = turn.state;
  switch (name) {
    case "deadline":
      if (phase === "connecting") connection.drop(turn);
      return;
    case "watchdog":
      if (isConnected(turn.state)) connection.drop(turn);
      return;
    case "life":
      if (isConnected(turn.state)) turn.set({ failures: 0 });
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
  if (turn.state.transport !== LADDER[0]) connection.probe(turn);
  else if (turn.state.phase === "backoff") connection.attempt(turn);
  else askForLife(turn);
}

function onVisible(turn: Turn): void {
  if (turn.state.phase === "ended") turn.effect({ type: "readStatus" });
  else if (turn.state.phase === "backoff") connection.attempt(turn);
  else askForLife(turn);
}

/** Timers may have slept with the page, and the connection may have died unseen: expect a sign of life soon. */
function askForLife(turn: Turn): void {
  const { phase, transport } = turn.state;
  if (phase !== "live" || hasEverything(turn.state)) return;
  if (transport === "websocket") {
    turn.effect({ type: "send", frame: { type: "get_status" } });
    turn.timer("watchdog", PACE.answer_ms);
  } else if (transport === "stream") {
    // Nothing can be asked here; a comment comes by itself.
    turn.timer("watchdog", PACE.stream_comment_ms + PACE.answer_ms);
  }
}
