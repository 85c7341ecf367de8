import type { Provider, ProviderPreset } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { Checkbox } from "@/shared/ui/checkbox";
import { TextField } from "@/shared/ui/text-field";
import { isInTheOpen, type ProviderDraft } from "../provider-form";

interface Props {
  /** The provider whose key may be stored already. */
  provider: Provider | undefined;
  need: ProviderPreset["key"];
  draft: ProviderDraft;
  /** The stored key is for another server than the draft's. */
  isMoved: boolean;
  error: string | undefined;
  onChange: (part: Partial<ProviderDraft>) => void;
}

/** A key to be stored, kept, or taken out. A stored one is never shown, so it is never sent back either. */
export function KeyField({ provider, need, draft, isMoved, error, onChange }: Props) {
  const t = useT();
  const isStored = provider !== undefined && provider.key.state !== "none";
  const hint = isMoved
    ? undefined
    : isStored
      ? t("models.field.key.keep")
      : need === "none"
        ? t("models.field.key.noneNeeded")
        : t("models.field.key.hint");
  return (
    <div className="flex flex-col gap-1">
      <TextField
        label={t("models.field.key")}
        hint={hint}
        type="password"
        // A password manager would offer the login of this page.
        autoComplete="new-password"
        spellCheck={false}
        maxLength={4096}
        required={!isStored && need === "required"}
        disabled={draft.dropsKey}
        value={draft.key}
        error={isMoved ? t("models.field.key.moved") : error}
        onChange={(event) => onChange({ key: event.target.value })}
      />
      {isInTheOpen(draft) && (
        <p role="alert" className="text-fine text-needs">
          {t("models.field.key.open")}
        </p>
      )}
      {isStored && (
        <Checkbox
          label={t("models.field.key.drop")}
          checked={draft.dropsKey}
          onCheckedChange={(dropsKey) => onChange({ dropsKey, ...(dropsKey && { key: "" }) })}
        />
      )}
    </div>
  );
}
