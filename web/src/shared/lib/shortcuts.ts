/** Keys: one listener, a list of what is bound now, so that the help overlay never lies. */
import { useEffect, useRef, useSyncExternalStore } from "react";
import type { MessageKey } from "@/shared/i18n/i18n";

export interface Shortcut {
  /** One key (`"n"`), two in a row (`"g n"`), or one of several (`"1|2|3"`). */
  keys: string;
  label: MessageKey;
  group: "everywhere" | "page";
}

interface Bound extends Shortcut {
  run: (event: KeyboardEvent) => void;
}

const SEQUENCE_MS = 1200;
let bound: readonly Bound[] = [];
const listeners = new Set<() => void>();
let previous: { key: string; at: number } | undefined;

function change(next: readonly Bound[]): void {
  bound = next;
  for (const listener of listeners) listener();
}

const TYPING =
  "input:not([type=checkbox],[type=radio],[type=button]), textarea, select, [contenteditable=true]";

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TYPING) !== null;
}

const hasKey = (keys: string, key: string) =>
  keys === key || (keys.includes("|") && keys.split("|").includes(key));

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
    return;
  if (document.querySelector("[role=dialog], [role=menu]") !== null) return;
  const sequence =
    previous && event.timeStamp - previous.at < SEQUENCE_MS ? `${previous.key} ${event.key}` : "";
  previous = { key: event.key, at: event.timeStamp };
  const match =
    bound.find(({ keys }) => keys === sequence) ?? bound.find(({ keys }) => hasKey(keys, event.key));
  if (match === undefined) return;
  previous = undefined;
  event.preventDefault();
  match.run(event);
}

/** Bind a key while the component is shown. Keys typed into a field, or while a dialog is open, do nothing. */
export function useShortcut(shortcut: Shortcut, run: (event: KeyboardEvent) => void, enabled = true): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  const { keys, label, group } = shortcut;
  useEffect(() => {
    if (!enabled) return undefined;
    const entry: Bound = { keys, label, group, run: (event) => latest.current(event) };
    if (bound.length === 0) addEventListener("keydown", onKeyDown);
    change([...bound, entry]);
    return () => {
      change(bound.filter((other) => other !== entry));
      if (bound.length === 0) removeEventListener("keydown", onKeyDown);
    };
  }, [keys, label, group, enabled]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useBoundShortcuts = (): readonly Shortcut[] => useSyncExternalStore(subscribe, () => bound);
