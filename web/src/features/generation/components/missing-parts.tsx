import { useState } from "react";
import { unitFailureWords } from "@/shared/api/failure-words";
import { useT } from "@/shared/i18n/i18n";
import { Button } from "@/shared/ui/button";
import { StatusMark } from "@/shared/ui/status-mark";
import type { MissingConcept, MissingPart } from "../units";
import type { Retry } from "../use-retry";

interface PartProps {
  concept: MissingConcept;
  part: MissingPart;
  retry: Retry | undefined;
  isReasonSaid: boolean | undefined;
}

function Part({ concept, part: { unit, kind, reason }, retry, isReasonSaid }: PartProps) {
  const t = useT();
  const isAsked = retry?.asked === unit;
  return (
    <li className="flex min-h-8 items-center gap-x-3 text-fine">
      <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2">
        <StatusMark meaning="failed" label={t(`kind.${kind}`)} size={12} />
        {!isReasonSaid && <span className="text-muted">{unitFailureWords(reason, t)}</span>}
      </span>
      {retry && (
        <Button
          look="quiet"
          size="small"
          busy={isAsked}
          // One run at a time works on a roadmap.
          disabled={retry.isBusy && !isAsked}
          aria-label={t("live.end.retryOneOf", { kind: t(`kind.${kind}`), name: concept.name })}
          onClick={() => retry.ask([unit])}
        >
          {t("live.end.retryOne")}
        </Button>
      )}
    </li>
  );
}

function MissingLine({ concept, ...ways }: Omit<PartProps, "part">) {
  return (
    <li className="flex flex-col gap-1 border-b border-hairline py-2 sm:flex-row sm:items-start sm:gap-4">
      <span className="flex min-h-8 items-center sm:w-64 sm:shrink-0">{concept.name}</span>
      <ul className="flex min-w-0 flex-1 flex-col">
        {concept.failed.map((part) => (
          <Part key={part.unit} concept={concept} part={part} {...ways} />
        ))}
      </ul>
    </li>
  );
}

const SHOWN_AT_ONCE = 6;

interface Props {
  missing: readonly MissingConcept[];
  /** How one of them is asked for again; absent where that is not possible. */
  retry: Retry | undefined;
  /** The reason is the same for all of them, and stands above. */
  isReasonSaid: boolean | undefined;
}

/** Exactly what could not be written, and why, each to be asked for again; a long list shows its beginning first. */
export function MissingParts({ missing, ...ways }: Props) {
  const t = useT();
  const [all, setAll] = useState(false);
  if (missing.length === 0) return null;
  const shown = all ? missing : missing.slice(0, SHOWN_AT_ONCE);
  return (
    <div className="flex flex-col items-start gap-2">
      <ul aria-label={t("live.end.missing")} className="flex w-full flex-col border-t border-hairline">
        {shown.map((concept) => (
          <MissingLine key={concept.conceptId} concept={concept} {...ways} />
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
