/** A tutorial as the paragraphs that it is read as. Pure. */
import type { Tutorial } from "@/shared/api/types";

export interface Block {
  kind: "heading" | "code" | "text";
  text: string;
}

type Whole = Pick<Tutorial, "outcomes" | "body" | "practice">;

/** Outcomes, guide and practice, in the order of the page. */
export function blocksOf({ outcomes, body, practice }: Whole): readonly Block[] {
  const text = (words: string): Block => ({ kind: "text", text: words });
  return [
    ...outcomes.map(text),
    ...markdownBlocks(body),
    ...(practice ? [...markdownBlocks(practice.task), ...markdownBlocks(practice.done_when)] : []),
  ];
}

/** Paragraphs, headings and code blocks; a code block is one piece, whatever empty lines it has. */
export function markdownBlocks(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let fence: string | undefined;
  const end = (kind: Block["kind"]) => {
    const text = lines.join("\n").trim();
    if (text) blocks.push({ kind, text });
    lines = [];
  };
  for (const line of markdown.split("\n")) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      lines.push(line);
      if (mark?.startsWith(fence)) {
        fence = undefined;
        end("code");
      }
    } else if (mark !== undefined) {
      end("text");
      fence = mark;
      lines.push(line);
    } else if (line.trim() === "") {
      end("text");
    } else if (/^ {0,3}#{1,6} /.test(line)) {
      end("text");
      lines.push(line.replace(/^ {0,3}#{1,6} +/, ""));
      end("heading");
    } else {
      lines.push(line);
    }
  }
  end(fence === undefined ? "text" : "code");
  return blocks;
}
