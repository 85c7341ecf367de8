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
  const on = (target: EventTarget, name: string, act: (event: Event) => void) =>
    target.addEventListener(name, act, { signal });
  on(window, "online", () => channel.dispatch({ type: "online" }));
  // Whether the page is kept for a way back is decided after this: an open connection may be what decides against it.
  on(window, "pagehide", () => channel.dispatch({ type: "pagehide" }));
  on(
    window,
    "pageshow",
    (event) => (event as PageTransitionEvent).persisted && channel.dispatch({ type: "pageshow" }),
  );
  on(document, "visibilitychange", () => {
    if (document.visibilityState === "visible") channel.dispatch({ type: "visible" });
  });
  // A frozen page kept its connection, or what looks like one.
  on(document, "resume", () => channel.dispatch({ type: "visible" }));
  return () => abort.abort();
}
