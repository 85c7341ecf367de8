/** Binds the state machine to real transports and timers; decides nothing itself. */
import type { StatusNow } from "./apply-status";
import { advance } from "./channel-machine";
import {
  type ChannelState,
  cursorText,
  type Delivery,
  type Effect,
  type Input,
  initialState,
  type TimerName,
} from "./channel-state";
import { type Connection, openTransport, type TransportPorts } from "./transports";

/** Everything outside that a channel touches; a test hands in its own. */
export interface ChannelPorts extends TransportPorts {
  readStatus: (taskId: string) => Promise<StatusNow>;
  now: () => number;
  random: () => number;
  isOnline: () => boolean;
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
  let connection: Connection | undefined;

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
      case "open":
        connection = openTransport(
          state.transport,
          { taskId, cursor: cursorText(state), tell: dispatch },
          ports,
        );
        return;
      case "disconnect":
        connection?.leave();
        connection = undefined;
        return;
      case "send":
        return connection?.send(effect.frame);
      case "readStatus":
        // Only an addition to what the transport itself delivers: a failure here is not one of the channel.
        return void ports.readStatus(taskId).then(
          (status) => dispatch({ type: "status", status }),
          () => undefined,
        );
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

  return { state: () => state, dispatch };
}
