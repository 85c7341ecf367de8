import {
  ArrowDown,
  ArrowDownUp,
  ArrowUp,
  Check,
  CircleQuestionMark,
  Clock,
  EllipsisVertical,
  FolderInput,
  GitFork,
  Merge,
  Pencil,
  Plus,
  Split,
  Trash2,
} from "lucide-react";
import { useT } from "@/shared/i18n/i18n";
import { IconButton } from "@/shared/ui/icon-button";
import { Menu, type MenuItem } from "@/shared/ui/menu";
import type { Part } from "../part";
import type { RowActions } from "./row-actions";

interface Props {
  part: Part;
  actions: RowActions;
  isTabStop: boolean;
}

/** All that can be done with a part, in words; on a phone the only way, elsewhere one of three. */
export function RowMenu({ part, actions, isTabStop }: Props) {
  const t = useT();
  const { up, down, open } = actions;
  const items: MenuItem[] = [
    // Of what is only being added the plan knows nothing yet.
    ...(part.kind === "concept" && !part.added
      ? [{ label: t("why.open"), icon: CircleQuestionMark, onSelect: () => open("why") }]
      : []),
    { label: t("review.act.rename"), icon: Pencil, onSelect: actions.rename },
    { label: t("review.act.known"), icon: Check, onSelect: actions.know },
    ...(part.kind === "concept"
      ? [
          { label: t("edit.act.hours"), icon: Clock, onSelect: () => open("hours") },
          { label: t("edit.act.needs"), icon: GitFork, onSelect: () => open("needs") },
          { label: t("edit.act.merge"), icon: Merge, onSelect: () => open("merge") },
          { label: t("edit.act.split"), icon: Split, onSelect: () => open("split") },
          { label: t("edit.act.addAfter"), icon: Plus, onSelect: () => open("add") },
        ]
      : [
          ...(part.kind === "module"
            ? [{ label: t("edit.act.add"), icon: Plus, onSelect: () => open("add") }]
            : []),
          { label: t("edit.act.order"), icon: ArrowDownUp, onSelect: () => open("order") },
        ]),
    { label: t("review.act.up"), icon: ArrowUp, onSelect: () => up?.(), disabled: !up },
    { label: t("review.act.down"), icon: ArrowDown, onSelect: () => down?.(), disabled: !down },
    { label: t("review.act.moveTo"), icon: FolderInput, onSelect: () => open("move") },
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
