import { useState } from "react";
import { problemKey, type Translate, useT } from "@/shared/i18n/i18n";
import { Button } from "@/shared/ui/button";
import { StatusMark } from "@/shared/ui/status-mark";
import type { MissingConcept } from "../units";

/** A unit's reason is `type: detail`; what is not known by its type is said as the server put it. */
function reasonWords(reason: string | null, t: Translate): string | undefined {
  if (reason === null) return undefined;
  const [type = "", ...detail] = reason.split(": ");
  if (type === "internal") return t("live.reason.internal");
  if (type === "run-lost") return t("live.reason.run-lost");
  const key = problemKey(type);
  if (key !== undefined) return t(key);
  return detail.length > 0 ? detail.join(": ") : reason;
}

function MissingLine({ concept }: { concept: MissingConcept }) {
  const t = useT();
  return (
    <li className="flex flex-col gap-1 border-b border-hairline py-2 sm:flex-row sm:gap-4">
      <span className="sm:w-64 sm:shrink-0">{concept.name}</span>
      <ul className="flex min-w-0 flex-1 flex-col gap-1">
        {concept.failed.map(({ kind, reason }) => (
          <li key={kind} className="flex flex-wrap items-baseline gap-x-2 text-fine">
            <StatusMark meaning="failed" label={t(`kind.${kind}`)} size={12} />
            <span className="text-muted">{reasonWords(reason, t)}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}

const SHOWN_AT_ONCE = 6;

/** Exactly what could not be written, and why; a long list shows its beginning first. */
export function MissingParts({ missing }: { missing: readonly MissingConcept[] }) {
  const t = useT();
  const [all, setAll] = useState(false);
  if (missing.length === 0) return null;
  const shown = all ? missing : missing.slice(0, SHOWN_AT_ONCE);
  return (
    <div className="flex flex-col items-start gap-2">
      <ul aria-label={t("live.end.missing")} className="flex w-full flex-col border-t border-hairline">
        {shown.map((concept) => (
          <MissingLine key={concept.conceptId} concept={concept} />
        ))}
      </ul>
      {shown.length < missing.length && (
        <Button look="quiet" size="small" onClick={() => setAll(true)}>
          {t("live.end.missingAll", { count: missing.length })}
        </Button>
      )}
    </div>
  );
}
