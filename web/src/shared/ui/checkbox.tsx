import type { ComponentProps, ReactNode } from "react";
import { cx } from "@/shared/lib/cx";

interface Props extends Omit<ComponentProps<"input">, "type" | "onChange"> {
  label: ReactNode;
  onCheckedChange: (checked: boolean) => void;
}

export function Checkbox({ label, onCheckedChange, className, ...input }: Props) {
  return (
    <label className={cx("flex min-h-8 cursor-pointer items-start gap-2 py-1", className)}>
      <input
        type="checkbox"
        {...input}
        onChange={(event) => onCheckedChange(event.target.checked)}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span>{label}</span>
    </label>
  );
}
