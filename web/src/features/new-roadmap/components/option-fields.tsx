/** The fields under *More options*. */
import { useT } from "@/shared/i18n/i18n";
import { LANGUAGE_NAMES, LANGUAGES } from "@/shared/i18n/language";
import { UNIT_KINDS } from "@/shared/lib/goal-draft";
import { Checkbox } from "@/shared/ui/checkbox";
import { Select } from "@/shared/ui/select";
import { TextArea } from "@/shared/ui/text-field";
import { DeadlineField, type FieldsProps, HoursField, KnownField, LevelField } from "./fields";

function KindChoice({ draft, onChange }: FieldsProps) {
  const t = useT();
  return (
    <fieldset>
      <legend className="text-fine font-medium">{t("new.field.kinds")}</legend>
      <div className="flex flex-wrap gap-x-5">
        {UNIT_KINDS.map((kind) => (
          <Checkbox
            key={kind}
            label={t(`kind.${kind}`)}
            checked={draft.kinds.includes(kind)}
            onCheckedChange={(checked) =>
              // In their own order, whatever the order of ticking.
              onChange({
                kinds: UNIT_KINDS.filter((one) => (one === kind ? checked : draft.kinds.includes(one))),
              })
            }
          />
        ))}
      </div>
      {draft.kinds.length === 0 && (
        <p role="alert" className="text-fine text-failed">
          {t("new.field.kindsError")}
        </p>
      )}
    </fieldset>
  );
}

export function OptionFields(props: FieldsProps) {
  const t = useT();
  const { draft, onChange, errors } = props;
  return (
    <div className="mt-3 grid gap-4 border-t border-hairline pt-4 sm:grid-cols-2">
      <HoursField {...props} />
      <DeadlineField {...props} />
      <LevelField {...props} />
      <Select
        label={t("new.field.language")}
        value={draft.language}
        options={[
          { value: "", label: t("new.field.languageAuto") },
          ...LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
        ]}
        onValueChange={(language) => onChange({ language })}
      />
      <KnownField {...props} />
      <TextArea
        label={t("new.field.background")}
        hint={t("new.field.backgroundHint")}
        rows={2}
        maxLength={10_000}
        value={draft.background}
        error={errors.background}
        onChange={(event) => onChange({ background: event.target.value })}
      />
      <TextArea
        className="sm:col-span-2"
        label={t("new.field.context")}
        rows={3}
        maxLength={10_000}
        value={draft.context}
        error={errors.additional_context}
        onChange={(event) => onChange({ context: event.target.value })}
      />
      <KindChoice {...props} />
      <Select
        label={t("new.field.weekStart")}
        value={draft.weekStart}
        options={(["monday", "sunday"] as const).map((value) => ({
          value,
          label: t(`new.field.${value}`),
        }))}
        onValueChange={(weekStart) => onChange({ weekStart })}
      />
      <Checkbox
        className="sm:col-span-2"
        label={t("new.field.review")}
        checked={draft.review}
        onCheckedChange={(review) => onChange({ review, ...(!review && { leaveOut: [] }) })}
      />
    </div>
  );
}
