import type { ProblemError } from "@/shared/api/problem";
import { problemDetail, problemText } from "@/shared/api/problem-text";
import { useT } from "@/shared/i18n/i18n";

/** A problem within a sentence: what is wrong in the learner's language, then what it concerns. */
export function ProblemWords({ problem }: { problem: ProblemError }) {
  const t = useT();
  const detail = problemDetail(problem);
  return (
    <>
      {problemText(problem, t)}
      {detail && <span lang="en"> {detail}</span>}
    </>
  );
}
