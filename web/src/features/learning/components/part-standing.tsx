/** What is being written beside what is read, or why it could not be, with the ways on. */
import { Link } from "@tanstack/react-router";
import { unitFailure, unitFailureWords } from "@/shared/api/failure-words";
import type { UnitKind, Versions } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { isMendedInModels } from "@/shared/lib/model-problems";
import { Button } from "@/shared/ui/button";
import { ModelsLink } from "@/shared/ui/models-link";
import { StatusMark } from "@/shared/ui/status-mark";
import type { ConceptAddress } from "../queries";
import { useChooseVersion, useRewrite } from "../use-versions";
import { isAtWork } from "../version-queries";
import { GrowingText } from "./growing-text";
import { PartFailure } from "./part-failure";
import { RewriteCost } from "./rewrite-cost";
import { StopButton } from "./stop-button";

interface Props {
  address: ConceptAddress;
  kind: UnitKind;
  versions: Versions;
}

export function PartStanding(props: Props) {
  const { version, status } = props.versions;
  // What is written for the first time is told where it will stand, and is stopped with the whole roadmap.
  if (version === 0) return null;
  if (isAtWork(status)) return <AtWork {...props} />;
  return status === "failed" ? <Failed {...props} /> : null;
}

function AtWork({ address, kind, versions }: Props) {
  const t = useT();
  const { status, task_id: taskId, parts_of_task: parts, asked } = versions;
  const number = versions.versions.length + 1;
  const isRunning = status === "running";
  return (
    <div role="status" className="flex flex-col gap-2 rounded-card bg-running-wash px-4 py-3 text-body">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StatusMark meaning={isRunning ? "running" : "waiting"} labelHidden />
        <span className="min-w-0 flex-1">
          {t(isRunning ? "versions.atWork" : "versions.waiting", { number })}
        </span>
        {taskId && <StopButton taskId={taskId} others={Math.max(0, (parts ?? 1) - 1)} />}
        {taskId && (
          <Link to="/app/tasks/$taskId" params={{ taskId }} className="link text-fine">
            {t("versions.openTask")}
          </Link>
        )}
      </div>
      {asked?.instructions && <Asked instructions={asked.instructions} />}
      {kind === "tutorial" && <GrowingText address={address} />}
    </div>
  );
}

function Failed({ address, kind, versions }: Props) {
  const t = useT();
  const again = useRewrite(address, kind);
  const choose = useChooseVersion(address, kind);
  const { version: inUse, asked } = versions;
  const reason = versions.reason ?? null;
  const number = versions.versions.length + 1;
  return (
    <div role="status" className="flex flex-col gap-2 rounded-card bg-failed-wash px-4 py-3 text-body">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StatusMark meaning="failed" labelHidden />
        <span className="min-w-0 flex-1">
          {t("versions.failed", { number, inUse })} {unitFailureWords(reason, t)}
        </span>
      </p>
      {asked?.instructions && <Asked instructions={asked.instructions} />}
      <div className="flex flex-wrap gap-2">
        <Button size="small" busy={again.isPending} onClick={() => again.mutate(asked?.instructions ?? "")}>
          {t("versions.again")}
        </Button>
        {isMendedInModels(unitFailure(reason ?? "").type) && <ModelsLink size="small" />}
        <Button size="small" look="quiet" busy={choose.isPending} onClick={() => choose.mutate(inUse)}>
          {t("versions.keep", { number: inUse })}
        </Button>
      </div>
      <RewriteCost {...{ address, kind }} />
      <PartFailure title={t("versions.startFailed")} error={again.error ?? choose.error} />
    </div>
  );
}

/** What somebody wanted, as they put it. */
function Asked({ instructions }: { instructions: string }) {
  const t = useT();
  return <p className="text-fine break-words text-muted">{t("versions.asked", { instructions })}</p>;
}
