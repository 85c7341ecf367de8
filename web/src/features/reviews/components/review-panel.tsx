/** The pause in which a person decides: the plan, its check, the changes, and the two buttons. */
import type { ReactNode } from "react";
import { toProblem } from "@/shared/api/problem";
import type { Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useMedia } from "@/shared/lib/use-media";
import type { TaskView } from "@/shared/realtime/task-view";
import { Button } from "@/shared/ui/button";
import { ErrorState } from "@/shared/ui/error-state";
import { PageHeading } from "@/shared/ui/page-heading";
import { WritingForecast } from "@/shared/ui/writing-forecast";
import { conceptsOf } from "../part";
import { useApproval } from "../use-approval";
import { type PlanEditor, usePlanEditor } from "../use-plan-editor";
import { useWordsBox } from "../use-words-box";
import { EditorProblems } from "./editor-problems";
import { PlanColumns } from "./plan-columns";
import { PlanVerdict } from "./plan-verdict";
import { UndoButtons } from "./undo-buttons";

interface Props {
  task: TaskView;
  roadmap: Roadmap;
  tabTitle: string;
  /** The trail, for the column beside the plan. */
  trail: ReactNode;
  /** Cancel and notifications. */
  tools: ReactNode;
  /** What the plan assumes about the goal. */
  questions?: ReactNode;
}

interface DecisionProps {
  task: TaskView;
  editor: PlanEditor;
  onAsk: () => void;
}

function Decision({ task, editor, onAsk }: DecisionProps) {
  const t = useT();
  const approve = useApproval(task, editor);
  const { accepted, validation, outline, writing } = editor;
  const isBlocked = (validation?.issues ?? []).some(({ severity }) => severity === "blocking");
  const problem = approve.error ? toProblem(approve.error) : undefined;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Button
          look="primary"
          // It stays busy until the next event shows that writing has begun.
          busy={approve.isPending || approve.isSuccess}
          aria-disabled={isBlocked}
          aria-describedby={isBlocked ? "review-blocked" : undefined}
          className={isBlocked ? "opacity-55" : undefined}
          onClick={() => !isBlocked && approve.mutate()}
        >
          {accepted.length > 0 ? t("review.approveWith", { count: accepted.length }) : t("review.approve")}
        </Button>
        <Button onClick={onAsk}>{t("review.ask")}</Button>
        <UndoButtons editor={editor} />
      </div>
      {writing && (
        <WritingForecast
          forecast={writing}
          amount={t("review.writes", { concepts: conceptsOf(outline).length, parts: writing.parts })}
        />
      )}
      {isBlocked && (
        <p id="review-blocked" className="text-fine text-failed">
          {t("review.blocked")}
        </p>
      )}
      {problem && problem.type !== "stale-review" && (
        <ErrorState title={t("review.approveFailed")} error={problem} />
      )}
    </div>
  );
}

export function ReviewPanel({ task, roadmap, tabTitle, trail, tools, questions }: Props) {
  const t = useT();
  const editor = usePlanEditor(roadmap, task.task_id);
  const { box, ask } = useWordsBox();
  const isWide = useMedia("(min-width: 64rem)");
  const { verdict } = roadmap;
  return (
    <article className="flex flex-col gap-6">
      <header className="flex flex-col gap-3">
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1">
            <p className="text-fine text-muted">{roadmap.title}</p>
            <PageHeading
              title={t("review.title")}
              tabTitle={tabTitle}
              className="text-display font-semibold"
            />
          </div>
          {tools}
        </div>
        {verdict && <PlanVerdict verdict={verdict} editor={editor} />}
        <Decision task={task} editor={editor} onAsk={ask} />
        <EditorProblems editor={editor} />
      </header>
      {questions}
      <PlanColumns
        editor={editor}
        roadmap={roadmap}
        box={box}
        beside={isWide && trail}
        below={!isWide && trail}
      />
    </article>
  );
}
