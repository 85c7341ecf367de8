/** Remembers that a navigation happened until the new page's heading has taken the focus; the first load does not count. */
let pending = false;

export function noteNavigation(): void {
  pending = true;
}

export function takeNavigation(): boolean {
  const was = pending;
  pending = false;
  return was;
}
