/** The dialog that is open. One file, fetched with the first dialog that is opened. */
import type { Operation } from "@/shared/api/types";
import { AddDialog } from "./add-dialog";
import { BudgetDialog } from "./budget-dialog";
import type { OpenDialog } from "./dialogs";
import type { EditDialogProps } from "./edit-dialog";
import { HoursDialog } from "./hours-dialog";
import { MergeDialog } from "./merge-dialog";
import { MoveDialog } from "./move-dialog";
import { NeedsDialog } from "./needs-dialog";
import { OrderDialog } from "./order-dialog";
import { SplitDialog } from "./split-dialog";
import { WhyDialog } from "./why-dialog";

interface Props extends EditDialogProps {
  dialog: OpenDialog;
  onMove: (operation: Operation) => void;
}

export function EditorDialogs({ dialog: { kind, part }, onMove, ...props }: Props) {
  if (kind === "add") return <AddDialog {...props} part={part} />;
  if (kind === "order") return <OrderDialog {...props} part={part} />;
  if (kind === "budget") return <BudgetDialog {...props} />;
  if (part === undefined) return null;
  switch (kind) {
    case "merge":
      return <MergeDialog {...props} part={part} />;
    case "split":
      return <SplitDialog {...props} part={part} />;
    case "hours":
      return <HoursDialog {...props} part={part} />;
    case "needs":
      return <NeedsDialog {...props} part={part} />;
    case "why":
      return <WhyDialog roadmap={props.roadmap} part={part} onClose={props.onClose} />;
    case "move":
      return (
        <MoveDialog outline={props.editor.outline} part={part} onMove={onMove} onClose={props.onClose} />
      );
  }
}
