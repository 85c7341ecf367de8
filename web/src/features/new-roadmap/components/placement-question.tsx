import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { PlacementQuestion as Question } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { HTML_LANG } from "@/shared/i18n/language";
import { Button } from "@/shared/ui/button";
import { InlineText } from "@/shared/ui/inline-text";
import { RadioOption } from "@/shared/ui/radio-option";
import { WrittenIn } from "@/shared/ui/written-in";

interface Props {
  question: Question;
  isBusy: boolean;
  /** The chosen option; null for "I do not know". */
  onAnswer: (optionId: string | null) => void;
  /** Absent while there is nothing to conclude from. */
  onFinish: (() => void) | undefined;
}

/** One question: keys 1–5 choose, Enter goes on. What is right is not said; this is no lesson yet. */
export function PlacementQuestion({ question, isBusy, onAnswer, onFinish }: Props) {
  const t = useT();
  const name = useId();
  const form = useRef<HTMLFormElement>(null);
  const [chosen, setChosen] = useState<number>();
  const answers = [...question.options.map(({ option_id }) => option_id), null];
  useEffect(() => form.current?.focus(), []);

  const choose = (index: number) => {
    setChosen(index);
    // With the focus on the answer, Enter goes on.
    form.current?.querySelectorAll("input")[index]?.focus();
  };
  const chooseByKey = (event: KeyboardEvent) => {
    const index = Number(event.key) - 1;
    if (event.ctrlKey || event.metaKey || event.altKey || !(index in answers)) return;
    event.preventDefault();
    choose(index);
  };
  const send = () => {
    if (chosen !== undefined && !isBusy) onAnswer(answers[chosen] ?? null);
  };
  return (
    <form
      ref={form}
      tabIndex={-1}
      onKeyDown={chooseByKey}
      onSubmit={(event) => {
        event.preventDefault();
        // A dialog is a child of the goal's form in React, though not on the page.
        event.stopPropagation();
        send();
      }}
      className="flex flex-col gap-4 outline-none"
    >
      <p className="flex flex-wrap items-center gap-2 text-fine text-muted">
        {t("place.concept", { name: question.concept_name })}
        <WrittenIn language={question.language} />
      </p>
      <fieldset className="flex flex-col gap-2">
        <legend
          lang={HTML_LANG[question.language]}
          className="mb-2 font-read text-read font-semibold text-ink"
        >
          <InlineText text={question.stem} />
        </legend>
        {answers.map((optionId, index) => (
          <RadioOption
            key={optionId ?? "unsure"}
            name={name}
            isChosen={chosen === index}
            onChoose={() => setChosen(index)}
            size="large"
          >
            <span className="figures text-muted" aria-hidden>
              {index + 1}
            </span>
            {optionId === null ? (
              <span className="min-w-0 flex-1">{t("place.unsure")}</span>
            ) : (
              <span lang={HTML_LANG[question.language]} className="min-w-0 flex-1">
                <InlineText text={question.options[index]?.text ?? ""} />
              </span>
            )}
          </RadioOption>
        ))}
      </fieldset>
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" look="primary" disabled={chosen === undefined} busy={isBusy}>
          {t("place.next")}
        </Button>
        {onFinish && (
          <Button look="quiet" onClick={onFinish}>
            {t("place.stop")}
          </Button>
        )}
        <span className="hidden text-fine text-muted sm:inline">{t("place.keys")}</span>
      </div>
    </form>
  );
}
