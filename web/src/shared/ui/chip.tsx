import type { ComponentProps, ReactNode } from "react";
import { cx } from "@/shared/lib/cx";

const SHAPE = "inline-flex items-center gap-1.5 rounded-full border px-3 text-fine";

/** A small fact. */
export function Chip({ children, className }: { children: ReactNode; className?: string }) {
  return <span className={cx(SHAPE, "min-h-7 border-hairline text-muted", className)}>{children}</span>;
}

interface FilterChipProps extends Omit<ComponentProps<"button">, "aria-pressed"> {
  pressed: boolean;
}

/** A choice that narrows a list. */
export function FilterChip({ pressed, className, ...rest }: FilterChipProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-pressed={pressed}
      className={cx(
        SHAPE,
        "min-h-8 transition-colors duration-150",
        pressed ? "border-accent bg-accent-wash text-ink" : "border-edge text-muted hover:bg-sunken",
        className,
      )}
    />
  );
}
