import { toProblem } from "@/shared/api/problem";
import { useT } from "@/shared/i18n/i18n";
import { Banner } from "@/shared/ui/banner";
import { ErrorState } from "@/shared/ui/error-state";
import type { PlanEditor } from "../use-plan-editor";

/** What went wrong with going back or with a way out, and that somebody else was quicker. */
export function EditorProblems({ editor }: { editor: PlanEditor }) {
  const t = useT();
  const undo = editor.undo.problem;
  const way = editor.takeWayOut.error ? toProblem(editor.takeWayOut.error) : undefined;
  return (
    <>
      {undo && undo.type !== "stale-revision" && <ErrorState title={t("review.undoFailed")} error={undo} />}
      {way && way.type !== "stale-revision" && <ErrorState title={t("edit.way.failed")} error={way} />}
      {editor.changedElsewhere && <Banner tone="needs_you">{t("review.stale")}</Banner>}
    </>
  );
}
