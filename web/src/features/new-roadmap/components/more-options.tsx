import { ChevronRight } from "lucide-react";
import { lazy, Suspense } from "react";
import { useT } from "@/shared/i18n/i18n";
import { EMPTY_DRAFT, type GoalDraft, UNIT_KINDS } from "@/shared/lib/goal-draft";
import type { FieldsProps } from "./fields";

// Folded at first, so nobody waits for it.
const OptionFields = lazy(() =>
  import("./option-fields").then((module) => ({ default: module.OptionFields })),
);

const OPTIONS = [
  "hours",
  "deadline",
  "level",
  "known",
  "background",
  "context",
  "language",
  "weekStart",
  "review",
] as const satisfies readonly (keyof GoalDraft)[];

/** How many options are not as they come. */
function changedCount(draft: GoalDraft): number {
  const changed = OPTIONS.filter((name) => draft[name] !== EMPTY_DRAFT[name]).length;
  return changed + (draft.kinds.length < UNIT_KINDS.length ? 1 : 0);
}

/** Everything that can be said beside the sentence; folded, because the sentence says most of it. */
export function MoreOptions(props: FieldsProps) {
  const t = useT();
  const count = changedCount(props.draft);
  return (
    <details className="group">
      <summary className="inline-flex min-h-9 -ml-1 items-center gap-1 rounded-card text-fine text-muted hover:text-ink">
        <ChevronRight
          size={16}
          aria-hidden
          className="transition-transform duration-150 group-open:rotate-90"
        />
        {t("new.more")}
        {count > 0 && <span className="figures text-accent">{t("new.more.summary", { count })}</span>}
      </summary>
      <Suspense>
        <OptionFields {...props} />
      </Suspense>
    </details>
  );
}
