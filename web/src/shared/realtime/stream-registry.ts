/** One connection per task id, however many components look at it and however often they are mounted. */
import type { ChannelPorts } from "./channel";
import { createTaskStream, type StreamEntry } from "./task-stream";

/** A page that is left and returned to at once keeps its connection. */
const RELEASE_AFTER_MS = 5_000;

interface Held {
  entry: StreamEntry;
  users: number;
  release: ReturnType<typeof setTimeout> | undefined;
  stopListening: () => void;
}

export interface StreamRegistry {
  /** The stream of a task; made idle when nobody uses it yet. */
  find: (taskId: string) => StreamEntry;
  /** Use it until the returned function is called. */
  use: (taskId: string) => () => void;
}

export function createStreamRegistry(ports: ChannelPorts): StreamRegistry {
  const held = new Map<string, Held>();

  function get(taskId: string): Held {
    const known = held.get(taskId);
    if (known !== undefined) return known;
    const entry = createTaskStream(taskId, ports);
    const fresh = { entry, users: 0, release: undefined, stopListening: () => undefined };
    held.set(taskId, fresh);
    return fresh;
  }

  function begin(one: Held): void {
    // A microtask later: a component that is mounted, unmounted and mounted again connects once.
    queueMicrotask(() => {
      if (one.users === 0 || one.entry.channel.state().phase !== "idle") return;
      one.stopListening();
      one.stopListening = listenToPage(one.entry);
      one.entry.channel.dispatch({ type: "start" });
    });
  }

  function end(taskId: string, one: Held): void {
    one.stopListening();
    one.entry.channel.dispatch({ type: "stop" });
    held.delete(taskId);
  }

  function use(taskId: string): () => void {
    const one = get(taskId);
    one.users += 1;
    clearTimeout(one.release);
    begin(one);
    let used = true;
    return () => {
      if (!used) return;
      used = false;
      one.users -= 1;
      if (one.users === 0) one.release = setTimeout(() => end(taskId, one), RELEASE_AFTER_MS);
    };
  }

  return { find: (taskId) => get(taskId).entry, use };
}

function listenToPage({ channel }: StreamEntry): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  addEventListener("online", () => channel.dispatch({ type: "online" }), { signal });
  // A page that is gone for good takes its socket with it; one that may come back must let go of it.
  addEventListener("pagehide", (event) => event.persisted && channel.dispatch({ type: "pagehide" }), {
    signal,
  });
  addEventListener("pageshow", (event) => event.persisted && channel.dispatch({ type: "pageshow" }), {
    signal,
  });
  document.addEventListener(
    "visibilitychange",
    () => document.visibilityState === "visible" && channel.dispatch({ type: "visible" }),
    { signal },
  );
  return () => abort.abort();
}
