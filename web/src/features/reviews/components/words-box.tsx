import type { KeyboardEvent, RefObject } from "react";
import { toProblem } from "@/shared/api/problem";
import { useT } from "@/shared/i18n/i18n";
import { Button } from "@/shared/ui/button";
import { ErrorState } from "@/shared/ui/error-state";
import { TextArea } from "@/shared/ui/text-field";
import type { PlanEditor } from "../use-plan-editor";

interface Props {
  editor: PlanEditor;
  box: RefObject<HTMLDivElement | null>;
}

/** Changes said in words; they come back as operations in the list below. */
export function WordsBox({ editor, box }: Props) {
  const t = useT();
  const { words, changes, notUnderstood } = editor;
  const send = () => {
    const text = changes.words.trim();
    if (text !== "" && !words.isPending) words.mutate(text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
  const problem = words.error ? toProblem(words.error) : undefined;
  const unread = problem?.type === "feedback-not-understood";
  return (
    <div ref={box} className="flex flex-col gap-2">
      <TextArea
        label={t("review.words.title")}
        hint={t("review.words.hint")}
        placeholder={t("review.words.placeholder")}
        rows={3}
        maxLength={10_000}
        value={changes.words}
        error={unread ? t("problem.feedback-not-understood") : undefined}
        onChange={(event) => editor.write(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Button
        className="self-start"
        size="small"
        busy={words.isPending}
        aria-disabled={changes.words.trim() === ""}
        onClick={send}
      >
        {t("review.words.send")}
      </Button>
      {notUnderstood.length > 0 && (
        <div role="status" className="border-l-2 border-needs pl-3 text-fine">
          <p className="font-medium">{t("review.words.notUnderstood")}</p>
          <ul className="text-muted">
            {notUnderstood.map((clause) => (
              <li key={clause}>{clause}</li>
            ))}
          </ul>
        </div>
      )}
      {problem && !unread && problem.type !== "stale-revision" && (
        <ErrorState title={t("review.words.failed")} error={problem} onRetry={send} />
      )}
    </div>
  );
}
