/** What a channel knows, what it can be told, and what it can ask for. Values only. */
import type { ClientFrame, EventPage, ServerFrame, TaskEvent } from "@/shared/api/types";
import type { StatusNow } from "./apply-status";
import { type Bucket, fullBucket } from "./backoff";

/** From the best down; another transport, such as server-sent events, takes its place in this list. */
export const LADDER = ["websocket", "longpoll"] as const;
export type Transport = (typeof LADDER)[number];

export type ConnectionPhase = "idle" | "connecting" | "replaying" | "live" | "ended" | "backoff" | "blocked";

/** `deadline`: no greeting yet. `life`: has lasted. `probe`: try the better transport again. */
export type TimerName = "deadline" | "watchdog" | "life" | "retry" | "probe";

export interface ChannelError {
  code: string;
  message: string;
}

export interface ChannelState {
  phase: ConnectionPhase;
  transport: Transport;
  /** Which copy of the log the cursor counts in; unknown until the first greeting. */
  epoch: string | undefined;
  /** The newest event that the reducer has taken. */
  cursor: number;
  /** The terminal event has been taken. */
  ended: boolean;
  /** The head of an ended task, as its status frame said. */
  endsAt: number | undefined;
  /** n of the jitter. */
  failures: number;
  bucket: Bucket;
  /** Frames of the present connection. */
  frames: number;
  lastFrameAt: number;
  /** A frame has come over this transport since the page opened: it is not blocked as such. */
  worked: boolean;
  /** Failed connections in a row without a frame. */
  silentFailures: number;
  /** When connections that had been good were cut. */
  cuts: readonly number[];
  /** When the server closed with a code that asks for moderation. */
  limits: readonly number[];
  /** A better transport is being tried from below. */
  probing: boolean;
  pollFailures: number;
  pollStartedAt: number;
  sessionRefreshed: boolean;
  error: ChannelError | undefined;
}

export function initialState(now: number): ChannelState {
  return {
    phase: "idle",
    transport: LADDER[0],
    epoch: undefined,
    cursor: 0,
    ended: false,
    endsAt: undefined,
    failures: 0,
    bucket: fullBucket(now),
    frames: 0,
    lastFrameAt: now,
    worked: false,
    silentFailures: 0,
    cuts: [],
    limits: [],
    probing: false,
    pollFailures: 0,
    pollStartedAt: now,
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
  | { type: "frame"; frame: IncomingFrame }
  | { type: "malformed" }
  | { type: "closed"; code: number; reason: string }
  /** The reducer took the event with this number. */
  | { type: "taken"; seq: number; terminal: boolean }
  /** The reducer threw: the event counts as not received. */
  | { type: "refused" }
  /** The page that follows belongs to another log, or to an earlier part of it: what was folded is dropped. */
  | { type: "pageResync"; epoch: string }
  | { type: "polled"; event: TaskEvent }
  | { type: "pageEnd"; page: Omit<EventPage, "events">; events: number }
  | { type: "pollFailed"; status: number; retryAfterMs: number; error: ChannelError }
  | { type: "status"; status: StatusNow }
  | { type: "timer"; name: TimerName }
  | { type: "online" }
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
  | { type: "connect" }
  | { type: "poll" }
  | { type: "readStatus" }
  | { type: "disconnect" }
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
