import { X } from "lucide-react";
import { type RefObject, useMemo } from "react";
import { toProblem } from "@/shared/api/problem";
import { problemText } from "@/shared/api/problem-text";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { cx } from "@/shared/lib/cx";
import { Button } from "@/shared/ui/button";
import { Checkbox } from "@/shared/ui/checkbox";
import { ErrorState } from "@/shared/ui/error-state";
import { IconButton } from "@/shared/ui/icon-button";
import { ProblemWords } from "@/shared/ui/problem-words";
import { VerdictLine } from "@/shared/ui/verdict-line";
import { effectWords } from "../change-words";
import type { Change } from "../changes";
import { describeChanges, type NameOf } from "../operation-words";
import type { PlanEditor } from "../use-plan-editor";

interface Props {
  editor: PlanEditor;
  nameOf: NameOf;
  ref: RefObject<HTMLElement | null>;
}

function ChangeLine({ change, words, editor }: { change: Change; words: string; editor: PlanEditor }) {
  const t = useT();
  const format = useFormat();
  const effect = editor.effects.get(change.id);
  const isStale = editor.stale.has(change.id);
  const isRefused = editor.refusedId === change.id;
  return (
    <li className="flex items-start gap-1 border-b border-hairline py-1 last:border-b-0">
      <Checkbox
        className="min-w-0 flex-1"
        checked={change.accepted}
        onCheckedChange={(accepted) => editor.changes.accept(change.id, accepted)}
        label={
          <>
            <span className={cx(!change.accepted && "text-muted line-through")}>{words}</span>
            <span className="figures block text-fine text-muted">
              {isStale && t("review.changes.stale")}
              {isRefused && editor.proposalProblem && (
                <>
                  {t("review.changes.refused")}: <ProblemWords problem={editor.proposalProblem} />
                </>
              )}
              {!isStale && change.accepted && effect && effectWords(effect, format, t)}
            </span>
          </>
        }
      />
      <IconButton
        icon={X}
        label={t("review.changes.drop")}
        className="!size-8"
        onClick={() => editor.changes.drop(change.id)}
      />
    </li>
  );
}

/** What the accepted changes do to hours and end date, before they are made. */
function Effects({ editor }: { editor: PlanEditor }) {
  const t = useT();
  const { diff } = editor;
  if (diff === undefined) return null;
  return (
    <dl className="flex flex-col gap-2 text-fine" aria-live="polite">
      {diff.verdict_before && (
        <div>
          <dt className="text-muted">{t("review.changes.before")}</dt>
          <dd>
            <VerdictLine verdict={diff.verdict_before} />
          </dd>
        </div>
      )}
      {diff.verdict_after && (
        <div>
          <dt className="text-muted">{t("review.changes.after")}</dt>
          <dd>
            <VerdictLine verdict={diff.verdict_after} />
          </dd>
        </div>
      )}
    </dl>
  );
}

/** The prepared changes, each with its effect, and the buttons that make them or forget them. */
export function ChangePanel({ editor, nameOf, ref }: Props) {
  const t = useT();
  const { changes, base, accepted, apply, proposalProblem, refusedId } = editor;
  const format = useFormat();
  const words = useMemo(
    () => describeChanges(base, changes.changes, { nameOf, format, t }),
    [base, changes.changes, nameOf, format, t],
  );
  const count = accepted.length;
  const applyProblem = apply.error ? toProblem(apply.error) : undefined;
  return (
    <section ref={ref} className="flex scroll-mt-6 flex-col gap-3">
      <h2 className="font-semibold">{t("review.changes.title")}</h2>
      {changes.changes.length === 0 ? (
        <p className="text-fine text-muted">{t("review.changes.none")}</p>
      ) : (
        <>
          <ul className="flex flex-col border-y border-hairline">
            {changes.changes.map((change) => (
              <ChangeLine
                key={change.id}
                change={change}
                words={words.get(change.id) ?? ""}
                editor={editor}
              />
            ))}
          </ul>
          <Effects editor={editor} />
          {proposalProblem && refusedId === undefined && proposalProblem.type !== "stale-revision" && (
            <p role="alert" className="text-fine text-failed">
              {t("review.changes.effectFailed")}: {problemText(proposalProblem, t)}
            </p>
          )}
          <div className="flex flex-wrap gap-2">
            <Button
              size="small"
              look="primary"
              busy={apply.isPending}
              aria-disabled={count === 0}
              onClick={() => count > 0 && apply.mutate()}
            >
              {t("review.changes.apply", { count })}
            </Button>
            <Button size="small" look="quiet" onClick={changes.clear}>
              {t("review.changes.discard")}
            </Button>
          </div>
        </>
      )}
      {applyProblem && applyProblem.type !== "stale-revision" && (
        <ErrorState title={t("review.changes.applyFailed")} error={applyProblem} />
      )}
    </section>
  );
}
