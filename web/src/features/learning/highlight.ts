/** Colours code, a language at a time: each grammar is fetched when a text first uses it. */
import type { LanguageFn } from "highlight.js";

type Grammar = () => Promise<{ default: LanguageFn }>;

const GRAMMARS: Record<string, Grammar> = {
  bash: () => import("highlight.js/lib/languages/bash"),
  css: () => import("highlight.js/lib/languages/css"),
  diff: () => import("highlight.js/lib/languages/diff"),
  ini: () => import("highlight.js/lib/languages/ini"),
  javascript: () => import("highlight.js/lib/languages/javascript"),
  json: () => import("highlight.js/lib/languages/json"),
  python: () => import("highlight.js/lib/languages/python"),
  sql: () => import("highlight.js/lib/languages/sql"),
  typescript: () => import("highlight.js/lib/languages/typescript"),
  xml: () => import("highlight.js/lib/languages/xml"),
  yaml: () => import("highlight.js/lib/languages/yaml"),
};

const ALIASES: Record<string, string> = {
  console: "bash",
  html: "xml",
  js: "javascript",
  py: "python",
  pycon: "python",
  sh: "bash",
  shell: "bash",
  toml: "ini",
  ts: "typescript",
  yml: "yaml",
};

/** A piece of code with what it is: keyword, string, … */
export interface Piece {
  text: string;
  kind: string | undefined;
}

interface Node {
  type: string;
  value?: string;
  properties?: { className?: unknown };
  children?: readonly Node[];
}

function* pieces(node: Node, kind?: string): Generator<Piece> {
  if (node.type === "text") yield { text: node.value ?? "", kind };
  const names = node.properties?.className;
  const own = Array.isArray(names) ? String(names[0]).replace("hljs-", "") : kind;
  for (const child of node.children ?? []) yield* pieces(child, own);
}

/** The pieces of a text, or undefined when its language is not known. */
export async function highlight(text: string, language: string): Promise<readonly Piece[] | undefined> {
  const name = ALIASES[language] ?? language;
  const grammar = GRAMMARS[name];
  if (grammar === undefined) return undefined;
  const [{ parseCode }, { default: rules }] = await Promise.all([import("./highlight-engine"), grammar()]);
  return [...pieces(parseCode(text, name, rules) as Node)];
}
