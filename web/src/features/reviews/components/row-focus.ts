/** Where the row of a part is in the document. */
export function rowId(partId: string): string {
  return `part-${partId}`;
}

/** Bring a part into view and put the focus on it. */
export function showPart(partId: string): void {
  const row = document.getElementById(rowId(partId));
  row?.scrollIntoView({ block: "center" });
  row?.focus();
}
