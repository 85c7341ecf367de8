import type { ComponentProps } from "react";
import { cx } from "@/shared/lib/cx";

type Look = "primary" | "secondary" | "quiet" | "danger";

const LOOKS: Record<Look, string> = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong",
  secondary: "border border-edge text-ink hover:bg-sunken",
  quiet: "text-accent hover:bg-accent-wash",
  danger: "border border-failed text-failed hover:bg-failed-wash",
};

const SIZES = { medium: "min-h-10 px-4", small: "min-h-8 px-3 text-fine" };

/** The class names alone, for links that look like buttons. */
export function buttonClass(look: Look = "secondary", size: keyof typeof SIZES = "medium"): string {
  return cx(
    "inline-flex items-center justify-center gap-2 rounded-card font-medium transition-colors duration-150",
    "disabled:cursor-not-allowed disabled:opacity-55 aria-busy:cursor-progress",
    LOOKS[look],
    SIZES[size],
  );
}

interface Props extends ComponentProps<"button"> {
  look?: Look;
  size?: keyof typeof SIZES;
  /** A call is under way: a second press does nothing. */
  busy?: boolean;
}

export function Button({ look, size, busy = false, className, onClick, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      // Not `disabled` while busy: that would throw the focus away.
      aria-busy={busy || undefined}
      aria-disabled={busy || rest["aria-disabled"]}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={cx(buttonClass(look, size), className)}
    />
  );
}
