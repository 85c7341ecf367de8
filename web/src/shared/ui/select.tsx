import type { ComponentProps } from "react";
import { cx } from "@/shared/lib/cx";
import { CONTROL_CLASS, Field, type FieldProps } from "./field";

interface Props<Value extends string>
  extends FieldProps,
    Omit<ComponentProps<"select">, "id" | "className" | "value" | "onChange"> {
  value: Value;
  options: readonly { value: Value; label: string }[];
  onValueChange: (value: Value) => void;
}

/** The platform's own list: the best one on a phone, and with a keyboard. */
export function Select<Value extends string>(props: Props<Value>) {
  const { label, hint, error, labelHidden, className, options, onValueChange, ...select } = props;
  return (
    <Field
      {...{ label, hint, error }}
      {...(labelHidden && { labelHidden })}
      {...(className && { className })}
    >
      {(control) => (
        <select
          {...select}
          {...control}
          onChange={(event) => onValueChange(event.target.value as Value)}
          className={cx(CONTROL_CLASS, "min-h-10")}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
