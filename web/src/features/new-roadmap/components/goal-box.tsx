import { type RefObject, useLayoutEffect } from "react";
import { useT } from "@/shared/i18n/i18n";
import { cx } from "@/shared/lib/cx";

export const MAX_GOAL = 2000;

interface Props {
  ref: RefObject<HTMLTextAreaElement | null>;
  value: string;
  onChange: (text: string) => void;
  error: string | undefined;
}

/** The one box: it grows with the text. */
export function GoalBox({ ref, value, onChange, error }: Props) {
  const t = useT();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text.
  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + 2}px`;
  }, [value]);
  const over = value.trim().length - MAX_GOAL;
  const problem = over > 0 ? t("new.tooLong", { count: over }) : error;
  return (
    <div className="flex flex-col gap-1.5">
      <textarea
        ref={ref}
        rows={2}
        // biome-ignore lint/a11y/noAutofocus: the page is this box; there is nothing to read before it.
        autoFocus
        value={value}
        aria-label={t("new.box")}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? "goal-problem" : undefined}
        placeholder={t("new.placeholder")}
        onChange={(event) => onChange(event.target.value)}
        className={cx(
          "w-full resize-none overflow-hidden rounded-card border border-edge bg-raised px-4 py-3.5 text-read",
          "shadow-float focus:border-accent focus:outline-2 focus:outline-accent aria-invalid:border-failed",
        )}
      />
      {problem && (
        <p id="goal-problem" role="alert" className="text-fine text-failed">
          {problem}
        </p>
      )}
    </div>
  );
}
