/** Light, dark, or as the system says; applied to `<html data-theme>`. */
import { useSyncExternalStore } from "react";
import { readSetting, writeSetting } from "./settings";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const systemDark = () => matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

export function chosenTheme(): Theme {
  const stored = readSetting("theme");
  return stored === "light" || stored === "dark" ? stored : "system";
}

function apply(): void {
  const theme = chosenTheme();
  const dark = theme === "dark" || (theme === "system" && systemDark().matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}

export function chooseTheme(theme: Theme): void {
  writeSetting("theme", theme === "system" ? undefined : theme);
  apply();
  for (const listener of listeners) listener();
}

/** Follow the system while the page is open. */
export function watchSystemTheme(): void {
  systemDark().addEventListener("change", apply);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useTheme = (): Theme => useSyncExternalStore(subscribe, chosenTheme);
