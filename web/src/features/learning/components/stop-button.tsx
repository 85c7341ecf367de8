import { lazy, Suspense, useState } from "react";
import { useT } from "@/shared/i18n/i18n";
import { Button } from "@/shared/ui/button";
import { useStopWriting } from "../use-versions";
import { PartFailure } from "./part-failure";

const Dialog = lazy(() => import("@/shared/ui/dialog").then(({ Dialog }) => ({ default: Dialog })));

interface Props {
  taskId: string;
  /** How many other parts the same task has still to write: they are stopped with this one. */
  others: number;
}

/** Stops the writing of a part, after saying so where that stops more than the part. */
export function StopButton({ taskId, others }: Props) {
  const t = useT();
  const [isAsking, setIsAsking] = useState(false);
  const stop = useStopWriting();
  const go = () => stop.mutate(taskId, { onSuccess: () => setIsAsking(false) });
  const failure = <PartFailure title={t("versions.stopFailed")} error={stop.error} />;
  return (
    <>
      <Button size="small" busy={stop.isPending} onClick={() => (others > 0 ? setIsAsking(true) : go())}>
        {t("versions.stop")}
      </Button>
      {!isAsking && failure}
      <Suspense>
        {isAsking && (
          <Dialog
            open
            onOpenChange={setIsAsking}
            title={t("versions.stopAll.title")}
            description={t("versions.stopAll.text", { count: others })}
            footer={
              <>
                <Button onClick={() => setIsAsking(false)}>{t("versions.stopAll.keep")}</Button>
                <Button look="danger" busy={stop.isPending} onClick={go}>
                  {t("versions.stopAll.go")}
                </Button>
              </>
            }
          >
            {failure}
          </Dialog>
        )}
      </Suspense>
    </>
  );
}
