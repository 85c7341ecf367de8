import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toProblem } from "@/shared/api/problem";
import { problemText } from "@/shared/api/problem-text";
import type { ModelTrial, Provider } from "@/shared/api/types";
import { problemKey, useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { useNow } from "@/shared/lib/use-now";
import { Button } from "@/shared/ui/button";
import { ProblemWords } from "@/shared/ui/problem-words";
import { StatusMark } from "@/shared/ui/status-mark";
import { changeProvider, modelKeys } from "../queries";
import type { Trying } from "../use-trial";
import { Fold } from "./fold";

interface Props {
  provider: Provider;
  trial: Trying;
}

/** How a test goes, and what it has shown: that it works, or why not and what to do. */
export function TrialLine({ provider, trial }: Props) {
  const t = useT();
  return (
    // There from the beginning, so that what comes into it is read aloud.
    <div role="status" className="empty:hidden">
      {trial.isPending && <Running since={trial.submittedAt} />}
      {trial.isError && (
        <p className="text-failed">
          {t("models.test.failed")}: {problemText(toProblem(trial.error), t)}
        </p>
      )}
      {trial.isSuccess && <Result provider={provider} trial={trial} result={trial.data} />}
    </div>
  );
}

function Running({ since }: { since: number }) {
  const t = useT();
  const { formatDuration } = useFormat();
  const seconds = Math.floor(Math.max(0, useNow(true) - since) / 1000);
  return (
    <StatusMark
      meaning="running"
      label={t("models.test.running", { time: formatDuration(seconds * 1000) })}
    />
  );
}

function Result({ provider, trial, result }: Props & { result: ModelTrial }) {
  const t = useT();
  const { formatDuration } = useFormat();
  const { cause, model } = result;
  if (cause === null) {
    const words = model
      ? t("models.test.answers", { model, time: formatDuration(result.latency_ms) })
      : t("models.test.lists", { count: result.models.length });
    return <StatusMark meaning="done" label={words} className="items-start" />;
  }
  const key = problemKey(cause.type);
  return (
    <div className="flex flex-col gap-1">
      <StatusMark meaning="failed" label={key ? t(key) : cause.title} className="items-start" />
      {result.better_base_url ? (
        <Better provider={provider} address={result.better_base_url} onUsed={() => trial.mutate()} />
      ) : (
        <Fold title={t("models.test.said")}>
          <p lang="en" className="text-fine break-words text-muted">
            {cause.detail}
          </p>
        </Fold>
      )}
    </div>
  );
}

/** The address that was nearly right, corrected by one press. */
function Better({ provider, address, onUsed }: { provider: Provider; address: string; onUsed: () => void }) {
  const t = useT();
  const client = useQueryClient();
  const use = useMutation({
    mutationFn: () => changeProvider(provider.provider_id, { base_url: address }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: modelKeys.all });
      onUsed();
    },
  });
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="break-all">{t("models.test.better", { address })}</span>
      <Button size="small" busy={use.isPending} onClick={() => use.mutate()}>
        {t("models.test.useBetter")}
      </Button>
      {use.isError && (
        <span className="text-failed">
          <ProblemWords problem={toProblem(use.error)} />
        </span>
      )}
    </p>
  );
}
