/** What the run has come to, and the next button. */
import { Link } from "@tanstack/react-router";
import { Bug } from "lucide-react";
import { failureWords } from "@/shared/api/failure-words";
import type { Concept, GoalRequest, Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { draftFrom, keepDraft } from "@/shared/lib/goal-draft";
import { openReport } from "@/shared/lib/report-request";
import { nextConcept } from "@/shared/lib/roadmap-order";
import type { Outcome, TaskView } from "@/shared/realtime/task-view";
import { Button, buttonClass } from "@/shared/ui/button";
import { VerdictLine } from "@/shared/ui/verdict-line";
import { isReadable, type Missing } from "../units";
import { useRetry } from "../use-retry";
import { MissingParts } from "./missing-parts";
import { NewerRun, newerRun, RetryAll } from "./retry-all";

export interface EndStateProps {
  task: TaskView;
  outcome: Outcome;
  roadmap: Roadmap | undefined;
  /** What of the roadmap is not written. */
  missing: Missing;
  /** What was asked for, to ask again. */
  request: GoalRequest | undefined;
  /** The type of the problem that failed the task. */
  errorType: string | undefined;
  onTask: (taskId: string) => void;
  onAskAgain: () => void;
}

/** The first concept that can be studied now; none of a roadmap in the trash. */
function studyNext(roadmap: Roadmap, task: TaskView): Concept | undefined {
  if (roadmap.deleted_at !== null) return undefined;
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

/** What a run can do about what is missing, or the newer run that has taken it up. */
function useWayOn({ task, roadmap, missing, onTask }: EndStateProps) {
  const retry = useRetry(task.task_id, onTask);
  const newer = newerRun(task, roadmap);
  const isPossible = roadmap?.deleted_at === null && newer?.isAtWork !== true;
  const left = missing.failed + missing.skipped;
  return { retry: isPossible ? retry : undefined, newer, left };
}

/** The buttons that lead on: to the missing parts first, if there are any. */
function WayOn({ way, label, ...end }: EndStateProps & { way: ReturnType<typeof useWayOn>; label: string }) {
  const { task, roadmap, onTask } = end;
  const { retry, newer, left } = way;
  const canRetry = retry !== undefined && left > 0;
  return (
    <>
      {canRetry && <RetryAll retry={retry} label={label} />}
      {newer && <NewerRun newer={newer} isMain={!canRetry} onTask={onTask} />}
      {roadmap && <StudyLinks roadmap={roadmap} task={task} primary={!canRetry && newer === undefined} />}
    </>
  );
}

function Completed(props: EndStateProps) {
  const t = useT();
  const way = useWayOn(props);
  const { outcome, roadmap, missing } = props;
  if (roadmap === undefined) return null;
  const concepts = roadmap.stages.reduce(
    (count, { modules }) => count + modules.reduce((sum, module) => sum + module.concepts.length, 0),
    0,
  );
  const written = t("live.end.written", { parts: outcome.completed });
  return (
    <>
      <div className="flex flex-col gap-1.5">
        {way.left > 0 ? (
          <p>{t("live.end.leftOver", { written, count: way.left })}</p>
        ) : (
          <p>
            {outcome.total > 0
              ? t("live.end.made", { concepts, parts: outcome.completed })
              : t("live.end.made.changed", { concepts })}
          </p>
        )}
        {roadmap.verdict && <VerdictLine verdict={roadmap.verdict} />}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <WayOn {...props} way={way} label={t("live.end.retryAll", { count: way.left })} />
      </div>
      <MissingParts missing={missing.concepts} retry={way.retry} />
    </>
  );
}

function Partial(props: EndStateProps) {
  const t = useT();
  const way = useWayOn(props);
  const { completed, total } = props.outcome;
  return (
    <>
      <p>{t(way.left > 0 ? "live.end.partial" : "live.end.partialMended", { completed, total })}</p>
      <div className="flex flex-wrap items-center gap-2">
        <WayOn {...props} way={way} label={t("live.end.retryAll", { count: way.left })} />
        <ReportButton />
      </div>
      <MissingParts missing={props.missing.concepts} retry={way.retry} />
    </>
  );
}

function Failed(props: EndStateProps) {
  const t = useT();
  const way = useWayOn(props);
  const { outcome, errorType } = props;
  const reason = failureWords(errorType, outcome.reason, t);
  const wrote = outcome.total > 0;
  // Nothing has come of the goal yet, so the same goal can be planned anew.
  const planAgain = !wrote && props.roadmap?.stages.length === 0 ? way.retry : undefined;
  return (
    <>
      <p>{wrote ? t("live.end.failedAll", { total: outcome.total }) : t("live.end.failedBefore")}</p>
      {reason && (
        <p className="border-l-2 border-failed pl-4 text-muted">
          <span className="font-medium text-ink">{t("live.end.why")}: </span>
          {reason}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {planAgain && <RetryAll retry={planAgain} label={t("live.end.planAgain")} />}
        {!wrote && <AskAgain {...props} look={planAgain ? "secondary" : "primary"} />}
        <WayOn {...props} way={way} label={t("live.end.retryAll", { count: way.left })} />
        {wrote && <AskAgain {...props} look="secondary" />}
        <ReportButton />
      </div>
      {wrote && <MissingParts missing={props.missing.concepts} retry={way.retry} />}
    </>
  );
}

function Cancelled(props: EndStateProps) {
  const t = useT();
  const way = useWayOn(props);
  const { completed, failed, total } = props.outcome;
  return (
    <>
      <p>
        {total > 0 ? t("live.end.cancelledWriting", { completed, total }) : t("live.end.cancelledBefore")}
        {failed > 0 && ` ${t("live.end.cancelledFailed", { count: failed })}`}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <WayOn {...props} way={way} label={t("live.end.retryRest")} />
        {total === 0 && <AskAgain {...props} look={way.newer ? "secondary" : "primary"} />}
      </div>
      <MissingParts missing={props.missing.concepts} retry={way.retry} />
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
