import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { toProblem } from "@/shared/api/problem";
import { createSubmission } from "@/shared/api/submission";
import type { Provider, ProviderPreset } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { ProblemWords } from "@/shared/ui/problem-words";
import { Select } from "@/shared/ui/select";
import { TextField } from "@/shared/ui/text-field";
import {
  changeOf,
  draftOf,
  draftOfProvider,
  KINDS,
  movesKey,
  needsAddress,
  newProvider,
  OTHER,
  OUTPUT_MODES,
  type ProviderDraft,
} from "../provider-form";
import { addProvider, changeProvider, listedModelsQuery, modelKeys } from "../queries";
import { Fold } from "./fold";
import { KeyField } from "./key-field";

interface Props {
  presets: readonly ProviderPreset[];
  /** The one to change; a new one when absent. */
  provider?: Provider;
  /** Names that others have. */
  taken: readonly string[];
  onSaved: (provider: Provider) => void;
  onClose: () => void;
}

/** Sends the draft, and has everything that shows providers read again. */
function useSave(provider: Provider | undefined, onSaved: (provider: Provider) => void) {
  const client = useQueryClient();
  const [submission] = useState(createSubmission);
  return useMutation({
    mutationFn: (draft: ProviderDraft) => {
      if (provider) return changeProvider(provider.provider_id, changeOf(draft));
      const body = newProvider(draft);
      return addProvider(body, submission.headers(body));
    },
    onSuccess: async (kept) => {
      submission.settle();
      client.removeQueries({ queryKey: listedModelsQuery(kept.provider_id).queryKey });
      await client.invalidateQueries({ queryKey: modelKeys.all });
      onSaved(kept);
    },
  });
}

/** A provider to be added, chosen from those that people use, or one to be changed. */
export function ProviderDialog({ presets, provider, taken, onSaved, onClose }: Props) {
  const t = useT();
  const formId = useId();
  const [preset, setPreset] = useState(presets[0]?.preset ?? OTHER);
  const chosen = provider ? undefined : presets.find((one) => one.preset === preset);
  const [draft, setDraft] = useState(() => (provider ? draftOfProvider(provider) : draftOf(chosen, taken)));
  const save = useSave(provider, onSaved);
  const problem = save.error && toProblem(save.error);
  const errorAt = (pointer: string) => problem?.errors.find((one) => one.pointer === pointer)?.detail;
  const isPlaced = ["/name", "/base_url", "/api_key"].some(errorAt);
  const change = (part: Partial<ProviderDraft>) => setDraft({ ...draft, ...part });
  const isMoved = provider !== undefined && movesKey(provider, draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending && !isMoved) save.mutate(draft);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={provider ? t("models.dialog.change", { name: provider.name }) : t("models.dialog.add")}
      footer={
        <>
          <Button onClick={onClose}>{t("models.dialog.cancel")}</Button>
          <Button look="primary" type="submit" form={formId} busy={save.isPending}>
            {t("models.dialog.save")}
          </Button>
        </>
      }
    >
      <form id={formId} className="flex flex-col gap-4" onSubmit={submit}>
        {!provider && (
          <Select
            label={t("models.field.preset")}
            value={preset}
            options={[
              ...presets.map((one) => ({ value: one.preset, label: one.name })),
              { value: OTHER, label: t("models.field.other") },
            ]}
            onValueChange={(value) => {
              setPreset(value);
              save.reset();
              // A key is of one provider; it does not go along to another.
              setDraft(
                draftOf(
                  presets.find((one) => one.preset === value),
                  taken,
                ),
              );
            }}
          />
        )}
        {!provider && preset === OTHER && (
          <Select
            label={t("models.field.kind")}
            value={draft.kind}
            options={KINDS.map((value) => ({ value, label: t(`models.kind.${value}`) }))}
            onValueChange={(kind) => change({ kind })}
          />
        )}
        <TextField
          label={t("models.field.name")}
          required
          maxLength={60}
          autoComplete="off"
          value={draft.name}
          error={errorAt("/name")}
          onChange={(event) => change({ name: event.target.value })}
        />
        <TextField
          label={t("models.field.address")}
          hint={needsAddress(draft) ? t("models.field.address.hint") : t("models.field.address.own")}
          type="url"
          required={needsAddress(draft)}
          maxLength={500}
          autoComplete="off"
          spellCheck={false}
          value={draft.address}
          error={errorAt("/base_url")}
          onChange={(event) => change({ address: event.target.value })}
        />
        <KeyField
          provider={provider}
          need={chosen?.key ?? "optional"}
          draft={draft}
          isMoved={isMoved}
          error={errorAt("/api_key")}
          onChange={change}
        />
        <Fold title={t("models.field.more")}>
          <Select
            label={t("models.field.output")}
            hint={t("models.field.output.hint")}
            value={draft.outputMode}
            options={OUTPUT_MODES.map((value) => ({ value, label: t(`models.output.${value}`) }))}
            onValueChange={(outputMode) => change({ outputMode })}
          />
        </Fold>
      </form>
      {problem && !isPlaced && (
        <p role="alert" className="text-failed">
          {t("models.dialog.failed")}: <ProblemWords problem={problem} />
        </p>
      )}
    </Dialog>
  );
}
