/** What a channel knows, what it can be told, and what it can ask for. Values only. */
import type { ClientFrame, ServerFrame, TaskEvent } from "@/shared/api/types";
import type { StatusNow } from "./apply-status";
import { type Bucket, fullBucket } from "./backoff";

/** From the best down. */
export const LADDER = ["websocket", "stream", "longpoll"] as const;
export type Transport = (typeof LADDER)[number];

export type ConnectionPhase = "idle" | "connecting" | "replaying" | "live" | "ended" | "backoff" | "blocked";

/** `deadline`: no greeting yet. `life`: has lasted. `probe`: try the best transport again. */
export type TimerName = "deadline" | "watchdog" | "life" | "retry" | "probe";

export interface ChannelError {
  code: string;
  message: string;
  /** Trying again cannot help. */
  final: boolean;
}

export interface ChannelState {
  phase: ConnectionPhase;
  transport: Transport;
  /** Which copy of the log the cursor counts in; unknown until the first greeting. */
  epoch: string | undefined;
  /** The newest event that the reducer has taken. */
  cursor: number;
  /** The last event's number, once the log is known to have ended. */
  endsAt: number | undefined;
  /** n of the jitter. */
  failures: number;
  bucket: Bucket;
  /** A frame has come over the present connection. */
  heard: boolean;
  /** What the server said it closes with; some transports have no close of their own. */
  farewell: { code: number; reason: string } | undefined;
  /** A frame has come over this transport since it was chosen: it is not blocked as such. */
  worked: boolean;
  /** Connections in a row that ended without a frame. */
  silentFailures: number;
  /** When connections that had been good were cut. */
  cuts: readonly number[];
  /** When the server closed with a code that asks for less. */
  moderations: readonly number[];
  /** The socket is being tried again from this transport. */
  returnTo: Transport | undefined;
  /** Polls have failed since the last that was answered. */
  wasAway: boolean;
  polledAt: number;
  /** An event has been taken since then. */
  advanced: boolean;
  sessionRefreshed: boolean;
  /** What the server said last, unless something good came since. */
  error: ChannelError | undefined;
}

export function initialState(now: number): ChannelState {
  return {
    phase: "idle",
    transport: LADDER[0],
    epoch: undefined,
    cursor: 0,
    endsAt: undefined,
    failures: 0,
    bucket: fullBucket(now),
    heard: false,
    farewell: undefined,
    worked: false,
    silentFailures: 0,
    cuts: [],
    moderations: [],
    returnTo: undefined,
    wasAway: false,
    polledAt: now,
    advanced: false,
    sessionRefreshed: false,
    error: undefined,
  };
}

/** Anything that arrives as JSON text; checked as far as it is used. */
export type IncomingFrame = (ServerFrame | TaskEvent) | { type: string; seq?: number };

export type Input =
  | { type: "start" }
  | { type: "stop" }
  | { type: "opened" }
  /** Something came that is no frame, such as a comment of an event stream. */
  | { type: "alive" }
  | { type: "frame"; frame: IncomingFrame }
  | { type: "malformed" }
  | { type: "closed"; code: number; reason: string }
  /** An HTTP transport got no answer, or another than it asked for; final when the server itself refused. */
  | { type: "failed"; retryAfterMs: number; error: ChannelError }
  /** The reducer took the event with this number. */
  | { type: "taken"; seq: number; terminal: boolean }
  /** The reducer threw: the event counts as not received. */
  | { type: "refused" }
  /** Around the events of an answered poll. */
  | { type: "pageStart"; epoch: string }
  | { type: "pageEnd"; head: number; terminal: boolean; events: number }
  | { type: "status"; status: StatusNow }
  | { type: "timer"; name: TimerName }
  | { type: "online" }
  /** The page can be seen again, or goes on after it was frozen. */
  | { type: "visible" }
  | { type: "pagehide" }
  | { type: "pageshow" };

export type Delivery =
  | { kind: "event"; event: TaskEvent }
  | { kind: "status"; status: StatusNow }
  /** Drop what was folded so far; the log is read again from its start. */
  | { kind: "reset" }
  /** What was folded is complete up to now and may be shown. */
  | { kind: "live" };

export type Effect =
  /** Open the present transport from the present cursor; a poll is opened for each page. */
  | { type: "open" }
  | { type: "disconnect" }
  | { type: "readStatus" }
  | { type: "send"; frame: ClientFrame }
  | { type: "setTimer"; name: TimerName; ms: number }
  | { type: "clearTimer"; name: TimerName }
  | { type: "deliver"; item: Delivery }
  | { type: "log"; line: string };

/** Clock and chance, handed in. */
export interface Surroundings {
  now: number;
  /** In [0, 1). */
  random: number;
  online: boolean;
}

/** The cursor as the server reads it. */
export function cursorText(state: ChannelState): string | undefined {
  return state.epoch === undefined ? undefined : `${state.epoch}.${state.cursor}`;
}

export const isConnected = ({ phase }: ChannelState): boolean =>
  phase === "connecting" || phase === "replaying" || phase === "live";

/** The end may come as any code: what counts is that everything up to it has been taken. */
export const hasEverything = ({ endsAt, cursor }: ChannelState): boolean =>
  endsAt !== undefined && cursor >= endsAt;
