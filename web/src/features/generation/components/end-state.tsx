/** What the run has come to, and the next button. */
import { Link } from "@tanstack/react-router";
import { Bug } from "lucide-react";
import type { Concept, GoalRequest, Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { draftFrom, keepDraft } from "@/shared/lib/goal-draft";
import { isMendedInModels } from "@/shared/lib/model-problems";
import { openReport } from "@/shared/lib/report-request";
import { nextConcept } from "@/shared/lib/roadmap-order";
import type { Outcome, TaskView } from "@/shared/realtime/task-view";
import { Button, buttonClass } from "@/shared/ui/button";
import { ModelsLink } from "@/shared/ui/models-link";
import { VerdictLine } from "@/shared/ui/verdict-line";
import { WritingCost } from "@/shared/ui/writing-cost";
import { isReadable, type Missing, modelTrouble } from "../units";
import { useRetry } from "../use-retry";
import { FailureReason } from "./failure-reason";
import { MissingParts } from "./missing-parts";
import { PlanCost } from "./plan-cost";
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
  // What came in later and was never asked for is not meant by a retry.
  const units = (roadmap?.not_written ?? []).length > 0 ? missing.units : undefined;
  return { retry: isPossible ? retry : undefined, newer, left, units, trouble: modelTrouble(missing) };
}

type Way = ReturnType<typeof useWayOn>;

/** What keeps all of the missing parts from being written, if it is one thing and models are the cause. */
function CommonReason({ way: { trouble, left } }: { way: Way }) {
  return left > 0 && trouble?.isOnly ? <FailureReason {...trouble} /> : null;
}

/** The missing parts one by one, each with its reason unless that is said above for all of them. */
function Missings({ missing, way }: { missing: Missing; way: Way }) {
  return <MissingParts missing={missing.concepts} retry={way.retry} isReasonSaid={way.trouble?.isOnly} />;
}

/** The buttons that lead on, to the missing parts first if there are any, and what writing those takes. */
function WayOn({ way, label, ...end }: EndStateProps & { way: Way; label: string }) {
  const { task, roadmap, onTask } = end;
  const { retry, newer, left, trouble, units } = way;
  const canRetry = retry !== undefined && left > 0;
  return (
    <>
      {canRetry && <RetryAll {...{ retry, label, units }} />}
      {canRetry && trouble && <ModelsLink />}
      {newer && <NewerRun newer={newer} isMain={!canRetry} onTask={onTask} />}
      {roadmap && <StudyLinks roadmap={roadmap} task={task} primary={!canRetry && newer === undefined} />}
      {canRetry && roadmap && (
        <div className="order-last basis-full">
          <WritingCost roadmapId={roadmap.roadmap_id} asked={{ units }} />
        </div>
      )}
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
      <CommonReason way={way} />
      <div className="flex flex-wrap items-center gap-2">
        <WayOn {...props} way={way} label={t("live.end.retryAll", { count: way.left })} />
      </div>
      <Missings missing={missing} way={way} />
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
      <CommonReason way={way} />
      <div className="flex flex-wrap items-center gap-2">
        <WayOn {...props} way={way} label={t("live.end.retryAll", { count: way.left })} />
        <ReportButton />
      </div>
      <Missings missing={props.missing} way={way} />
    </>
  );
}

function Failed(props: EndStateProps) {
  const t = useT();
  const way = useWayOn(props);
  const { task, outcome, roadmap, errorType, request } = props;
  const wrote = outcome.total > 0;
  // A part that was to be written anew, say, spoils nothing of the rest.
  const isOfUse = roadmap !== undefined && studyNext(roadmap, task) !== undefined;
  const hasPlan = (props.roadmap?.stages.length ?? 0) > 0;
  // Nothing has come of the goal yet, so the same goal can be planned anew.
  const planAgain = wrote || hasPlan ? undefined : way.retry;
  const said = wrote
    ? t("live.end.failedAll", { total: outcome.total })
    : t(hasPlan ? "live.end.failedPlan" : "live.end.failedBefore");
  return (
    <>
      <p>{said}</p>
      {errorType === undefined && outcome.reason === null ? (
        <CommonReason way={way} />
      ) : (
        <FailureReason type={errorType} detail={outcome.reason ?? undefined} />
      )}
      <div className="flex flex-wrap items-center gap-2">
        {planAgain && <RetryAll retry={planAgain} label={t("live.end.planAgain")} />}
        {planAgain && isMendedInModels(errorType ?? "") && <ModelsLink />}
        {!wrote && <AskAgain {...props} look={planAgain ? "secondary" : "primary"} />}
        <WayOn {...props} way={way} label={t("live.end.retryAll", { count: way.left })} />
        {wrote && !isOfUse && <AskAgain {...props} look="secondary" />}
        <ReportButton />
      </div>
      {planAgain && request && <PlanCost request={request} />}
      {wrote && <Missings missing={props.missing} way={way} />}
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
      <CommonReason way={way} />
      <div className="flex flex-wrap items-center gap-2">
        <WayOn {...props} way={way} label={t("live.end.retryRest")} />
        {total === 0 && <AskAgain {...props} look={way.newer ? "secondary" : "primary"} />}
      </div>
      <Missings missing={props.missing} way={way} />
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
