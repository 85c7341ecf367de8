import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { cancelTask } from "@/shared/api/task-queries";
import { useT } from "@/shared/i18n/i18n";
import type { TaskView } from "@/shared/realtime/task-view";
import { Button } from "@/shared/ui/button";
import { ErrorState } from "@/shared/ui/error-state";
import { stanceOf } from "../stance";

const Dialog = lazy(() => import("@/shared/ui/dialog").then(({ Dialog }) => ({ default: Dialog })));

/** Cancel, after saying what is kept. */
export function CancelButton({ task }: { task: TaskView }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const cancel = useMutation({ mutationFn: () => cancelTask(task.task_id) });
  const stance = stanceOf(task);
  const kept =
    stance === "writing"
      ? t("live.cancel.writing", { done: task.progress.done })
      : t(stance === "review" ? "live.cancel.review" : "live.cancel.planning");
  const confirm = () => cancel.mutate(undefined, { onSuccess: () => setOpen(false) });
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t("live.cancel")}
      </Button>
      <Suspense>
        {open && (
          <Dialog
            open
            onOpenChange={setOpen}
            title={t("live.cancel.title")}
            description={kept}
            footer={
              <>
                <Button onClick={() => setOpen(false)}>{t("live.cancel.keep")}</Button>
                <Button look="danger" busy={cancel.isPending} onClick={confirm}>
                  {t("live.cancel.confirm")}
                </Button>
              </>
            }
          >
            {cancel.error && <ErrorState title={t("live.cancel.failed")} error={cancel.error} />}
          </Dialog>
        )}
      </Suspense>
    </>
  );
}
