import type { Provider } from "@/shared/api/types";
import { formatNames } from "@/shared/i18n/format";
import { type Translate, useT } from "@/shared/i18n/i18n";
import { Button } from "@/shared/ui/button";
import { useTrial } from "../use-trial";
import { TrialLine } from "./trial-line";

export const roleNames = ({ used_by }: Provider, t: Translate): string =>
  formatNames(used_by.map((role) => t(`models.role.${role}`)));

function keyWords({ key }: Provider, t: Translate): string {
  return key.ends_with ? t("models.key.ends", { end: key.ends_with }) : t(`models.key.${key.state}`);
}

interface Props {
  provider: Provider;
  /** How often it is to be tried without anybody asking. */
  trials: number;
  onChange: () => void;
  onRemove: () => void;
}

/** A provider: where it is, whether it has a key, what it is used for, and whether it works. */
export function ProviderRow({ provider, trials, onChange, onRemove }: Props) {
  const t = useT();
  const trial = useTrial(provider, trials);
  const { name } = provider;
  const named = (word: string) => (
    <span>
      {word} <span className="sr-only">{name}</span>
    </span>
  );
  return (
    <li className="flex flex-col gap-2 border-b border-hairline py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <p className="font-medium break-words">{name}</p>
          <p className="flex flex-wrap gap-x-3 text-fine text-muted">
            <span className="break-all">{provider.base_url ?? t("models.ownAddress")}</span>
            <span className={provider.key.state === "unreadable" ? "text-failed" : undefined}>
              {keyWords(provider, t)}
            </span>
            {provider.used_by.length > 0 && (
              <span>{t("models.usedBy", { roles: roleNames(provider, t) })}</span>
            )}
          </p>
        </div>
        <div className="-ml-3 flex flex-wrap gap-1 sm:ml-0">
          <Button size="small" look="quiet" busy={trial.isPending} onClick={() => trial.mutate()}>
            {named(t("models.test"))}
          </Button>
          <Button size="small" look="quiet" onClick={onChange}>
            {named(t("models.change"))}
          </Button>
          <Button size="small" look="quiet" onClick={onRemove}>
            {named(t("models.remove"))}
          </Button>
        </div>
      </div>
      {provider.key.state === "unreadable" && (
        <p className="text-fine text-failed">{t("models.key.unreadable.text")}</p>
      )}
      <TrialLine provider={provider} trial={trial} />
    </li>
  );
}
