/** What a problem report holds, and what is taken out of it before anyone sees it. */
import type { Support } from "@/shared/api/types";
import type { ConsoleLine } from "@/shared/lib/console-ring";

export interface ProblemReport {
  made_at: string;
  url: string;
  task_id: string | null;
  browser: { user_agent: string; language: string; online: boolean; viewport: string };
  server: Support | { unavailable: string } | null;
  console: readonly ConsoleLine[];
}

/** Values that give access or name a person, wherever they stand in a text. */
const SECRETS: readonly [RegExp, string][] = [
  [/\bbearer\s+[\w.~+/-]+=*/gi, "Bearer [removed]"],
  [
    /((?:authorization|cookie|token|secret|password|api[_-]?key)["']?\s*[:=]\s*["']?)[^\s"',;&]+/gi,
    "$1[removed]",
  ],
  [/\b(?:sk|pk|ghp|xox[abp])[-_][\w-]{8,}/g, "[removed]"],
  [/[\w.+-]+@[\w-]+\.[\w.-]+/g, "[e-mail removed]"],
  [/(\/(?:home|Users)\/)[^/\s"']+/g, "$1[removed]"],
];

export function redactText(text: string): string {
  return SECRETS.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}

/** The same value with every text redacted. */
export function redact<Value>(value: Value): Value {
  if (typeof value === "string") return redactText(value) as Value;
  if (Array.isArray(value)) return value.map(redact) as Value;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redact(inner)])) as Value;
}
