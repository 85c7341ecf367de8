/** What the run has come to, and the next button. */
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Bug } from "lucide-react";
import { useState } from "react";
import { createSubmission } from "@/shared/api/submission";
import type { Concept, GoalRequest, Roadmap } from "@/shared/api/types";
import { problemKey, type Translate, useT } from "@/shared/i18n/i18n";
import { draftFrom, keepDraft } from "@/shared/lib/goal-draft";
import { openReport } from "@/shared/lib/report-request";
import { nextConcept } from "@/shared/lib/roadmap-order";
import type { Outcome, TaskView } from "@/shared/realtime/task-view";
import { Button, buttonClass } from "@/shared/ui/button";
import { ErrorState } from "@/shared/ui/error-state";
import { VerdictLine } from "@/shared/ui/verdict-line";
import { retryTask } from "../queries";
import { isReadable, missingParts } from "../units";
import { MissingParts } from "./missing-parts";

export interface EndStateProps {
  task: TaskView;
  outcome: Outcome;
  roadmap: Roadmap | undefined;
  /** What was asked for, to ask again. */
  request: GoalRequest | undefined;
  /** The type of the problem that failed the task. */
  errorType: string | undefined;
  onTask: (taskId: string) => void;
  onAskAgain: () => void;
}

/** The first concept that can be studied now. */
function studyNext(roadmap: Roadmap, task: TaskView): Concept | undefined {
  const next = nextConcept(roadmap);
  return next !== undefined && isReadable(next, task) ? next : undefined;
}

function StudyLinks({ roadmap, task, primary }: { roadmap: Roadmap; task: TaskView; primary: boolean }) {
  const t = useT();
  const next = studyNext(roadmap, task);
  const { roadmap_id: roadmapId } = roadmap;
  const begun = roadmap.stages.some(({ modules }) =>
    modules.some(({ concepts }) => concepts.some(({ state }) => state !== "not_started")),
  );
  return (
    <>
      {next && (
        <Link
          className={buttonClass(primary ? "primary" : "secondary")}
          to="/app/roadmaps/$roadmapId/concepts/$conceptId"
          params={{ roadmapId, conceptId: next.concept_id }}
        >
          {t(begun ? "live.end.continue" : "live.end.start", { name: next.name })}
        </Link>
      )}
      {roadmap.stages.length > 0 && (
        <Link className={buttonClass("secondary")} to="/app/roadmaps/$roadmapId" params={{ roadmapId }}>
          {t(next ? "live.end.open" : "live.end.plan")}
        </Link>
      )}
    </>
  );
}

interface RetryProps {
  taskId: string;
  roadmap: Roadmap | undefined;
  label: string;
  look: "primary" | "secondary";
  onTask: (taskId: string) => void;
}

/** Write again what is missing; when another task has done so already, lead there instead. */
function RetryButton({ taskId, roadmap, label, look, onTask }: RetryProps) {
  const t = useT();
  const [submission] = useState(() => createSubmission());
  const retry = useMutation({
    mutationFn: () => retryTask(taskId, submission.headers(taskId)),
    onSuccess: (accepted) => {
      submission.settle();
      onTask(accepted.task_id);
    },
  });
  const newer = roadmap !== undefined && roadmap.task_id !== taskId ? roadmap.task_id : undefined;
  if (newer !== undefined)
    return (
      <>
        <Button look={look} onClick={() => onTask(newer)}>
          {t("live.end.openNewer")}
        </Button>
        <span className="self-center text-fine text-muted">{t("live.end.newer")}</span>
      </>
    );
  return (
    <>
      <Button look={look} busy={retry.isPending} onClick={() => retry.mutate()}>
        {label}
      </Button>
      {retry.error && (
        <div className="basis-full">
          <ErrorState title={t("live.end.retryFailed")} error={retry.error} />
        </div>
      )}
    </>
  );
}

function ReportButton() {
  const t = useT();
  return (
    <Button look="quiet" onClick={openReport}>
      <Bug size={16} aria-hidden />
      {t("live.end.report")}
    </Button>
  );
}

