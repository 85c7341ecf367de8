/** The run as it goes: what it does on top, its steps at the left, the roadmap growing at the right. */
import { type ReactNode, useMemo } from "react";
import type { Roadmap, TaskPurpose } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { purposeWords } from "@/shared/lib/task-words";
import { useMedia } from "@/shared/lib/use-media";
import type { TaskView } from "@/shared/realtime/task-view";
import { Banner } from "@/shared/ui/banner";
import { PageHeading } from "@/shared/ui/page-heading";
import { type Meaning, StatusMark } from "@/shared/ui/status-mark";
import { headline, type Stance, stanceOf, tabTitle } from "../stance";
import { trailOf } from "../trail";
import { treeOfDraft, treeOfRoadmap } from "../tree";
import { type Missing, missingParts } from "../units";
import type { Notifications } from "../use-notifications";
import { EndState, type EndStateProps } from "./end-state";
import { RoadmapTree } from "./roadmap-tree";
import { RunProgress } from "./run-progress";
import { RunTools } from "./run-tools";
import { RunTrail } from "./trail";
import { UnitLegend } from "./unit-marks";

interface Props extends Omit<EndStateProps, "outcome" | "missing"> {
  task: TaskView;
  roadmap: Roadmap | undefined;
  /** What the run is called. */
  title: string;
  /** What it is for; absent until that has been read. */
  purpose: TaskPurpose | undefined;
  notifications: Notifications;
  /** What stands between the head and the roadmap. */
  notice?: ReactNode;
}

const NOTHING_MISSING: Missing = { concepts: [], failed: 0, skipped: 0, units: [] };

/** The shape before the headline of a run that is over; the words say the same. */
const END_MARKS: Partial<Record<Stance, Meaning>> = {
  completed: "done",
  partial_failure: "partial",
  failed: "failed",
  cancelled: "cancelled",
};

export function LiveView({ title, purpose, notifications, notice, ...end }: Props) {
  const t = useT();
  const { task, roadmap } = end;
  const isWide = useMedia("(min-width: 64rem)");
  const nodes = useMemo(() => trailOf(task), [task]);
  const stance = stanceOf(task);
  const missing = useMemo(() => (roadmap ? missingParts(roadmap, task) : NOTHING_MISSING), [roadmap, task]);
  const left = roadmap && missing.failed + missing.skipped;
  const isAnew = purpose?.kind === "anew";
  const head = headline(task, t, { left, isAnew });
  const mark = stance === "completed" && left && !isAnew ? "partial" : END_MARKS[stance];
  const isDesign = stance === "starting" || stance === "planning";
  const fromDraft = isDesign || roadmap === undefined || roadmap.stages.length === 0;
  const stages = fromDraft ? treeOfDraft(task) : treeOfRoadmap(roadmap, task);
  const hasMarks = stages.some(({ written }) => written.total > 0);
  return (
    <article className="flex flex-col gap-8">
      <header className="flex flex-col gap-4">
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1">
            <p className="text-fine text-muted">
              {[title, purpose && purposeWords(purpose, t)].filter(Boolean).join(" · ")}
            </p>
            <PageHeading
              title={head}
              tabTitle={tabTitle(task, title, t, { left, isAnew })}
              className="flex items-center gap-2 text-display font-semibold"
            >
              {mark && <StatusMark meaning={mark} label="" size={24} className="shrink-0" />}
              {head}
            </PageHeading>
          </div>
          {!task.terminal && <RunTools task={task} notifications={notifications} />}
        </div>
        <p className="sr-only" role="status">
          {head}
        </p>
        {task.recovering !== null && <Banner tone="running">{t("live.recovering")}</Banner>}
        {task.terminal ? (
          task.outcome && <EndState {...end} outcome={task.outcome} missing={missing} />
        ) : (
          <RunProgress task={task} />
        )}
      </header>
      {notice}
      <div className="grid gap-8 lg:grid-cols-[13rem_minmax(0,1fr)] lg:gap-12">
        <div className="lg:sticky lg:top-8 lg:self-start">
          <RunTrail nodes={nodes} folded={!isWide} />
        </div>
        <RoadmapTree
          stages={stages}
          roadmapId={roadmap?.roadmap_id ?? null}
          growing={isDesign && (task.expected_stages === null || stages.length < task.expected_stages)}
          head={hasMarks && <UnitLegend />}
        />
      </div>
    </article>
  );
}
