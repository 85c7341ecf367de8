import { type ReactNode, useId } from "react";
import { cx } from "@/shared/lib/cx";

export interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** The label is read aloud but not shown. */
  labelHidden?: boolean;
  className?: string;
}

export interface ControlProps {
  id: string;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
}

export const CONTROL_CLASS =
  "w-full rounded-card border border-edge bg-raised px-3 text-body text-ink aria-invalid:border-failed";

interface Props extends FieldProps {
  children: (control: ControlProps) => ReactNode;
}

/** Label above, control, then hint and error, all tied together for a screen reader. */
export function Field({ label, hint, error, labelHidden = false, className, children }: Props) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={cx("flex flex-col gap-1", className)}>
      <label htmlFor={id} className={labelHidden ? "sr-only" : "text-fine font-medium text-ink"}>
        {label}
      </label>
      {children({ id, "aria-invalid": error ? true : undefined, "aria-describedby": described || undefined })}
      {hint && (
        <p id={`${id}-hint`} className="text-fine text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-fine text-failed">
          {error}
        </p>
      )}
    </div>
  );
}
