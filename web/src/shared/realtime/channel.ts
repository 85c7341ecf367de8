/** Binds the state machine to a real socket, real timers and real requests; decides nothing itself. */
import { toProblem } from "@/shared/api/problem";
import type { EventPage, TaskEvent } from "@/shared/api/types";
import type { StatusNow } from "./apply-status";
import { advance } from "./channel-machine";
import {
  type ChannelState,
  cursorText,
  type Delivery,
  type Effect,
  type IncomingFrame,
  type Input,
  initialState,
  type TimerName,
} from "./channel-state";

/** Everything outside that a channel touches; a test hands in its own. */
export interface ChannelPorts {
  openSocket: (url: string) => WebSocket;
  socketUrl: (taskId: string, cursor: string | undefined) => string;
  pollEvents: (taskId: string, after: string | undefined, signal: AbortSignal) => Promise<EventPage>;
  readStatus: (taskId: string) => Promise<StatusNow>;
  now: () => number;
  random: () => number;
  isOnline: () => boolean;
  log: (line: string) => void;
}

export interface Channel {
  state: () => ChannelState;
  dispatch: (input: Input) => void;
}

const TERMINAL: readonly string[] = ["completed", "partial_failure", "failed", "cancelled"];

interface Owner {
  taskId: string;
  /** Takes what arrives; throws when it cannot. */
  take: (item: Delivery) => void;
  changed: (state: ChannelState) => void;
}

export function createChannel(owner: Owner, ports: ChannelPorts): Channel {
  const { taskId } = owner;
  let state = initialState(ports.now());
  const timers = new Map<TimerName, ReturnType<typeof setTimeout>>();
  let leave: () => void = () => undefined;
  let send: (text: string) => void = () => undefined;

  function dispatch(input: Input): void {
    const before = state;
    const around = { now: ports.now(), random: ports.random(), online: ports.isOnline() };
    const result = advance(state, input, around);
    state = result.state;
    for (const effect of result.effects) perform(effect);
    if (state !== before) owner.changed(state);
  }

  function perform(effect: Effect): void {
    switch (effect.type) {
      case "connect":
        return connect();
      case "poll":
        return void poll();
      case "readStatus":
        // Only an addition to what the transport itself delivers: a failure here is not one of the channel.
        return void ports.readStatus(taskId).then(
          (status) => dispatch({ type: "status", status }),
          () => undefined,
        );
      case "disconnect":
        leave();
        leave = () => undefined;
        return;
      case "send":
        return send(JSON.stringify(effect.frame));
      case "setTimer":
        clearTimeout(timers.get(effect.name));
        timers.set(
          effect.name,
          setTimeout(() => dispatch({ type: "timer", name: effect.name }), effect.ms),
        );
        return;
      case "clearTimer":
        return clearTimeout(timers.get(effect.name));
      case "deliver":
        return deliver(effect.item);
      case "log":
        return ports.log(effect.line);
    }
  }

  function deliver(item: Delivery): void {
    try {
      owner.take(item);
    } catch (error) {
      // Reported like any uncaught error of the page; the event stays untaken and is asked for again.
      queueMicrotask(() => {
        throw error;
      });
      return dispatch({ type: "refused" });
    }
    if (item.kind === "event") {
      dispatch({ type: "taken", seq: item.event.seq, terminal: TERMINAL.includes(item.event.type) });
    }
  }

  function connect(): void {
    const url = ports.socketUrl(taskId, cursorText(state));
    ports.log(`[WS] Connecting to: ${url}`);
    const socket = ports.openSocket(url);
    let left = false;
    leave = () => {
      left = true;
      socket.close();
    };
    send = (text) => socket.readyState === WebSocket.OPEN && socket.send(text);
    socket.onopen = () => !left && dispatch({ type: "opened" });
    socket.onmessage = ({ data }) => {
      if (!left) dispatch(parseFrame(data));
    };
    socket.onclose = ({ code, reason }) => !left && dispatch({ type: "closed", code, reason });
  }

  async function poll(): Promise<void> {
    const abort = new AbortController();
    leave = () => abort.abort();
    try {
      const { events, ...page } = await ports.pollEvents(taskId, cursorText(state), abort.signal);
      if (abort.signal.aborted) return;
      if (page.resync) dispatch({ type: "pageResync", epoch: page.epoch });
      dispatchEvents(events, abort.signal);
      if (!abort.signal.aborted) dispatch({ type: "pageEnd", page, events: events.length });
    } catch (error) {
      if (abort.signal.aborted) return;
      const { status, retryAfterSeconds, type, detail } = toProblem(error);
      const failure = { code: type, message: detail };
      dispatch({ type: "pollFailed", status, retryAfterMs: (retryAfterSeconds ?? 0) * 1000, error: failure });
    }
  }

  function dispatchEvents(events: readonly TaskEvent[], signal: AbortSignal): void {
    for (const event of events) {
      if (signal.aborted) return;
      dispatch({ type: "polled", event });
    }
  }

  return { state: () => state, dispatch };
}

function parseFrame(data: unknown): Input {
  try {
    const frame: unknown = JSON.parse(String(data));
    if (typeof frame === "object" && frame !== null && "type" in frame && typeof frame.type === "string")
      return { type: "frame", frame: frame as IncomingFrame };
  } catch {
    // Falls through: it is as useless as a frame without a type.
  }
  return { type: "malformed" };
}
