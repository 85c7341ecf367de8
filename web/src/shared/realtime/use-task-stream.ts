/** The one hook through which components see a task live. */
import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import { logInfo } from "@/shared/lib/console-ring";
import { socketUrl } from "./address";
import { pollEvents, readStatusNow } from "./poll-events";
import { streamEvents } from "./stream-events";
import { createStreamRegistry } from "./stream-registry";
import type { EventListener, TaskStream } from "./task-stream";

const registry = createStreamRegistry({
  openSocket: (url) => new WebSocket(url),
  socketUrl,
  streamEvents,
  pollEvents,
  readStatus: readStatusNow,
  now: () => Date.now(),
  random: () => Math.random(),
  isOnline: () => navigator.onLine,
  log: logInfo,
});

/**
 * The live view of a task. Several components may ask for the same one: they share a connection.
 *
 * `onEvent` hears each event that arrives while the page is open, for things that happen once, such as a notification.
 */
export function useTaskStream(taskId: string, onEvent?: EventListener): TaskStream {
  const subscribe = useCallback(
    (listener: () => void) => {
      const release = registry.use(taskId);
      const unsubscribe = registry.find(taskId).subscribe(listener);
      return () => {
        unsubscribe();
        release();
      };
    },
    [taskId],
  );
  const latest = useRef(onEvent);
  useEffect(() => {
    latest.current = onEvent;
  });
  useEffect(() => registry.find(taskId).onEvent((event) => latest.current?.(event)), [taskId]);
  return useSyncExternalStore(subscribe, () => registry.find(taskId).snapshot());
}
