import { toProblem } from "@/shared/api/problem";
import { ProblemWords } from "@/shared/ui/problem-words";

/** That something could not be done with a part, and why; nothing while nothing went wrong. */
export function PartFailure({ title, error }: { title: string; error: Error | null }) {
  if (error === null) return null;
  return (
    <p role="alert" className="text-fine text-failed">
      {title}: <ProblemWords problem={toProblem(error)} />
    </p>
  );
}
