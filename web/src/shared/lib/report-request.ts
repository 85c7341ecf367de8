/** Lets any page open *Report a problem*, which the frame owns. */
const listeners = new Set<() => void>();

export function openReport(): void {
  for (const listener of listeners) listener();
}

export function onReportWanted(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
