import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { unitFailureWords } from "@/shared/api/failure-words";
import { toProblem } from "@/shared/api/problem";
import type { UnitKind, Versions } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { Button } from "@/shared/ui/button";
import { ProblemWords } from "@/shared/ui/problem-words";
import { StatusMark } from "@/shared/ui/status-mark";
import type { ConceptAddress } from "../queries";
import { useChooseVersion, useRewrite, useStopWriting, useVersions } from "../use-versions";
import { isAtWork } from "../version-queries";
import { GrowingText } from "./growing-text";
import { VersionPicker } from "./version-picker";

const RewriteDialog = lazy(() =>
  import("./rewrite-dialog").then((module) => ({ default: module.RewriteDialog })),
);
const ChangesDialog = lazy(() =>
  import("./changes-dialog").then((module) => ({ default: module.ChangesDialog })),
);

interface Props {
  address: ConceptAddress;
  kind: UnitKind;
  /** The version one is looking at; the one in use when absent. */
  shown: number | undefined;
  onShow: (version: number | undefined) => void;
  /** What having it written anew is called here, where that is not the usual. */
  anew?: string | undefined;
}

/** The versions of one part: which one is read, what is different in it, how to have another one written. */
export function PartVersions({ address, kind, shown, onShow, anew }: Props) {
  const t = useT();
  const versions = useVersions(address, kind);
  const [open, setOpen] = useState<"rewrite" | "changes">();
  if (versions === undefined) return null;
  const number = shown ?? versions.version;
  const close = () => setOpen(undefined);
  const hasSeveral = versions.versions.length > 1;
  return (
    <section aria-label={t(`versions.group.${kind}`)} className="flex flex-col gap-2 font-ui text-fine">
      <Standing {...{ address, kind, versions }} />
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {hasSeveral && <VersionPicker versions={versions} shown={number} onShow={onShow} />}
        {hasSeveral && (
          <Button
            look="quiet"
            size="small"
            aria-label={t("versions.changesOf", { kind: t(`kind.${kind}`) })}
            onClick={() => setOpen("changes")}
          >
            {t("versions.changes")}
          </Button>
        )}
        {!isAtWork(versions.status) && (
          <Button
            look="quiet"
            size="small"
            className={hasSeveral ? "" : "-ml-3"}
            aria-label={anew ?? t("versions.anewOf", { kind: t(`kind.${kind}`) })}
            onClick={() => setOpen("rewrite")}
          >
            {anew ?? t("versions.anew")}
          </Button>
        )}
      </div>
      <Older {...{ address, kind, versions, number, onShow }} />
      <Suspense>
        {open === "rewrite" && (
          <RewriteDialog
            address={address}
            kind={kind}
            onClose={close}
            onBegun={() => {
              close();
              onShow(undefined);
            }}
          />
        )}
        {open === "changes" && <ChangesDialog {...{ address, kind, versions, number }} onClose={close} />}
      </Suspense>
    </section>
  );
}

interface StandingProps {
  address: ConceptAddress;
  kind: UnitKind;
  versions: Versions;
}

/** What is being written beside what is read, or why it could not be. */
function Standing({ address, kind, versions }: StandingProps) {
  const t = useT();
  const stop = useStopWriting();
  const again = useRewrite(address, kind);
  const choose = useChooseVersion(address, kind);
  const { version: inUse, status, task_id: taskId } = versions;
  const next = versions.versions.length + 1;
  const error = stop.error ?? again.error ?? choose.error;
  // What is written for the first time is told where it will stand, and is stopped with the whole roadmap.
  if (inUse === 0) return null;
  if (isAtWork(status))
    return (
      <div role="status" className="flex flex-col gap-2 rounded-card bg-running-wash px-4 py-3 text-body">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <StatusMark meaning={status === "running" ? "running" : "waiting"} labelHidden />
          <span className="min-w-0 flex-1">
            {status === "running"
              ? t("versions.atWork", { number: next })
              : t("versions.waiting", { number: next })}
          </span>
          {taskId && (
            <Button size="small" busy={stop.isPending} onClick={() => stop.mutate(taskId)}>
              {t("versions.stop")}
            </Button>
          )}
          <TaskLink taskId={taskId} />
        </p>
        {versions.asked?.instructions && <Asked instructions={versions.asked.instructions} />}
        {kind === "tutorial" && <GrowingText address={address} />}
        <Failure title={t("versions.stopFailed")} error={error} />
      </div>
    );
  if (status !== "failed") return null;
  return (
    <div role="status" className="flex flex-col gap-2 rounded-card bg-failed-wash px-4 py-3 text-body">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StatusMark meaning="failed" labelHidden />
        <span className="min-w-0 flex-1">
          {t("versions.failed", { number: next, inUse })} {unitFailureWords(versions.reason ?? null, t)}
        </span>
      </p>
      {versions.asked?.instructions && <Asked instructions={versions.asked.instructions} />}
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          busy={again.isPending}
          onClick={() => again.mutate(versions.asked?.instructions ?? "")}
        >
          {t("versions.again")}
        </Button>
        <Button size="small" look="quiet" busy={choose.isPending} onClick={() => choose.mutate(inUse)}>
          {t("versions.keep", { number: inUse })}
        </Button>
      </div>
      <Failure title={t("versions.startFailed")} error={error} />
    </div>
  );
}

/** What somebody wanted, as they put it. */
function Asked({ instructions }: { instructions: string }) {
  const t = useT();
  return <p className="text-fine break-words text-muted">{t("versions.asked", { instructions })}</p>;
}

function TaskLink({ taskId }: { taskId: string | null | undefined }) {
  const t = useT();
  if (!taskId) return null;
  return (
    <Link to="/app/tasks/$taskId" params={{ taskId }} className="link text-fine">
      {t("versions.openTask")}
    </Link>
  );
}

function Failure({ title, error }: { title: string; error: Error | null }) {
  if (error === null) return null;
  return (
    <p role="alert" className="text-fine text-failed">
      {title}: <ProblemWords problem={toProblem(error)} />
    </p>
  );
}

interface OlderProps extends StandingProps {
  number: number;
  onShow: (version: number | undefined) => void;
}

/** That one looks at a version which is not in use, and the ways on. */
function Older({ address, kind, versions, number, onShow }: OlderProps) {
  const t = useT();
  const choose = useChooseVersion(address, kind);
  const { version: inUse } = versions;
  if (number === inUse) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-2 rounded-card bg-sunken px-4 py-3 text-body"
    >
      <p className="min-w-0 flex-1 basis-60">{t("versions.older", { number, inUse })}</p>
      {!isAtWork(versions.status) && (
        <Button
          size="small"
          busy={choose.isPending}
          onClick={() => choose.mutate(number, { onSuccess: () => onShow(undefined) })}
        >
          {t("versions.use")}
        </Button>
      )}
      <Button size="small" look="quiet" onClick={() => onShow(undefined)}>
        {t("versions.back", { number: inUse })}
      </Button>
      <Failure title={t("versions.useFailed")} error={choose.error} />
    </div>
  );
}
