/** What the plan assumes about the goal. Nobody waits for an answer; another one plans again. */
import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { toProblem } from "@/shared/api/problem";
import { createSubmission } from "@/shared/api/submission";
import type { CostEstimate, Question } from "@/shared/api/types";
import { problemKey, useT } from "@/shared/i18n/i18n";
import { estimateWords } from "@/shared/lib/cost-words";
import { cx } from "@/shared/lib/cx";
import { isMendedInModels } from "@/shared/lib/model-problems";
import type { TaskView } from "@/shared/realtime/task-view";
import { Banner } from "@/shared/ui/banner";
import { Button } from "@/shared/ui/button";
import { ErrorState } from "@/shared/ui/error-state";
import { ModelsLink } from "@/shared/ui/models-link";
import { RadioOption } from "@/shared/ui/radio-option";
import { TextField } from "@/shared/ui/text-field";
import { canAnswer, changedAnswers, plannedValue } from "../answering";
import { answerQuestions } from "../queries";

const MOST_CHARACTERS = 500;

interface Props {
  task: TaskView;
  /** What a model was said to take for one plan; another one takes about as much. */
  another?: CostEstimate | null | undefined;
}

interface OneProps {
  question: Question;
  value: string;
  onChange: (value: string) => void;
}

function Options({ question, value, onChange }: OneProps) {
  const t = useT();
  const name = useId();
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5">
        {question.text}
        {question.why && <span className="block text-fine text-muted">{question.why}</span>}
      </legend>
      <div className="flex flex-wrap gap-x-2 gap-y-1.5">
        {(question.options ?? []).map((option) => (
          <RadioOption
            key={option}
            name={name}
            isChosen={option === value}
            onChoose={() => onChange(option)}
            size="small"
          >
            <span>{option}</span>
            {option === question.default && (
              <span className="text-fine text-muted">{t("questions.assumed")}</span>
            )}
          </RadioOption>
        ))}
      </div>
    </fieldset>
  );
}

function OwnWords({ question, value, onChange }: OneProps) {
  return (
    <TextField
      label={question.text}
      hint={question.why || undefined}
      value={value}
      maxLength={MOST_CHARACTERS}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function Form({ task, another }: Props) {
  const t = useT();
  const effectId = useId();
  const { questions } = task;
  const [said, setSaid] = useState<Readonly<Record<string, string>>>({});
  const [submission] = useState(() => createSubmission());
  const answers = changedAnswers(questions, said);
  const isUnchanged = Object.keys(answers).length === 0;
  const send = useMutation({
    mutationFn: () => answerQuestions(task.task_id, answers, submission.headers(answers)),
    onSuccess: () => submission.settle(),
  });
  const problem = send.error ? toProblem(send.error) : undefined;
  const inReview = task.status === "human_review_pending";
  return (
    <form
      className="flex flex-col gap-4 pt-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isUnchanged && !send.isPending) send.mutate();
      }}
    >
      <p className="text-fine text-muted">{t("questions.hint")}</p>
      {questions.map((question) => {
        const one = {
          question,
          value: said[question.question_id] ?? plannedValue(question),
          onChange: (value: string) => setSaid({ ...said, [question.question_id]: value }),
        };
        return (question.options ?? []).length > 0 ? (
          <Options key={question.question_id} {...one} />
        ) : (
          <OwnWords key={question.question_id} {...one} />
        );
      })}
      <div className="flex flex-col gap-1.5">
        <Button
          type="submit"
          size="small"
          className={cx("self-start", isUnchanged && "opacity-55")}
          // It stays busy until the next event shows that it is planned again.
          busy={send.isPending || send.isSuccess}
          aria-disabled={isUnchanged}
          aria-describedby={effectId}
        >
          {t("questions.send")}
        </Button>
        <p id={effectId} className="text-fine text-muted">
          {t(inReview ? "questions.effect.review" : "questions.effect.planning")}{" "}
          {another && t("questions.cost", { estimate: estimateWords(another, t) })}
        </p>
      </div>
      {problem && <ErrorState title={t("questions.failed")} error={problem} />}
    </form>
  );
}

/** The block, as long as an answer still counts. */
export function Assumptions({ task, another }: Props) {
  const t = useT();
  if (!canAnswer(task)) return null;
  const { questions, answers_refused: refused } = task;
  const isAnswered = questions.some(({ answer }) => answer != null);
  const values = questions.map(plannedValue).join(" · ");
  const reason = refused === null ? undefined : problemKey(refused);
  return (
    <section className="flex flex-col gap-2 border-y border-hairline py-3">
      {refused !== null && (
        <Banner tone="failed" action={isMendedInModels(refused) && <ModelsLink size="small" />}>
          {t("questions.refused")} {reason && t(reason)}
        </Banner>
      )}
      <details open={!isAnswered}>
        <summary className="min-h-8 hover:text-accent">
          <span className="font-medium">{t(isAnswered ? "questions.answered" : "questions.title")}</span>{" "}
          <span className="text-muted">{values}</span>
        </summary>
        {/* What was sent is what the plan is made with now: the form begins anew. */}
        <Form key={values} task={task} another={another} />
      </details>
    </section>
  );
}
