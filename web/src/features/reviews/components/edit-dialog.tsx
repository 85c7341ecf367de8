/** The frame of every dialog that prepares a change: what is wrong with it is said before it closes. */
import type { FormEvent, ReactNode } from "react";
import { toProblem } from "@/shared/api/problem";
import type { Operation, Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { ProblemWords } from "@/shared/ui/problem-words";
import type { PlanEditor } from "../use-plan-editor";

/** What a dialog of the editor is given. */
export interface EditDialogProps {
  editor: PlanEditor;
  roadmap: Roadmap;
  onClose: () => void;
}

interface Props {
  title: string;
  description?: string;
  confirm: string;
  editor: PlanEditor;
  /** What would be done; nothing while it is not whole. */
  operation: Operation | undefined;
  onClose: () => void;
  children: ReactNode;
}

export function EditDialog({ title, description, confirm, editor, operation, onClose, children }: Props) {
  const t = useT();
  const { prepare } = editor;
  const close = () => {
    prepare.reset();
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (operation !== undefined && !prepare.isPending) prepare.mutate(operation, { onSuccess: close });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      title={title}
      {...(description !== undefined && { description })}
    >
      <form onSubmit={submit} className="flex min-h-0 flex-col gap-4" noValidate>
        {children}
        {prepare.isError && (
          <p role="alert" className="border-l-2 border-failed pl-3 text-fine text-failed">
            {t("edit.dialog.failed")}: <ProblemWords problem={toProblem(prepare.error)} />
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={close}>{t("edit.dialog.cancel")}</Button>
          <Button
            type="submit"
            look="primary"
            busy={prepare.isPending}
            aria-disabled={operation === undefined || prepare.isPending}
            className={operation === undefined ? "opacity-55" : undefined}
          >
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
