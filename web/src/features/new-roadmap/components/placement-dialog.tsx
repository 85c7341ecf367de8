import type { GoalRequest } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import type { NamedPart } from "@/shared/lib/goal-draft";
import { Dialog } from "@/shared/ui/dialog";
import { ErrorState } from "@/shared/ui/error-state";
import { ProgressLine } from "@/shared/ui/progress-line";
import { SkeletonLines } from "@/shared/ui/skeleton";
import { usePlacement } from "../placement";
import { PlacementQuestion } from "./placement-question";
import { PlacementResult } from "./placement-result";

interface Props {
  goal: GoalRequest;
  onTake: (known: readonly NamedPart[]) => void;
  onClose: () => void;
}

const MOST_QUESTIONS = 12;

/** The placement quiz from its first question to what the learner makes of its result. */
export function PlacementDialog({ goal, onTake, onClose }: Props) {
  const t = useT();
  const quiz = usePlacement(goal);
  const { step } = quiz;
  const total = step?.at_most ?? MOST_QUESTIONS;
  const isAsking = !step?.result;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("place.title")}
      {...(isAsking && { description: t("place.about", { count: total }) })}
    >
      {quiz.error && <ErrorState title={t("place.failed")} error={quiz.error} onRetry={quiz.retry} />}
      {!step && !quiz.error && <SkeletonLines lines={6} />}
      {step?.question && (
        <>
          <ProgressLine
            label={t("place.position", { number: step.answered + 1, total })}
            done={step.answered}
            total={total}
          />
          <PlacementQuestion
            key={`${step.question.concept_id}/${step.question.item_id}`}
            question={step.question}
            isBusy={quiz.isBusy}
            onAnswer={quiz.answer}
            onFinish={step.answered > 0 ? quiz.finish : undefined}
          />
        </>
      )}
      {step?.result && <PlacementResult result={step.result} onTake={onTake} onAgain={quiz.again} />}
    </Dialog>
  );
}
