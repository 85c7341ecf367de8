/** The steps of a run as the trail shows them: where it is, how long each took, and both feedback branches. */
import type { TaskStep } from "@/shared/api/types";
import type { StepRun, TaskView } from "@/shared/realtime/task-view";
import type { Meaning } from "@/shared/ui/status-mark";

/** Steps that stand on the trail; editing is a branch of the step it comes back to. */
export type TrailStep = Extract<
  TaskStep,
  "intent_analysis" | "curriculum_design" | "structure_validation" | "human_review" | "content_generation"
>;

export interface Spent {
  /** Milliseconds of the goes that are over. */
  ms: number;
  /** When the go that is under way began. */
  since: string | null;
}

export interface TrailBranch {
  /**
   * `mend`: the check found something. `critic`: a model looked the plan over and changed it. `change`: the learner
   * asked for something.
   */
  kind: "mend" | "critic" | "change";
  rounds: number;
  meaning: Meaning;
  spent: Spent;
}

export interface TrailNode {
  step: TrailStep;
  meaning: Meaning;
  spent: Spent;
  branches: readonly TrailBranch[];
}

const PLANNING = [
  "intent_analysis",
  "curriculum_design",
  "structure_validation",
  "human_review",
] as const satisfies readonly TrailStep[];

export function trailOf(task: TaskView): readonly TrailNode[] {
  const edits = editRuns(task);
  // A retry writes what another task has planned: it has no planning of its own.
  const wroteOnly = task.steps.intent_analysis === undefined && task.steps.content_generation !== undefined;
  const steps: readonly TrailStep[] = wroteOnly
    ? ["content_generation"]
    : [...PLANNING, "content_generation"];
  const at = steps.indexOf(nodeOf(lastStep(task), edits.current));
  return steps.map((step, index) => ({
    step,
    meaning: meaningOf(task, step, index - at),
    spent: spentOn(task.steps[step] ?? []),
    branches: branchesOf(task, step, edits),
  }));
}

interface EditRuns {
  runs: Readonly<Record<TrailBranch["kind"], readonly StepRun[]>>;
  /** Which branch is being walked now. */
  current: TrailBranch["kind"] | null;
  /** Rounds in which the learner changed something, with a run of its own or at once. */
  changes: number;
}

/**
 * Tells the kinds of edit apart: one that follows a decision is the learner's; of the others those that a model has made
 * say so at their end.
 */
function editRuns(task: TaskView): EditRuns {
  const left = [...(task.steps.roadmap_edit ?? [])];
  const all: { kind: TrailBranch["kind"]; run: StepRun }[] = [];
  let decided = false;
  for (const event of task.timeline) {
    if (event.type === "review_decided") decided = !event.data.approved;
    const last = all.at(-1);
    if (event.type === "edit_applied" && event.data.by === "model" && last?.kind === "mend")
      last.kind = "critic";
    if (event.type !== "progress" || event.data.step !== "roadmap_edit" || event.data.state !== "started")
      continue;
    const run = left.shift();
    if (run !== undefined) all.push({ kind: decided ? "change" : "mend", run });
    decided = false;
  }
  const of = (kind: TrailBranch["kind"]) => all.filter((one) => one.kind === kind).map(({ run }) => run);
  const last = all.at(-1);
  return {
    runs: { mend: of("mend"), critic: of("critic"), change: of("change") },
    current: last?.run.finished_at === null ? last.kind : null,
    changes: task.edits.filter(({ by }) => by === "person").length,
  };
}

/** The step at which the run is, or at which it ended. */
function lastStep(task: TaskView): TaskStep {
  if (task.step !== "finished") return task.step;
  const started = task.timeline.findLast(
    (event) => event.type === "progress" && event.data.state === "started",
  );
  return started?.type === "progress" ? started.data.step : "queued";
}

function nodeOf(step: TaskStep, editing: TrailBranch["kind"] | null): TrailStep {
  switch (step) {
    case "queued":
    case "finished":
      return "intent_analysis";
    case "roadmap_edit":
      return editing === "change" ? "human_review" : "structure_validation";
    default:
      return step;
  }
}

const ENDS: Partial<Record<TaskView["status"], Meaning>> = {
  completed: "done",
  partial_failure: "partial",
  failed: "failed",
  cancelled: "cancelled",
};

/** `offset` is how many nodes after the present one a step stands. */
function meaningOf(task: TaskView, step: TrailStep, offset: number): Meaning {
  const begun = task.steps[step] !== undefined;
  if (offset < 0) return begun ? "done" : "skipped";
  if (offset > 0) return task.terminal ? "skipped" : "waiting";
  const end = ENDS[task.status];
  if (end !== undefined) return end;
  if (task.status === "human_review_pending") return "needs_you";
  return task.status === "pending" || task.step === "roadmap_edit" ? "waiting" : "running";
}

function branchesOf(task: TaskView, step: TrailStep, edits: EditRuns): readonly TrailBranch[] {
  if (step === "human_review") return [branchOf(task, "change", edits)];
  if (step !== "structure_validation") return [];
  const critic = branchOf(task, "critic", edits);
  // Most plans are looked over without a change, and those of the catalog are not: nothing is kept free for it.
  return [branchOf(task, "mend", edits), ...(critic.rounds > 0 ? [critic] : [])];
}

function branchOf(task: TaskView, kind: TrailBranch["kind"], edits: EditRuns): TrailBranch {
  const runs = edits.runs[kind];
  const rounds = kind === "change" ? Math.max(runs.length, edits.changes) : runs.length;
  const walking = edits.current === kind && !task.terminal;
  return {
    kind,
    rounds,
    meaning: walking ? "running" : rounds > 0 ? "done" : "waiting",
    spent: spentOn(runs),
  };
}

export function spentOn(runs: readonly StepRun[]): Spent {
  let ms = 0;
  let since: string | null = null;
  for (const { started_at, finished_at } of runs) {
    if (finished_at === null) since = started_at;
    else ms += Date.parse(finished_at) - Date.parse(started_at);
  }
  return { ms, since };
}

/** All the time spent, at a moment. */
export const spentAt = ({ ms, since }: Spent, now: number): number =>
  ms + (since === null ? 0 : Math.max(0, now - Date.parse(since)));

/** Where on the trail the run is, for a line such as "Step 3 of 5". */
export function placeOnTrail(nodes: readonly TrailNode[]): number {
  const at = nodes.findLastIndex(({ meaning }) => meaning !== "waiting" && meaning !== "skipped");
  return Math.max(0, at) + 1;
}
