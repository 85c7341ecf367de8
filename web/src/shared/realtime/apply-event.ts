/** The reducer: folds one event into a task view. Pure; a replayed event changes nothing. */
import type { EventOf, Question, TaskEvent, TaskStep } from "@/shared/api/types";
import type { DraftStage, ProgressView, StepRun, TaskView } from "./task-view";

export function applyEvent(task: TaskView, event: TaskEvent): TaskView {
  if (event.seq <= task.last_seq) return task;
  const next: TaskView = {
    ...task,
    last_seq: event.seq,
    started_at: task.started_at ?? event.ts,
    recovering: null,
    timeline: [...task.timeline, event],
  };
  switch (event.type) {
    case "progress":
      return applyProgress(next, event);
    case "intent_ready":
      return { ...next, intent: event.data };
    case "question_asked":
      return { ...next, questions: withQuestion(next.questions, event.data) };
    case "question_answered":
      return applyAnswer(next, event);
    case "stage_drafted":
      return {
        ...next,
        attempt: event.data.attempt,
        expected_stages: event.data.expected_stages,
        stages: withStage(next.stages, event.data),
      };
    case "module_drafted":
      return { ...next, attempt: event.data.attempt, stages: withModule(next.stages, event.data) };
    case "draft_reset":
      return { ...next, attempt: event.data.attempt, expected_stages: null, stages: [] };
    case "validation_finished":
      return { ...next, validations: [...next.validations, { ...event.data, at: event.ts }] };
    case "edit_applied":
      return {
        ...next,
        revision: event.data.revision,
        edits: [...next.edits, { ...event.data, at: event.ts }],
      };
    case "human_review_required":
      return applyReviewAsked(next, event);
    case "review_decided":
      return applyReviewDecided(next, event);
    case "concept_start":
    case "concept_complete":
    case "concept_failed":
      return applyUnit(next, event);
    case "cost_updated":
      return { ...next, cost: event.data };
    case "task_recovering":
      return { ...next, recovering: event.data.reason };
    case "completed":
    case "partial_failure":
    case "failed":
    case "cancelled":
      return applyEnd(next, event);
    default:
      return ignoreUnknown(next, event);
  }
}

/** A type that this build does not know: it fails the build when the contract gains one, never the screen. */
function ignoreUnknown(task: TaskView, _event: never): TaskView {
  return task;
}

function startStep(task: TaskView, step: TaskStep, at: string): TaskView {
  const runs = task.steps[step] ?? [];
  // A step taken up again after a crash announces itself twice: it is one run, from its first start.
  if (runs.at(-1)?.finished_at === null) return { ...task, step };
  return {
    ...task,
    step,
    steps: { ...task.steps, [step]: [...runs, { started_at: at, finished_at: null }] },
  };
}

function finishStep(task: TaskView, step: TaskStep, at: string): TaskView {
  const runs = task.steps[step];
  const last = runs?.at(-1);
  if (runs === undefined || last === undefined || last.finished_at !== null) return task;
  return { ...task, steps: { ...task.steps, [step]: [...runs.slice(0, -1), { ...last, finished_at: at }] } };
}

function applyProgress(task: TaskView, { data, ts }: EventOf<"progress">): TaskView {
  // That a review begins is said before which one it is; between the two, nothing is at work.
  const waits =
    data.step === "human_review" || (task.status === "human_review_pending" && data.state === "finished");
  const counted: TaskView = {
    ...task,
    status: waits ? task.status : "processing",
    phase: data.phase,
    progress: { done: data.done, total: data.total, pct: data.pct },
  };
  return data.state === "started"
    ? startStep(counted, data.step, ts)
    : finishStep({ ...counted, step: data.step }, data.step, ts);
}

function applyReviewAsked(task: TaskView, { data, ts }: EventOf<"human_review_required">): TaskView {
  const waiting = startStep({ ...task, status: "human_review_pending" }, "human_review", ts);
  const review = { ...data, asked_at: ts, decided_at: null, approved: null };
  return {
    ...waiting,
    review_id: data.review_id,
    revision: data.revision,
    reviews: [...task.reviews, review],
  };
}

