import type { ReactNode } from "react";
import { cx } from "@/shared/lib/cx";

interface Props {
  /** The same for all options of a question. */
  name: string;
  isChosen: boolean;
  onChoose: () => void;
  /** Small stands beside others in a line, large has a line or more of its own. */
  size: "small" | "large";
  children: ReactNode;
}

/** One of several answers, in a frame that shows which one is chosen. */
export function RadioOption({ name, isChosen, onChoose, size, children }: Props) {
  const isLarge = size === "large";
  return (
    <label
      className={cx(
        "flex cursor-pointer rounded-card border hover:bg-sunken",
        isLarge ? "items-start gap-3 p-3" : "min-h-8 items-center gap-2 px-3 py-1",
        isChosen ? "border-accent bg-accent-wash" : "border-hairline",
      )}
    >
      <input
        type="radio"
        name={name}
        checked={isChosen}
        onChange={onChoose}
        className={cx("size-4 shrink-0 accent-accent", isLarge && "mt-1")}
      />
      {children}
    </label>
  );
}
