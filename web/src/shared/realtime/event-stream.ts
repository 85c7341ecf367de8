/** Splits `text/event-stream` into messages, however its bytes are cut (HTML standard, 9.2.6). */

/** The data of each message, in order; `null` for a comment, which is a sign of life. */
export type StreamItem = string | null;

/** Takes pieces of the text and gives what is complete now. */
export function createEventStreamParser(): (piece: string) => StreamItem[] {
  let rest = "";
  let data: string[] = [];

  return (piece) => {
    rest += piece;
    // A carriage return at the end may be half of a line end.
    const held = rest.endsWith("\r") ? "\r" : "";
    const lines = (held ? rest.slice(0, -1) : rest).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? "") + held;
    const items: StreamItem[] = [];
    for (const line of lines) {
      if (line.startsWith(":")) items.push(null);
      else if (line.startsWith("data:")) data.push(line.slice(line[5] === " " ? 6 : 5));
      else if (line === "" && data.length > 0) {
        items.push(data.join("\n"));
        data = [];
      }
    }
    return items;
  };
}
