import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { Button } from "@/shared/ui/button";
import { effectWords } from "../change-words";
import type { PlanEditor } from "../use-plan-editor";

interface Props {
  editor: PlanEditor;
  /** Go to the list of changes. */
  onShow: () => void;
}

/** Where the list of changes is out of sight: how many there are, what they do, and the way to them. */
export function ChangeBar({ editor, onShow }: Props) {
  const t = useT();
  const format = useFormat();
  const count = editor.changes.changes.length;
  if (count === 0) return null;
  return (
    <div className="sticky bottom-20 z-20 flex items-center gap-3 rounded-card border border-hairline bg-raised px-4 py-2 shadow-float lg:hidden">
      <p className="figures min-w-0 flex-1 text-fine">
        {t("review.bar.count", { count })}
        {editor.diff && ` · ${effectWords(editor.diff.effect, format, t)}`}
      </p>
      <Button size="small" look="primary" onClick={onShow}>
        {t("review.bar.show")}
      </Button>
    </div>
  );
}