function AskAgain({
  request,
  onAskAgain,
  look,
}: Pick<EndStateProps, "request" | "onAskAgain"> & { look: "primary" | "secondary" }) {
  const t = useT();
  if (request === undefined) return null;
  const again = () => {
    keepDraft(draftFrom(request));
    onAskAgain();
  };
  return (
    <Button look={look} onClick={again}>
      {t("live.end.again")}
    </Button>
  );
}

/** The reason in the learner's language where its type is known, else as the server put it. */
function reasonText(type: string | undefined, detail: string | null, t: Translate): string | undefined {
  const key = problemKey(type ?? "");
  return key === undefined ? (detail ?? undefined) : t(key);
}

function Completed({ task, outcome, roadmap }: EndStateProps) {
  const t = useT();
  if (roadmap === undefined) return null;
  const concepts = roadmap.stages.reduce(
    (count, { modules }) => count + modules.reduce((sum, module) => sum + module.concepts.length, 0),
    0,
  );
  return (
    <>
      <div className="flex flex-col gap-1.5">
        <p>
          {outcome.total > 0
            ? t("live.end.made", { concepts, parts: outcome.completed })
            : t("live.end.made.changed", { concepts })}
        </p>
        {roadmap.verdict && <VerdictLine verdict={roadmap.verdict} />}
      </div>
      <div className="flex flex-wrap gap-2">
        <StudyLinks roadmap={roadmap} task={task} primary />
      </div>
    </>
  );
}

function Partial({ task, outcome, roadmap, onTask }: EndStateProps) {
  const t = useT();
  const { completed, failed, total } = outcome;
  return (
    <>
      <p>{t("live.end.partial", { completed, total })}</p>
      <div className="flex flex-wrap gap-2">
        <RetryButton
          taskId={task.task_id}
          roadmap={roadmap}
          label={t("live.end.retry", { count: failed })}
          look="primary"
          onTask={onTask}
        />
        {roadmap && <StudyLinks roadmap={roadmap} task={task} primary={false} />}
        <ReportButton />
      </div>
      {roadmap && <MissingParts missing={missingParts(roadmap, task)} />}
    </>
  );
}

function Failed(props: EndStateProps) {
  const t = useT();
  const { task, outcome, roadmap, errorType, onTask } = props;
  const reason = reasonText(errorType, outcome.reason, t);
  const wrote = outcome.total > 0;
  return (
    <>
      <p>{wrote ? t("live.end.failedAll", { total: outcome.total }) : t("live.end.failedBefore")}</p>
      {reason && (
        <p className="border-l-2 border-failed pl-4 text-muted">
          <span className="font-medium text-ink">{t("live.end.why")}: </span>
          {reason}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {wrote && (
          <RetryButton
            taskId={task.task_id}
            roadmap={roadmap}
            label={t("live.end.retry", { count: outcome.failed })}
            look="primary"
            onTask={onTask}
          />
        )}
        <AskAgain {...props} look={wrote ? "secondary" : "primary"} />
        {roadmap && <StudyLinks roadmap={roadmap} task={task} primary={false} />}
        <ReportButton />
      </div>
      {wrote && roadmap && <MissingParts missing={missingParts(roadmap, task)} />}
    </>
  );
}

function Cancelled(props: EndStateProps) {
  const t = useT();
  const { task, outcome, roadmap, onTask } = props;
  const { completed, total } = outcome;
  return (
    <>
      <p>
        {total > 0 ? t("live.end.cancelledWriting", { completed, total }) : t("live.end.cancelledBefore")}
      </p>
      <div className="flex flex-wrap gap-2">
        {total > completed && (
          <RetryButton
            taskId={task.task_id}
            roadmap={roadmap}
            label={t("live.end.retryRest")}
            look="primary"
            onTask={onTask}
          />
        )}
        {total === 0 && <AskAgain {...props} look="primary" />}
        {roadmap && <StudyLinks roadmap={roadmap} task={task} primary={false} />}
      </div>
    </>
  );
}

export function EndState(props: EndStateProps) {
  switch (props.task.status) {
    case "completed":
      return <Completed {...props} />;
    case "partial_failure":
      return <Partial {...props} />;
    case "cancelled":
      return <Cancelled {...props} />;
    default:
      return <Failed {...props} />;
  }
}
