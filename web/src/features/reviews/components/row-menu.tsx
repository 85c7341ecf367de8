import { ArrowDown, ArrowUp, Check, EllipsisVertical, FolderInput, Pencil, Trash2 } from "lucide-react";
import { useT } from "@/shared/i18n/i18n";
import { IconButton } from "@/shared/ui/icon-button";
import { Menu, type MenuItem } from "@/shared/ui/menu";
import type { Part } from "../outline";
import type { RowActions } from "./outline-line";

interface Props {
  part: Part;
  actions: RowActions;
  isTabStop: boolean;
}

/** All that can be done with a part, in words; on a phone the only way, elsewhere one of three. */
export function RowMenu({ part, actions, isTabStop }: Props) {
  const t = useT();
  const items: MenuItem[] = [
    { label: t("review.act.rename"), icon: Pencil, onSelect: actions.rename },
    { label: t("review.act.known"), icon: Check, onSelect: actions.know },
    { label: t("review.act.up"), icon: ArrowUp, onSelect: () => actions.up?.(), disabled: !actions.up },
    {
      label: t("review.act.down"),
      icon: ArrowDown,
      onSelect: () => actions.down?.(),
      disabled: !actions.down,
    },
    { label: t("review.act.moveTo"), icon: FolderInput, onSelect: actions.moveTo },
    { label: t("review.act.remove"), icon: Trash2, onSelect: actions.remove, danger: true },
  ];
  return (
    <Menu
      items={items}
      trigger={
        <IconButton
          icon={EllipsisVertical}
          label={t("review.act.more", { name: part.name })}
          tabIndex={isTabStop ? 0 : -1}
          className="!size-8"
        />
      }
    />
  );
}
