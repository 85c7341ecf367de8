import { failureWords } from "@/shared/api/failure-words";
import { useT } from "@/shared/i18n/i18n";
import { isMendedInModels } from "@/shared/lib/model-problems";

interface Props {
  type: string | undefined;
  /** As the server put it, in English. */
  detail: string | undefined;
}

/** Why something failed and what to do about it; folded, which model it was and what its server said. */
export function FailureReason({ type, detail }: Props) {
  const t = useT();
  const words = failureWords(type, detail, t);
  if (words === undefined) return null;
  return (
    <div className="flex max-w-measure flex-col gap-1 border-l-2 border-failed pl-4 text-muted">
      <p>
        <span className="font-medium text-ink">{t("live.end.why")}: </span>
        {words}
      </p>
      {type !== undefined && isMendedInModels(type) && detail !== undefined && (
        <details className="text-fine">
          <summary className="min-h-6 w-fit hover:text-ink">{t("live.end.inFull")}</summary>
          <p lang="en" className="break-words">
            {detail}
          </p>
        </details>
      )}
    </div>
  );
}
