/** One task's channel and the view folded from it. Lives outside components, whatever the page's state does. */
import type { TaskEvent } from "@/shared/api/types";
import { applyEvent } from "./apply-event";
import { applyStatus, type StatusNow } from "./apply-status";
import { type Channel, type ChannelPorts, createChannel } from "./channel";
import type { ChannelError, ChannelState, ConnectionPhase, Delivery, Transport } from "./channel-state";
import { emptyTaskView, type TaskView } from "./task-view";

export interface TaskStream {
  task: TaskView;
  /** The whole history up to some moment has been read at least once: what is absent does not exist yet. */
  ready: boolean;
  connection: {
    phase: ConnectionPhase;
    transport: Transport;
    /** Why it is blocked, or what the server said last. */
    error: ChannelError | null;
  };
}

export type EventListener = (event: TaskEvent) => void;

export interface StreamEntry {
  snapshot: () => TaskStream;
  subscribe: (listener: () => void) => () => void;
  /** Called for each new event, not for the history that was read when the page opened. */
  onEvent: (listener: EventListener) => () => void;
  channel: Channel;
}

export function createTaskStream(taskId: string, ports: ChannelPorts): StreamEntry {
  // Folded from events alone; what the server says about the moment is laid over it when it is shown.
  let folded = emptyTaskView(taskId);
  let status: StatusNow | undefined;
  let shown: TaskStream = {
    task: folded,
    ready: false,
    connection: { phase: "idle", transport: "websocket", error: null },
  };
  const listeners = new Set<() => void>();
  const eventListeners = new Set<EventListener>();

  function show(change: Partial<TaskStream>): void {
    shown = { ...shown, ...change };
    for (const listener of listeners) listener();
  }

  const overlaid = (task: TaskView) => (status === undefined ? task : applyStatus(task, status));

  /** While history arrives, it is folded off-screen; the page keeps what it shows until the swap at `live`. */
  function take(item: Delivery): void {
    switch (item.kind) {
      case "event":
        folded = applyEvent(folded, item.event);
        if (channel.state().phase === "live" && shown.ready) {
          show({ task: overlaid(folded) });
          announce([item.event]);
        }
        return;
      case "status":
        status = item.status;
        return show({ task: overlaid(shown.task) });
      case "reset":
        folded = emptyTaskView(taskId);
        return;
      case "live":
        return swapIn();
    }
  }

  function swapIn(): void {
    const before = shown;
    show({ task: overlaid(folded), ready: true });
    if (before.ready) announce(folded.timeline.filter((event) => event.seq > before.task.last_seq));
  }

  function announce(events: readonly TaskEvent[]): void {
    for (const event of events) for (const listener of eventListeners) listener(event);
  }

  function changed({ phase, transport, error }: ChannelState): void {
    const before = shown.connection;
    if (before.phase === phase && before.transport === transport && before.error === (error ?? null)) return;
    show({ connection: { phase, transport, error: error ?? null } });
  }

  const channel = createChannel({ taskId, take, changed }, ports);
  return {
    channel,
    snapshot: () => shown,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onEvent: (listener) => {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
  };
}
