import { problemKey, type Translate } from "@/shared/i18n/i18n";
import type { ProblemError } from "./problem";

/** A problem in the learner's language, by its type; the server's own English detail when the type is unknown. */
export function problemText(problem: ProblemError, t: Translate): string {
  const key = problemKey(problem.type);
  return key === undefined ? problem.detail : t(key);
}
