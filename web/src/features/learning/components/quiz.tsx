import { useMutation, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { roadmapKeys } from "@/shared/api/roadmap-queries";
import { createSubmission } from "@/shared/api/submission";
import type { Attempt, Concept, Quiz as QuizContent } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { HTML_LANG } from "@/shared/i18n/language";
import { useFormat } from "@/shared/i18n/use-format";
import { Button } from "@/shared/ui/button";
import { ErrorState } from "@/shared/ui/error-state";
import { ProgressLine } from "@/shared/ui/progress-line";
import { StatusMark } from "@/shared/ui/status-mark";
import { WrittenIn } from "@/shared/ui/written-in";
import { type ConceptAddress, gradeAnswers } from "../queries";
import {
  answersWith,
  firstQuestion,
  gradeOf,
  moveQuiz,
  type QuizMove,
  questionOf,
  rightCount,
  settled,
} from "../quiz-state";
import { QuizQuestion } from "./quiz-question";

const WrongQuestion = lazy(() =>
  import("./wrong-question").then((module) => ({ default: module.WrongQuestion })),
);
const RemovedQuestions = lazy(() =>
  import("./wrong-question").then((module) => ({ default: module.RemovedQuestions })),
);

interface Props {
  address: ConceptAddress;
  concept: Concept;
  quiz: QuizContent;
  /** The first answer was given. */
  onBegun: () => void;
}

/** The quiz of a concept. Answers are graded by the server; its key is not in this page before that. */
export function Quiz({ address, concept, quiz, onBegun }: Props) {
  const t = useT();
  const { formatNumber } = useFormat();
  const [begun, setBegun] = useState(false);
  const removed = quiz.removed.length > 0 && (
    <Suspense>
      <RemovedQuestions address={address} quiz={quiz} language={quiz.language} />
    </Suspense>
  );
  if (begun && quiz.items.length > 0)
    return (
      <div className="flex flex-col gap-6">
        <Running {...{ address, quiz, onBegun }} />
        {removed}
      </div>
    );
  if (quiz.items.length === 0) return removed;
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="figures flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
        <span>
          {t("learning.quiz.questions", { count: quiz.items.length })}
          {concept.quiz_score !== null &&
            ` · ${t("learning.quiz.best", { percent: formatNumber(concept.quiz_score * 100, 0) })}`}
        </span>
        <WrittenIn language={quiz.language} />
      </p>
      <Button onClick={() => setBegun(true)}>{t("learning.quiz.begin")}</Button>
      {removed}
    </div>
  );
}

function useGrading(address: ConceptAddress, quiz: QuizContent, onGraded: (attempt: Attempt) => void) {
  const client = useQueryClient();
  const [submission] = useState(() => createSubmission());
  return useMutation({
    mutationFn: (answers: Record<string, string[]>) => {
      const body = { version: quiz.version, answers };
      return gradeAnswers(address, body, submission.headers(body));
    },
    onSuccess: (attempt) => {
      submission.settle();
      onGraded(attempt);
      return client.invalidateQueries({ queryKey: roadmapKeys.detail(address.roadmapId) });
    },
  });
}

function Running({ address, quiz, onBegun }: Omit<Props, "concept">) {
  const t = useT();
  const [kept, setState] = useState(firstQuestion);
  const state = settled(quiz, kept);
  const move = (next: QuizMove) => setState((before) => moveQuiz(quiz, before, next));
  const grading = useGrading(address, quiz, (attempt) => move({ type: "graded", attempt }));
  const regrading = useGrading(address, quiz, (attempt) =>
    setState((before) => ({ ...before, graded: attempt })),
  );
  const item = questionOf(quiz, state);
  if (state.stage === "result" || item === undefined)
    return (
      <Result
        quiz={quiz}
        right={rightCount(quiz, state)}
        attempt={state.graded}
        onAgain={() => move({ type: "again" })}
      />
    );
  const removed = () => {
    const after = moveQuiz(quiz, state, { type: "removed", itemId: item.item_id });
    setState(after);
    // The last grade counted it; what is left is graded by itself.
    if (after.stage === "result" && Object.keys(after.answers).length > 0)
      regrading.mutate(answersWith({ ...quiz, items: [] }, after));
  };
  const check = () => {
    if (state.index === 0) onBegun();
    grading.mutate(answersWith(quiz, state));
  };
  return (
    <div lang={HTML_LANG[quiz.language]} className="flex flex-col gap-4">
      <ProgressLine
        label={t("learning.quiz.position", { number: state.index + 1, total: quiz.items.length })}
        done={Object.keys(state.answers).length}
        total={quiz.items.length}
      />
      <QuizQuestion
        key={item.item_id}
        item={item}
        chosen={state.chosen}
        grade={state.stage === "explained" ? gradeOf(state, item.item_id) : undefined}
        busy={grading.isPending}
        isLast={state.index === quiz.items.length - 1}
        onChoose={(optionId) => move({ type: "choose", optionId })}
        onCheck={check}
        onNext={() => move({ type: "next" })}
        afterwards={
          <Suspense>
            <WrongQuestion address={address} quiz={quiz} item={item} onRemoved={removed} />
          </Suspense>
        }
      />
      {grading.isError && (
        <ErrorState title={t("learning.quiz.failed")} error={grading.error} onRetry={check} />
      )}
    </div>
  );
}

interface ResultProps {
  quiz: QuizContent;
  right: number;
  attempt: Attempt | undefined;
  onAgain: () => void;
}

function Result({ quiz, right, attempt, onAgain }: ResultProps) {
  const t = useT();
  const passed = attempt?.passed ?? false;
  return (
    <div className="flex flex-col items-start gap-3" role="status">
      <p className="figures text-title font-semibold">
        {t("learning.quiz.result", { right, total: quiz.items.length })}
      </p>
      {passed ? (
        <StatusMark meaning="done" label={t("learning.quiz.passed")} />
      ) : (
        <p className="text-muted">{t("learning.quiz.notPassed")}</p>
      )}
      <Button size="small" onClick={onAgain}>
        {t("learning.quiz.again")}
      </Button>
    </div>
  );
}
