import { type ReactNode, useEffect, useId, useRef } from "react";
import type { QuizItem } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { cx } from "@/shared/lib/cx";
import { useShortcut } from "@/shared/lib/shortcuts";
import { Button } from "@/shared/ui/button";
import { InlineText } from "@/shared/ui/inline-text";
import { StatusMark } from "@/shared/ui/status-mark";

export interface ItemGrade {
  correct: boolean;
  right_option_ids: readonly string[];
  explanation: string;
}

interface Props {
  item: QuizItem;
  chosen: readonly string[];
  /** The server's grade; absent while the question is open. */
  grade: ItemGrade | undefined;
  busy: boolean;
  isLast: boolean;
  onChoose: (optionId: string) => void;
  onCheck: () => void;
  onNext: () => void;
  /** What can be done about the question once it is graded. */
  afterwards?: ReactNode;
}

/** One question: choose with the mouse or keys 1–5, check, read why, go on. */
export function QuizQuestion(props: Props) {
  const { item, chosen, grade, busy, isLast, onChoose, onCheck, onNext, afterwards } = props;
  const t = useT();
  const name = useId();
  const form = useRef<HTMLFormElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  const open = grade === undefined;
  useShortcut(
    { keys: "1|2|3|4|5", label: "learning.key.choose", group: "page" },
    ({ key }) => {
      const option = item.options[Number(key) - 1];
      if (option === undefined) return;
      onChoose(option.option_id);
      // With the focus on the answer, Enter checks it.
      form.current?.querySelectorAll("input")[Number(key) - 1]?.focus();
    },
    open,
  );
  useEffect(() => {
    if (!open) next.current?.focus();
  }, [open]);
  return (
    <div className="flex flex-col gap-4">
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (open && chosen.length > 0 && !busy) onCheck();
        }}
        className="flex flex-col gap-4"
      >
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-2 font-read text-read font-semibold">
            <InlineText text={item.stem} />
          </legend>
          <p className="text-fine text-muted">
            {item.several ? t("learning.quiz.several") : t("learning.quiz.one")}
          </p>
          {item.options.map((option, index) => (
            <label
              key={option.option_id}
              className={cx(
                "flex items-start gap-3 rounded-card border p-3",
                open ? "cursor-pointer hover:bg-sunken" : "",
                chosen.includes(option.option_id) ? "border-accent bg-accent-wash" : "border-hairline",
              )}
            >
              <input
                type={item.several ? "checkbox" : "radio"}
                name={name}
                checked={chosen.includes(option.option_id)}
                disabled={!open}
                onChange={() => onChoose(option.option_id)}
                className="mt-1 size-4 shrink-0 accent-accent"
              />
              <span className="figures text-muted" aria-hidden>
                {index + 1}
              </span>
              <span className="min-w-0 flex-1">
                <InlineText text={option.text} />
              </span>
              <OptionMark optionId={option.option_id} chosen={chosen} grade={grade} />
            </label>
          ))}
        </fieldset>
        <div role="status">{grade && <Explanation grade={grade} />}</div>
        {open ? (
          <Button
            type="submit"
            look="primary"
            className="self-start"
            disabled={chosen.length === 0}
            busy={busy}
          >
            {t("learning.quiz.check")}
          </Button>
        ) : (
          <button
            ref={next}
            type="button"
            onClick={onNext}
            className="inline-flex min-h-10 items-center self-start rounded-card bg-accent px-4 font-medium text-on-accent hover:bg-accent-strong"
          >
            {isLast ? t("learning.quiz.toResult") : t("learning.quiz.next")}
          </button>
        )}
      </form>
      {!open && afterwards}
    </div>
  );
}

interface MarkProps {
  optionId: string;
  chosen: readonly string[];
  grade: ItemGrade | undefined;
}

function OptionMark({ optionId, chosen, grade }: MarkProps) {
  const t = useT();
  if (grade === undefined) return null;
  if (grade.right_option_ids.includes(optionId))
    return (
      <StatusMark meaning="done" label={t("learning.quiz.rightAnswer")} className="self-center text-fine" />
    );
  if (!chosen.includes(optionId)) return null;
  return (
    <StatusMark meaning="failed" label={t("learning.quiz.yourAnswer")} className="self-center text-fine" />
  );
}

function Explanation({ grade }: { grade: ItemGrade }) {
  const t = useT();
  return (
    <div className={cx("rounded-card p-4", grade.correct ? "bg-done-wash" : "bg-failed-wash")}>
      <StatusMark
        meaning={grade.correct ? "done" : "failed"}
        label={grade.correct ? t("learning.quiz.right") : t("learning.quiz.wrong")}
        className="font-semibold"
      />
      <p className="mt-1 font-read text-read">
        <InlineText text={grade.explanation} />
      </p>
    </div>
  );
}
