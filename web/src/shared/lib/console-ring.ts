/** The last lines this page wrote to the console, kept for *Report a problem*. */

const LIMIT = 200;

export interface ConsoleLine {
  at: string;
  level: "info" | "error";
  text: string;
}

const ring: ConsoleLine[] = [];

function keep(level: ConsoleLine["level"], text: string): void {
  ring.push({ at: new Date().toISOString(), level, text: text.slice(0, 2000) });
  if (ring.length > LIMIT) ring.shift();
}

export const consoleLines = (): readonly ConsoleLine[] => [...ring];

/** Write one line to the console and keep it. */
export function logInfo(text: string): void {
  keep("info", text);
  // biome-ignore lint/suspicious/noConsole: the one place that writes to the console.
  console.info(text);
}

/** Keep what the browser reports as uncaught. It has been shown in the console already. */
export function keepUncaughtErrors(): void {
  addEventListener("error", (event) => keep("error", event.error?.stack ?? event.message));
  addEventListener("unhandledrejection", (event) =>
    keep("error", String(event.reason?.stack ?? event.reason)),
  );
}