function applyReviewDecided(task: TaskView, { data, ts }: EventOf<"review_decided">): TaskView {
  const decided = finishStep({ ...task, status: "processing", review_id: null }, "human_review", ts);
  return {
    ...decided,
    revision: data.revision,
    reviews: task.reviews.map((review) =>
      review.review_id === data.review_id ? { ...review, decided_at: ts, approved: data.approved } : review,
    ),
  };
}

const withQuestion = (questions: readonly Question[], question: Question): Question[] =>
  [...questions.filter(({ question_id }) => question_id !== question.question_id), question].sort((a, b) =>
    a.question_id.localeCompare(b.question_id),
  );

/** An answer that plans anew voids what was drafted, and the review of it; one taken back says why. */
function applyAnswer(task: TaskView, { data, ts }: EventOf<"question_answered">): TaskView {
  const questions = task.questions.map((question) =>
    question.question_id === data.question_id ? { ...question, answer: data.value } : question,
  );
  const answered: TaskView = { ...task, questions };
  if (data.effect === "taken_back") return { ...answered, answers_refused: data.reason ?? "" };
  if (data.effect !== "plans_anew") return answered;
  return {
    ...answered,
    status: "processing",
    step: "intent_analysis",
    steps: closedSteps(task, ts),
    review_id: null,
    answers_refused: null,
    expected_stages: null,
    stages: [],
  };
}

function withStage(
  stages: readonly DraftStage[],
  { stage_id, index, name, module_count, concept_count }: EventOf<"stage_drafted">["data"],
): DraftStage[] {
  const modules = stages.find((stage) => stage.stage_id === stage_id)?.modules ?? [];
  const drafted = { stage_id, index, name, module_count, concept_count, modules };
  return [...stages.filter((stage) => stage.stage_id !== stage_id), drafted].sort(
    (a, b) => a.index - b.index,
  );
}

function withModule(stages: readonly DraftStage[], data: EventOf<"module_drafted">["data"]): DraftStage[] {
  const { module_id, index, name, concepts } = data;
  return stages.map((stage) => {
    if (stage.stage_id !== data.stage_id) return stage;
    const others = stage.modules.filter((module) => module.module_id !== module_id);
    const modules = [...others, { module_id, index, name, concepts }].sort((a, b) => a.index - b.index);
    return { ...stage, modules };
  });
}

type UnitEvent = EventOf<"concept_start" | "concept_complete" | "concept_failed">;

function applyUnit(task: TaskView, { data }: UnitEvent): TaskView {
  const { unit, concept_id, kind, attempt, status, version, reason } = data;
  return {
    ...task,
    progress: counted(data.done, data.total, task.progress),
    units: {
      ...task.units,
      [unit]: { unit, concept_id, kind, attempt, status, version: version ?? null, reason: reason ?? null },
    },
  };
}

/** Counts come from the server; only their quotient is made here, and it never falls within a phase. */
function counted(done: number, total: number, before: ProgressView): ProgressView {
  const pct = total > 0 ? Math.floor((100 * done) / total) : 0;
  return { done, total, pct: before.total === total ? Math.max(before.pct, pct) : pct };
}

type EndEvent = EventOf<"completed" | "partial_failure" | "failed" | "cancelled">;

function applyEnd(task: TaskView, { type, data, ts }: EndEvent): TaskView {
  const { completed = 0, failed = 0, skipped = 0, total = 0, reason = null, error_type = null } = data;
  const outcome = { completed, failed, skipped, total, reason, error_type };
  return {
    ...task,
    status: type,
    step: "finished",
    steps: closedSteps(task, ts),
    terminal: true,
    review_id: null,
    ended_at: ts,
    outcome,
  };
}

/** The steps of a run of which the open one is over. */
const closedSteps = (task: TaskView, at: string): TaskView["steps"] =>
  Object.fromEntries(
    Object.entries(task.steps).map(([step, runs]) => [step, runs.map((run) => closed(run, at))]),
  );

const closed = (run: StepRun, at: string): StepRun =>
  run.finished_at === null ? { ...run, finished_at: at } : run;
