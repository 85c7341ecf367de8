/** Markdown that stops in the middle, as it can be shown: what is open is closed, what is only begun is left out. Pure. */

const FENCE = /^ {0,3}(`{3,}|~{3,})([^\n]*)$/;

/** The fence that is open at the end of a text, if one is. */
function openFence(lines: readonly string[]): string | undefined {
  let open: string | undefined;
  for (const line of lines) {
    const found = FENCE.exec(line);
    const mark = found?.[1];
    if (mark === undefined) continue;
    if (open === undefined) open = mark;
    else if (mark[0] === open[0] && mark.length >= open.length && found?.[2]?.trim() === "") open = undefined;
  }
  return open;
}

export function closedMarkdown(text: string): string {
  const lines = text.split("\n");
  const last = lines.at(-1) ?? "";
  // Half a fence would be read as code within a line, half a heading as a line of signs.
  if (/^ {0,3}(`{1,2}|~{1,2}|#{1,6}|[-*+]|\d+[.)])$/.test(last.trimEnd())) lines.pop();
  const open = openFence(lines);
  if (open !== undefined) return `${lines.join("\n")}\n${open}`;
  return closedInline(lines.join("\n"));
}

/** Emphasis and code that the last paragraph leaves open. */
function closedInline(text: string): string {
  const paragraph = text.slice(text.lastIndexOf("\n\n") + 1);
  if (odd(paragraph, "`")) return `${text}\``;
  const plain = paragraph.replace(/`[^`]*`/g, "");
  return odd(plain, "**") ? `${text.trimEnd()}**` : text;
}

const odd = (text: string, mark: string) => (text.split(mark).length - 1) % 2 === 1;
