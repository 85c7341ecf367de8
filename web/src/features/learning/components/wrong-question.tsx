import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toProblem } from "@/shared/api/problem";
import type { Quiz, QuizItem } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { HTML_LANG, type Language } from "@/shared/i18n/language";
import { Button } from "@/shared/ui/button";
import { InlineText } from "@/shared/ui/inline-text";
import { ProblemWords } from "@/shared/ui/problem-words";
import { TextField } from "@/shared/ui/text-field";
import { showToast } from "@/shared/ui/toast";
import { type ConceptAddress, quizQuery } from "../queries";
import { putQuestionBack, removeQuestion } from "../version-queries";

/** What the server answers is the quiz as it is asked from now on, wherever it is shown. */
function useKeepQuiz(address: ConceptAddress) {
  const client = useQueryClient();
  return (quiz: Quiz) => {
    for (const version of [undefined, quiz.version])
      client.setQueryData(quizQuery(address, version).queryKey, (before) =>
        before?.version === quiz.version ? quiz : before,
      );
  };
}

function usePutBack(address: ConceptAddress, version: number) {
  const t = useT();
  const keep = useKeepQuiz(address);
  return useMutation({
    mutationFn: (itemId: string) => putQuestionBack({ ...address, version, itemId }),
    onSuccess: keep,
    onError: () => showToast("error", t("wrong.backFailed")),
  });
}

interface Props {
  address: ConceptAddress;
  quiz: Quiz;
  item: QuizItem;
  /** It is out; called before the quiz is shown without it. */
  onRemoved: () => void;
}

/** Takes a question out that is wrong, at once, with a word on what is wrong for whoever wants to say it. */
export function WrongQuestion({ address, quiz, item, onRemoved }: Props) {
  const t = useT();
  const keep = useKeepQuiz(address);
  const putBack = usePutBack(address, quiz.version);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const remove = useMutation({
    mutationFn: () =>
      removeQuestion({ ...address, version: quiz.version, itemId: item.item_id }, reason.trim()),
    onSuccess: (after) => {
      onRemoved();
      keep(after);
      void showToast("info", t("wrong.done"), {
        label: t("wrong.undo"),
        onPress: () => putBack.mutate(item.item_id),
      });
    },
  });
  if (!open)
    return (
      <Button look="quiet" size="small" className="-ml-3 self-start" onClick={() => setOpen(true)}>
        {t("wrong.open")}
      </Button>
    );
  return (
    <form
      className="flex flex-col gap-3 rounded-card border border-hairline p-4 font-ui text-body"
      onSubmit={(event) => {
        event.preventDefault();
        if (!remove.isPending) remove.mutate();
      }}
    >
      <TextField
        label={t("wrong.reason")}
        hint={t("wrong.text")}
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
        // It was opened to be filled in.
        autoFocus
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="small" look="danger" busy={remove.isPending}>
          {t("wrong.take")}
        </Button>
        <Button size="small" look="quiet" onClick={() => setOpen(false)}>
          {t("wrong.cancel")}
        </Button>
      </div>
      {remove.error && (
        <p role="alert" className="text-fine text-failed">
          {t("wrong.failed")}: <ProblemWords problem={toProblem(remove.error)} />
        </p>
      )}
    </form>
  );
}

interface RemovedProps {
  address: ConceptAddress;
  quiz: Quiz;
  language: Language;
}

/** What was taken out, to be put back; and that too little is left, where it is. */
export function RemovedQuestions({ address, quiz, language }: RemovedProps) {
  const t = useT();
  const putBack = usePutBack(address, quiz.version);
  return (
    <div className="flex flex-col gap-3 font-ui text-body">
      {quiz.too_short && (
        <p role="status" className="rounded-card bg-needs-wash px-4 py-3">
          {t("wrong.tooShort", { count: quiz.items.length })}
        </p>
      )}
      <details className="text-fine">
        <summary className="w-fit cursor-pointer text-muted">
          {t("wrong.list", { count: quiz.removed.length })}
        </summary>
        <ul className="mt-2 flex flex-col gap-2">
          {quiz.removed.map(({ item_id, stem, reason }) => (
            <li key={item_id} className="flex flex-wrap items-start gap-x-3 gap-y-1">
              <span className="min-w-0 flex-1 basis-60">
                <span lang={HTML_LANG[language]}>
                  <InlineText text={stem} />
                </span>
                {reason && <span className="block text-muted">{reason}</span>}
              </span>
              <Button
                size="small"
                // The marks of code are for the eye.
                aria-label={t("wrong.backOf", { stem: stem.replaceAll("`", "") })}
                busy={putBack.isPending && putBack.variables === item_id}
                onClick={() => putBack.mutate(item_id)}
              >
                {t("wrong.back")}
              </Button>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
