import { useT } from "@/shared/i18n/i18n";
import { TextField } from "@/shared/ui/text-field";

export const CONCEPT_HOURS = { min: 0.25, max: 200 } as const;

/** "2,5" and "2.5" are both two and a half; undefined outside the bounds. */
export function readHours(
  text: string,
  bounds: { min: number; max: number } = CONCEPT_HOURS,
): number | undefined {
  const hours = Number(text.trim().replace(",", "."));
  return text.trim() !== "" && hours >= bounds.min && hours <= bounds.max ? hours : undefined;
}

interface Props {
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  bounds?: { min: number; max: number };
  /** What to say when the number cannot be. */
  error?: string;
  labelHidden?: boolean;
  /** What it is called aloud, where the label alone would not say of what. */
  "aria-label"?: string;
  autoFocus?: boolean;
  className?: string;
}

/** Hours as they are typed. */
export function HoursField({
  value,
  onValueChange,
  bounds = CONCEPT_HOURS,
  error,
  className,
  ...field
}: Props) {
  const t = useT();
  const isWrong = value.trim() !== "" && readHours(value, bounds) === undefined;
  return (
    <TextField
      {...field}
      className={className ?? "w-32"}
      inputMode="decimal"
      autoComplete="off"
      value={value}
      error={isWrong ? (error ?? t("edit.hours.bounds")) : undefined}
      onChange={(event) => onValueChange(event.target.value)}
    />
  );
}
