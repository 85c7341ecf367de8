/** A task as its page shows it: everything here is folded from events, so it can be made again at any time. */
import type {
  EventOf,
  Question,
  TaskEvent,
  TaskStatus,
  TaskStep,
  UnitKind,
  UnitStatus,
} from "@/shared/api/types";

export type Phase = EventOf<"progress">["data"]["phase"];

/** One go at a step; a step that a feedback branch returns to has several. */
export interface StepRun {
  started_at: string;
  finished_at: string | null;
}

export interface DraftModule {
  module_id: string;
  index: number;
  name: string;
  concepts: EventOf<"module_drafted">["data"]["concepts"];
}

export interface DraftStage {
  stage_id: string;
  index: number;
  name: string;
  module_count: number;
  concept_count: number;
  modules: readonly DraftModule[];
}

export interface UnitView {
  unit: string;
  concept_id: string;
  kind: UnitKind;
  status: UnitStatus;
  attempt: number;
  version: number | null;
  reason: string | null;
}

/** Validate ↺ edit: what a check found. */
export type Validation = EventOf<"validation_finished">["data"] & { at: string };
/** What an edit changed, by the planner or by the learner. */
export type Edit = EventOf<"edit_applied">["data"] & { at: string };
/** Review ↺ change: one pause, and how it ended. */
export interface Review {
  review_id: string;
  round: number;
  revision: number;
  asked_at: string;
  decided_at: string | null;
  approved: boolean | null;
}

/** How far the present phase is, as the server counts it. */
export interface ProgressView {
  done: number;
  total: number;
  /** Whole percent, 0 to 100. */
  pct: number;
}

/** What became of the units of a finished task. */
export interface Outcome {
  completed: number;
  failed: number;
  skipped: number;
  total: number;
  reason: string | null;
  /** The type of the problem that failed it; the words of `reason` are English. */
  error_type: string | null;
}

export interface TaskView {
  task_id: string;
  /** The cursor: everything up to here is in this view. */
  last_seq: number;
  status: TaskStatus;
  step: TaskStep;
  phase: Phase | null;
  progress: ProgressView;
  terminal: boolean;
  roadmap_id: string | null;
  /** The open review, if one waits. */
  review_id: string | null;
  /** The newest revision that an event named. */
  revision: number;
  started_at: string | null;
  ended_at: string | null;
  steps: Partial<Record<TaskStep, readonly StepRun[]>>;
  intent: EventOf<"intent_ready">["data"] | null;
  /** What was asked back about the goal, in its order, with what is assumed or was answered. */
  questions: readonly Question[];
  /** Why answers were taken back, the slug of a problem: nothing could be planned with them. */
  answers_refused: string | null;
  attempt: number;
  /** About how many stages the design will have, while it is being made. */
  expected_stages: number | null;
  stages: readonly DraftStage[];
  validations: readonly Validation[];
  edits: readonly Edit[];
  reviews: readonly Review[];
  /** By `concept_id:kind`. */
  units: Readonly<Record<string, UnitView>>;
  /** What it has taken of language models; null while it has asked none. */
  cost: EventOf<"cost_updated">["data"] | null;
  /** Why the run was taken up again, until something happens. */
  recovering: string | null;
  outcome: Outcome | null;
  timeline: readonly TaskEvent[];
}

export function emptyTaskView(taskId: string): TaskView {
  return {
    task_id: taskId,
    last_seq: 0,
    status: "pending",
    step: "queued",
    phase: null,
    progress: { done: 0, total: 0, pct: 0 },
    terminal: false,
    roadmap_id: null,
    review_id: null,
    revision: 0,
    started_at: null,
    ended_at: null,
    steps: {},
    intent: null,
    questions: [],
    answers_refused: null,
    attempt: 1,
    expected_stages: null,
    stages: [],
    validations: [],
    edits: [],
    reviews: [],
    units: {},
    cost: null,
    recovering: null,
    outcome: null,
    timeline: [],
  };
}
