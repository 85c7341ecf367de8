import { Redo2, Undo2 } from "lucide-react";
import { useT } from "@/shared/i18n/i18n";
import { useShortcut } from "@/shared/lib/shortcuts";
import { Button } from "@/shared/ui/button";
import type { PlanEditor } from "../use-plan-editor";

/** Back and forth: over the changes being prepared first, then over those that were applied. */
export function UndoButtons({ editor: { changes, undo } }: { editor: PlanEditor }) {
  const t = useT();
  const prepared = changes.changes.length > 0;
  const canUndo = prepared || undo.canUndo;
  const takenBack = changes.takenBack.length > 0;
  const canRedo = takenBack || (undo.canRedo && !prepared);
  const goBack = () => {
    if (prepared) changes.takeBack();
    else if (undo.canUndo) undo.undo();
  };
  const goOn = () => {
    if (takenBack) changes.makeAgain();
    else if (undo.canRedo && !prepared) undo.redo();
  };
  useShortcut({ keys: "u", label: "review.key.undo", group: "page" }, goBack, canUndo);
  useShortcut({ keys: "U", label: "edit.key.redo", group: "page" }, goOn, canRedo);
  return (
    <>
      <Button
        look="quiet"
        busy={undo.isPending}
        aria-disabled={!canUndo}
        className={canUndo ? undefined : "opacity-55"}
        onClick={goBack}
      >
        <Undo2 size={16} aria-hidden />
        {t("review.undo")}
      </Button>
      {canRedo && (
        <Button look="quiet" busy={undo.isPending} onClick={goOn}>
          <Redo2 size={16} aria-hidden />
          {t("review.redo")}
        </Button>
      )}
    </>
  );
}
