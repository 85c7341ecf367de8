/** The highlighter itself, in a file of its own: imported whole, the library brings every grammar it has. */
import type { LanguageFn } from "highlight.js";
import { createLowlight } from "lowlight";

export function parseCode(text: string, name: string, grammar: LanguageFn) {
  return createLowlight({ [name]: grammar }).highlight(name, text);
}
