/** What the page says to a goal: what was understood and what it comes to, or why nobody can begin with it. */
import type { ProblemError } from "@/shared/api/problem";
import { problemText } from "@/shared/api/problem-text";
import type { GoalRequest, Preview } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import type { NamedPart } from "@/shared/lib/goal-draft";
import { StatusMark } from "@/shared/ui/status-mark";
import { isGoalRefusal } from "../preview";
import type { FieldsProps } from "./fields";
import { GoalRefusal } from "./goal-refusal";
import { PlacementOffer } from "./placement-offer";
import { UnderstoodChips } from "./understood-chips";
import { VerdictPanel } from "./verdict-panel";

interface Props {
  fields: FieldsProps;
  goal: GoalRequest;
  /** The answer to show; none while there is none, or where the goal is refused. */
  preview: Preview | undefined;
  isBehind: boolean;
  refused: ProblemError | undefined;
  /** Most goals are refused while they are half typed: only then it is worth more than a word. */
  isSettled: boolean;
  problem: ProblemError | undefined;
  onGoal: (goal: NamedPart) => void;
}

export function GoalAnswer({ fields, goal, preview, isBehind, refused, isSettled, problem, onGoal }: Props) {
  const t = useT();
  const { draft, onChange, understood } = fields;
  return (
    <>
      {understood && <UnderstoodChips {...fields} understood={understood} isBehind={isBehind} />}
      {preview && <VerdictPanel preview={preview} draft={draft} onChange={onChange} isBehind={isBehind} />}
      {preview && preview.concept_count + draft.placed.length > 0 && (
        <PlacementOffer draft={draft} goal={goal} onChange={onChange} />
      )}
      {refused &&
        preview === undefined &&
        (isSettled ? (
          <GoalRefusal problem={refused} onChoose={onGoal} />
        ) : (
          <p className="text-muted">{t("new.refused.soon")}</p>
        ))}
      {problem && !isGoalRefusal(problem) && (
        <p role="status" className={problem.isTransient ? "text-fine text-muted" : "text-failed"}>
          {problem.isTransient ? t("new.previewFailed") : problemText(problem, t)}
        </p>
      )}
      {preview && preview.fallback_count > 0 && (
        <p className="text-fine text-muted">
          <StatusMark meaning="waiting" labelHidden className="mr-1.5 align-middle" size={12} />
          {t("new.partlyEnglish", { count: preview.fallback_count, total: preview.concept_count })}
        </p>
      )}
    </>
  );
}
