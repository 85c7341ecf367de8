import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import type { Provider } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { Select } from "@/shared/ui/select";
import { TextField } from "@/shared/ui/text-field";
import { listedModelsQuery } from "../queries";
import type { Role, RoleDraft, RoleFaults } from "../role-form";
import { Fold } from "./fold";

interface Props {
  role: Role;
  draft: RoleDraft;
  providers: readonly Provider[];
  /** What is wrong, once that is to be said. */
  faults: RoleFaults | undefined;
  onChange: (part: Partial<RoleDraft>) => void;
}

/** The model of one role: its provider, then a name from its list or typed. */
export function RoleRow({ role, draft, providers, faults, onChange }: Props) {
  const t = useT();
  const name = t(`models.role.${role}`);
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="float-left w-full">
        <span className="font-medium">{name}</span>{" "}
        <span className="text-fine text-muted">{t(`models.role.${role}.hint`)}</span>
      </legend>
      <div className="grid gap-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <Select
          label={t("models.role.provider", { role: name })}
          labelHidden
          value={draft.providerId}
          options={[
            { value: "", label: t("models.role.nobody") },
            ...providers.map(({ provider_id, name }) => ({ value: provider_id, label: name })),
          ]}
          onValueChange={(providerId) =>
            // A name, a context and a price are of one model, so none of them goes along.
            onChange({ providerId, model: "", context: "", input: "", output: "" })
          }
        />
        {draft.providerId !== "" && <ModelField {...{ role, draft, faults, onChange }} />}
      </div>
      {draft.providerId !== "" && <ModelFacts {...{ draft, faults, onChange }} />}
    </fieldset>
  );
}

function ModelField({ role, draft, faults, onChange }: Omit<Props, "providers">) {
  const t = useT();
  const id = useId();
  const listed = useQuery(listedModelsQuery(draft.providerId));
  return (
    <>
      <TextField
        label={t("models.role.model", { role: t(`models.role.${role}`) })}
        labelHidden
        list={id}
        placeholder={listed.data?.items[0]}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        value={draft.model}
        hint={listed.isError ? t("models.role.listFailed") : undefined}
        error={faults?.model ? t("models.role.noModel") : undefined}
        onChange={(event) => onChange({ model: event.target.value })}
      />
      <datalist id={id}>
        {listed.data?.items.map((model) => (
          <option key={model} value={model} />
        ))}
      </datalist>
    </>
  );
}

/** What a server of one's own does not say of its model. */
function ModelFacts({ draft, faults, onChange }: Pick<Props, "draft" | "faults" | "onChange">) {
  const t = useT();
  const isWrong =
    faults !== undefined && (faults.context || faults.input || faults.output || faults.halfPrice);
  const invalid = (wrong: boolean | undefined) => (wrong ? t("models.amount.invalid") : undefined);
  return (
    <Fold title={t("models.role.more")} isHeldOpen={isWrong}>
      <div className="grid gap-3 sm:grid-cols-3">
        <TextField
          label={t("models.role.context")}
          hint={t("models.role.context.hint")}
          inputMode="numeric"
          autoComplete="off"
          value={draft.context}
          error={faults?.context ? t("models.role.context.bounds") : undefined}
          onChange={(event) => onChange({ context: event.target.value })}
        />
        <TextField
          label={t("models.role.input")}
          hint={t("models.role.price.hint")}
          inputMode="decimal"
          autoComplete="off"
          value={draft.input}
          error={invalid(faults?.input)}
          onChange={(event) => onChange({ input: event.target.value })}
        />
        <TextField
          label={t("models.role.output")}
          inputMode="decimal"
          autoComplete="off"
          value={draft.output}
          error={faults?.halfPrice ? t("models.role.price.both") : invalid(faults?.output)}
          onChange={(event) => onChange({ output: event.target.value })}
        />
      </div>
    </Fold>
  );
}
