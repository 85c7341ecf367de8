import type { ComponentProps } from "react";
import { cx } from "@/shared/lib/cx";
import { CONTROL_CLASS, Field, type FieldProps } from "./field";

type InputProps = FieldProps & Omit<ComponentProps<"input">, "id" | "className">;

export function TextField({ label, hint, error, labelHidden, className, ...input }: InputProps) {
  return (
    <Field
      {...{ label, hint, error }}
      {...(labelHidden && { labelHidden })}
      {...(className && { className })}
    >
      {(control) => <input {...input} {...control} className={cx(CONTROL_CLASS, "min-h-10")} />}
    </Field>
  );
}

type AreaProps = FieldProps & Omit<ComponentProps<"textarea">, "id" | "className">;

export function TextArea({ label, hint, error, labelHidden, className, ...area }: AreaProps) {
  return (
    <Field
      {...{ label, hint, error }}
      {...(labelHidden && { labelHidden })}
      {...(className && { className })}
    >
      {(control) => <textarea rows={3} {...area} {...control} className={cx(CONTROL_CLASS, "py-2")} />}
    </Field>
  );
}
