/** What this browser remembers between visits. A blocked store is the same as an empty one. */
const PREFIX = "milepost.";

export type SettingName = "language" | "theme" | "rail" | "notify" | "redating";

export function readSetting(name: SettingName): string | undefined {
  try {
    return localStorage.getItem(PREFIX + name) ?? undefined;
  } catch {
    return undefined;
  }
}

export function writeSetting(name: SettingName, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {
    // Private windows refuse; the choice then holds until the page is closed.
  }
}
