import { Link } from "@tanstack/react-router";
import type { ProblemError } from "@/shared/api/problem";
import { problemText } from "@/shared/api/problem-text";
import { useT } from "@/shared/i18n/i18n";
import type { NamedPart } from "@/shared/lib/goal-draft";
import { Button } from "@/shared/ui/button";
import { offeredGoals, unmatchedClauses } from "../preview";

interface Props {
  problem: ProblemError;
  onChoose: (goal: NamedPart) => void;
}

/** A goal that is not covered, can mean several things, or says nothing: what there is instead, as buttons. */
export function GoalRefusal({ problem, onChoose }: Props) {
  const t = useT();
  const goals = offeredGoals(problem);
  const unmatched = unmatchedClauses(problem);
  const notCovered = problem.type === "goal-not-covered";
  const ambiguous = problem.type === "goal-ambiguous";
  const words = notCovered
    ? t("new.refused.notCovered")
    : ambiguous
      ? t("new.refused.ambiguous")
      : problemText(problem, t);
  return (
    <section role="status" className="arrive flex flex-col gap-3 border-l-2 border-needs pl-4">
      <p className="font-medium">{words}</p>
      {unmatched.length > 0 && (
        <p className="text-muted">{t("new.refused.unmatched", { names: unmatched.join(", ") })}</p>
      )}
      {goals.length > 0 && (
        <div className="flex flex-col gap-2">
          {notCovered && <p className="text-fine text-muted">{t("new.refused.nearest")}</p>}
          <div className="flex flex-wrap gap-2">
            {goals.map((goal) => (
              <Button key={goal.id} size="small" onClick={() => onChoose(goal)}>
                {goal.name}
              </Button>
            ))}
          </div>
        </div>
      )}
      {notCovered && (
        <p className="max-w-measure text-fine text-muted">
          {t("new.refused.model")}{" "}
          <Link className="underline underline-offset-2" to="/app/settings" hash="models">
            {t("new.refused.settings")}
          </Link>
        </p>
      )}
    </section>
  );
}
