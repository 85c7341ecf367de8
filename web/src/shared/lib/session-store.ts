/** What this tab remembers across a reload. A blocked store is the same as an empty one. */
const PREFIX = "milepost.";

export function readSession<Value>(name: string): Value | undefined {
  try {
    const text = sessionStorage.getItem(PREFIX + name);
    return text === null ? undefined : (JSON.parse(text) as Value);
  } catch {
    return undefined;
  }
}

export function writeSession(name: string, value: unknown): void {
  try {
    if (value === undefined) sessionStorage.removeItem(PREFIX + name);
    else sessionStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Private windows refuse, and a full store does too; the page works without.
  }
}
