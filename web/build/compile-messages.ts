/** Compiles the interface texts while bundling, so that no parser of messages is shipped. */
import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import MagicString from "magic-string";
import type { Plugin } from "vite";

const MESSAGE_FILE = /\/i18n\/messages\/(en|zh)\/[a-z-]+\.ts$/;

interface Node {
  type: string;
  start: number;
  end: number;
  value?: unknown;
  [key: string]: unknown;
}

function* propertyTexts(node: unknown): Generator<Node> {
  if (Array.isArray(node)) {
    for (const child of node) yield* propertyTexts(child);
  } else if (node !== null && typeof node === "object") {
    const { type, value } = node as Node;
    const text = value as Node | undefined;
    if (type === "Property" && text?.type === "Literal" && typeof text.value === "string") yield text;
    else for (const child of Object.values(node)) yield* propertyTexts(child);
  }
}

export function compileMessages(): Plugin {
  return {
    name: "compile-messages",
    enforce: "post",
    transform(code, id) {
      if (!MESSAGE_FILE.test(id.split("?")[0] ?? id)) return null;
      const output = new MagicString(code);
      for (const text of propertyTexts(this.parse(code))) {
        // A list even for a plain text: the library takes a bare string for one that nobody compiled, and says so.
        const compiled = compileMessageOrThrow(text.value as string);
        output.overwrite(text.start, text.end, JSON.stringify(compiled));
      }
      return { code: output.toString(), map: output.generateMap({ hires: true }) };
    },
  };
}
