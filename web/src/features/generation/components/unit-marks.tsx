import { memo } from "react";
import type { UnitStatus } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { UNIT_KINDS } from "@/shared/lib/goal-draft";
import { type Meaning, StatusMark } from "@/shared/ui/status-mark";
import type { UnitMark } from "../units";

const MEANINGS: Record<UnitStatus, Meaning> = {
  pending: "waiting",
  running: "running",
  completed: "done",
  failed: "failed",
  skipped: "skipped",
};

interface MarkProps {
  kind: UnitMark["kind"];
  status: UnitStatus;
}

/** One piece of content: its shape fills while it is written. */
const Mark = memo(function Mark({ kind, status }: MarkProps) {
  const t = useT();
  const label = t("live.unit", { kind: t(`kind.${kind}`), status: t(`live.unit.${status}`) });
  return <StatusMark meaning={MEANINGS[status]} label={label} labelHidden size={12} />;
});

export function UnitMarks({ marks }: { marks: readonly UnitMark[] }) {
  return (
    <span className="inline-flex shrink-0 gap-1.5">
      {marks.map(({ kind, status }) => (
        <Mark key={kind} kind={kind} status={status} />
      ))}
    </span>
  );
}

/** Which mark is which. */
export function UnitLegend() {
  const t = useT();
  const kinds = UNIT_KINDS.map((kind) => t(`kind.${kind}`)).join(" · ");
  return (
    <p aria-hidden className="-mb-8 text-right text-fine text-muted">
      {t("live.legend", { kinds })}
    </p>
  );
}
