import { EllipsisVertical, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { TaskStatus } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { isTerminal } from "@/shared/lib/task-words";
import { useTrash } from "@/shared/lib/use-trash";
import { Button } from "@/shared/ui/button";
import { IconButton } from "@/shared/ui/icon-button";
import { Menu } from "@/shared/ui/menu";

const Dialog = lazy(() => import("@/shared/ui/dialog").then(({ Dialog }) => ({ default: Dialog })));

interface Props {
  roadmap: { roadmap_id: string; title: string; task_status: TaskStatus };
  className?: string;
}

/** What can be done with a roadmap as a whole. A run at work is stopped only after a question. */
export function RoadmapMenu({ roadmap, className }: Props) {
  const t = useT();
  const trash = useTrash();
  const [asking, setAsking] = useState(false);
  const move = () => trash.mutate(roadmap.roadmap_id, { onSettled: () => setAsking(false) });
  const isAtWork = !isTerminal(roadmap.task_status);
  const isInReview = roadmap.task_status === "human_review_pending";
  return (
    <>
      <Menu
        items={[
          {
            label: t("trash.move"),
            icon: Trash2,
            disabled: trash.isPending,
            onSelect: isAtWork ? () => setAsking(true) : move,
          },
        ]}
        trigger={
          <IconButton
            icon={EllipsisVertical}
            label={t("roadmap.more", { title: roadmap.title })}
            className={className}
          />
        }
      />
      <Suspense>
        {asking && (
          <Dialog
            open
            onOpenChange={setAsking}
            title={t(isInReview ? "trash.confirm.reviewTitle" : "trash.confirm.runTitle")}
            description={t(isInReview ? "trash.confirm.review" : "trash.confirm.run")}
            footer={
              <>
                <Button onClick={() => setAsking(false)}>{t("trash.confirm.keep")}</Button>
                <Button look="danger" busy={trash.isPending} onClick={move}>
                  {t("trash.confirm.move")}
                </Button>
              </>
            }
          />
        )}
      </Suspense>
    </>
  );
}
