import { ArrowDown, ArrowUp } from "lucide-react";
import { useState } from "react";
import { useT } from "@/shared/i18n/i18n";
import { IconButton } from "@/shared/ui/icon-button";
import { type Part, remaining } from "../part";
import { EditDialog, type EditDialogProps } from "./edit-dialog";

function swapped(order: readonly Part[], at: number, to: number): readonly Part[] {
  const next = [...order];
  const [one] = next.splice(at, 1);
  if (one !== undefined) next.splice(to, 0, one);
  return next;
}

/** What stands in a stage or module, or with no part the stages, in another order. */
export function OrderDialog({ editor, part, onClose }: EditDialogProps & { part: Part | undefined }) {
  const t = useT();
  const [order, setOrder] = useState(() => remaining(part?.parts ?? editor.outline));
  const ids = order.map(({ id }) => id);
  return (
    <EditDialog
      title={part ? t("edit.order.title", { name: part.name }) : t("edit.order.titleAll")}
      confirm={t("edit.order.confirm")}
      editor={editor}
      operation={{ kind: "reorder", order: ids, ...(part && { target_id: part.id }) }}
      onClose={onClose}
    >
      <ol className="max-h-[50dvh] overflow-y-auto border-y border-hairline">
        {order.map(({ id, name }, index) => (
          <li key={id} className="flex min-h-10 items-center gap-1 border-b border-hairline last:border-b-0">
            <span className="figures w-6 shrink-0 text-fine text-muted">{index + 1}</span>
            <span className="min-w-0 flex-1">{name}</span>
            {/* Not disabled at the ends: that would throw the focus away. */}
            <IconButton
              icon={ArrowUp}
              label={t("edit.order.up", { name })}
              aria-disabled={index === 0}
              className={index === 0 ? "!size-8 opacity-40" : "!size-8"}
              onClick={() => index > 0 && setOrder(swapped(order, index, index - 1))}
            />
            <IconButton
              icon={ArrowDown}
              label={t("edit.order.down", { name })}
              aria-disabled={index === order.length - 1}
              className={index === order.length - 1 ? "!size-8 opacity-40" : "!size-8"}
              onClick={() => index < order.length - 1 && setOrder(swapped(order, index, index + 1))}
            />
          </li>
        ))}
      </ol>
    </EditDialog>
  );
}
