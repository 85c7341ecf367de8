import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toProblem } from "@/shared/api/problem";
import type { ModelCaps } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { Button } from "@/shared/ui/button";
import { ProblemWords } from "@/shared/ui/problem-words";
import { TextField } from "@/shared/ui/text-field";
import { showToast } from "@/shared/ui/toast";
import { moneyText, readMoney, readTokens, tokensText } from "../amounts";
import { capsQuery, saveCaps } from "../queries";

type Draft = Record<keyof ModelCaps, string>;

const PERIODS = [
  { label: "models.caps.perTask", money: "per_task_micros", tokens: "per_task_tokens" },
  { label: "models.caps.perDay", money: "per_day_micros", tokens: "per_day_tokens" },
] as const;

const draftOf = (caps: ModelCaps): Draft => ({
  per_task_micros: moneyText(caps.per_task_micros),
  per_day_micros: moneyText(caps.per_day_micros),
  per_task_tokens: tokensText(caps.per_task_tokens),
  per_day_tokens: tokensText(caps.per_day_tokens),
});

const readAll = (draft: Draft) => ({
  per_task_micros: readMoney(draft.per_task_micros),
  per_day_micros: readMoney(draft.per_day_micros),
  per_task_tokens: readTokens(draft.per_task_tokens),
  per_day_tokens: readTokens(draft.per_day_tokens),
});

/** What a roadmap, and a day, may take of money and of tokens. */
export function CapsForm({ saved }: { saved: ModelCaps }) {
  const t = useT();
  const client = useQueryClient();
  const before = draftOf(saved);
  const [draft, setDraft] = useState(before);
  const caps = readAll(draft);
  const isFaulty = Object.values(caps).includes(undefined);
  const save = useMutation({
    mutationFn: () => saveCaps(caps as ModelCaps),
    onSuccess: (kept) => {
      showToast("success", t("models.caps.saved"));
      client.setQueryData(capsQuery.queryKey, kept);
      setDraft(draftOf(kept));
    },
  });
  const field = (name: keyof ModelCaps, label: string) => (
    <TextField
      label={label}
      inputMode={name.endsWith("micros") ? "decimal" : "numeric"}
      autoComplete="off"
      value={draft[name]}
      error={caps[name] === undefined ? t("models.amount.invalid") : undefined}
      onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
    />
  );
  return (
    <form
      className="mt-4 flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isFaulty && !save.isPending) save.mutate();
      }}
    >
      <h3 className="text-read font-semibold">{t("models.caps.title")}</h3>
      <p className="text-muted">{t("models.caps.text")}</p>
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
        {PERIODS.map(({ label, money, tokens }) => (
          <fieldset key={label} className="grid min-w-0 grid-cols-2 gap-2">
            <legend className="mb-1 font-medium">{t(label)}</legend>
            {field(money, t("models.caps.money"))}
            {field(tokens, t("models.caps.tokens"))}
          </fieldset>
        ))}
      </div>
      {save.isError && (
        <p role="alert" className="text-failed">
          {t("models.caps.saveFailed")}: <ProblemWords problem={toProblem(save.error)} />
        </p>
      )}
      <Button
        type="submit"
        className="self-start"
        busy={save.isPending}
        disabled={isFaulty || JSON.stringify(draft) === JSON.stringify(before)}
      >
        {t("models.caps.save")}
      </Button>
    </form>
  );
}
