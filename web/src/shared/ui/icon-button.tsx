import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { cx } from "@/shared/lib/cx";

interface Props extends Omit<ComponentProps<"button">, "children"> {
  icon: LucideIcon;
  /** The word for it: read aloud, and shown on hover. */
  label: string;
}

export function IconButton({ icon: Icon, label, className, ...rest }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={cx(
        "inline-flex size-9 shrink-0 items-center justify-center rounded-card text-muted transition-colors duration-150",
        "hover:bg-sunken hover:text-ink disabled:cursor-not-allowed disabled:opacity-55",
        className,
      )}
    >
      <Icon size={20} strokeWidth={1.75} aria-hidden />
    </button>
  );
}
