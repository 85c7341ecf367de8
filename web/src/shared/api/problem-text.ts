import { problemKey, type Translate } from "@/shared/i18n/i18n";
import type { ProblemError } from "./problem";

/** Types whose detail names what their text cannot: a part of the roadmap, a chain of needs, a field. */
const WITH_DETAIL: ReadonlySet<string> = new Set([
  "operation-refused",
  "placement-answer-refused",
  "invalid-request",
]);

/** What a problem's text leaves out, as the server puts it, in English; the reason at its place before that of the whole. */
export function problemDetail({ type, errors, detail }: ProblemError): string | undefined {
  return WITH_DETAIL.has(type) ? (errors[0]?.detail ?? detail) : undefined;
}

/** A problem in the learner's language, by its type; the server's own English detail when the type is unknown. */
export function problemText(problem: ProblemError, t: Translate): string {
  const key = problemKey(problem.type);
  return key === undefined ? problem.detail : t(key);
}
