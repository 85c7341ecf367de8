/** The fields of a goal; a chip and *More options* show the same ones. */

import { localDay } from "@/shared/i18n/format";
import { useT } from "@/shared/i18n/i18n";
import { type GoalDraft, HOURS_BOUNDS, hoursNumber, LEVELS } from "@/shared/lib/goal-draft";
import { Select } from "@/shared/ui/select";
import { TextArea, TextField } from "@/shared/ui/text-field";
import type { Understood } from "../understood";

export interface FieldsProps {
  draft: GoalDraft;
  onChange: (change: Partial<GoalDraft>) => void;
  /** What is shown where nothing was set by hand. */
  understood: Understood | undefined;
  /** What the server said about a field, by its name in the request. */
  errors: Readonly<Record<string, string>>;
  autoFocus?: boolean;
}

export function HoursField({ draft, onChange, understood, errors, autoFocus }: FieldsProps) {
  const t = useT();
  const wrong = draft.hours.trim() !== "" && hoursNumber(draft.hours) === undefined;
  const shown = understood?.hours.value;
  return (
    <TextField
      label={t("new.field.hours")}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      autoFocus={autoFocus}
      value={draft.hours}
      placeholder={shown === undefined ? "" : String(shown)}
      error={wrong ? t("new.field.hoursError", HOURS_BOUNDS) : errors.hours_per_week}
      onChange={(event) => onChange({ hours: event.target.value })}
    />
  );
}

export function DeadlineField({ draft, onChange, understood, errors, autoFocus }: FieldsProps) {
  const t = useT();
  return (
    <TextField
      label={t("new.field.deadline")}
      type="date"
      autoFocus={autoFocus}
      min={localDay(new Date())}
      value={draft.deadline || (understood?.deadline.value ?? "")}
      error={errors.deadline}
      onChange={(event) => onChange({ deadline: event.target.value })}
    />
  );
}

export function LevelField({ draft, onChange, understood, errors, autoFocus }: FieldsProps) {
  const t = useT();
  const read = understood?.level.source === "read" ? understood.level.value : undefined;
  return (
    <Select
      label={t("new.field.level")}
      autoFocus={autoFocus}
      value={draft.level || read || ""}
      error={errors.level}
      options={[
        { value: "", label: t("new.field.levelFromSentence") },
        ...LEVELS.map((level) => ({ value: level, label: t(`level.${level}`) })),
      ]}
      onValueChange={(level) => onChange({ level })}
    />
  );
}

export function KnownField({ draft, onChange, understood, errors, autoFocus }: FieldsProps) {
  const t = useT();
  const read = understood?.known.read ?? [];
  return (
    <TextArea
      label={t("new.field.known")}
      hint={read.length > 0 ? t("new.field.knownAlso", { names: read.join(", ") }) : t("new.field.knownHint")}
      rows={2}
      autoFocus={autoFocus}
      value={draft.known}
      error={errors.known}
      onChange={(event) => onChange({ known: event.target.value })}
    />
  );
}
