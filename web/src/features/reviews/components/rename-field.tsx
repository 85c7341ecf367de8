import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useT } from "@/shared/i18n/i18n";

interface Props {
  name: string;
  onFinish: (name: string | undefined) => void;
}

/** A name being changed in its place: Enter or leaving keeps it, Escape gives it up. */
export function RenameField({ name, onFinish }: Props) {
  const t = useT();
  const [text, setText] = useState(name);
  const field = useRef<HTMLInputElement>(null);
  const finished = useRef(false);
  useEffect(() => field.current?.select(), []);
  const finish = (result: string | undefined) => {
    if (finished.current) return;
    finished.current = true;
    onFinish(result);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Enter" && !event.nativeEvent.isComposing) finish(text.trim());
    if (event.key === "Escape") finish(undefined);
  };
  return (
    <input
      ref={field}
      // biome-ignore lint/a11y/noAutofocus: it appears because the learner asked to rename.
      autoFocus
      value={text}
      maxLength={200}
      aria-label={t("review.rename.label", { name })}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => finish(text.trim())}
      className="min-h-8 w-full rounded-small border border-edge bg-raised px-2 font-normal"
    />
  );
}
