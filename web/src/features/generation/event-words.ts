/** One event in words, for the timeline. */
import type { EventOf, TaskEvent, TaskStep } from "@/shared/api/types";
import { formatNumber } from "@/shared/i18n/format";
import type { Translate } from "@/shared/i18n/i18n";
import { taskWords } from "@/shared/lib/task-words";

function stepWords(step: TaskStep, t: Translate): string {
  switch (step) {
    case "roadmap_edit":
      return t("live.event.edit");
    case "queued":
    case "finished":
      return t(`tasks.step.${step}`);
    default:
      return t(`live.step.${step}`);
  }
}

/** `names` are those of the concepts, by id. */
export function eventWords(event: TaskEvent, names: ReadonlyMap<string, string>, t: Translate): string {
  switch (event.type) {
    case "progress":
      return t(`live.event.${event.data.state}`, { step: stepWords(event.data.step, t) });
    case "intent_ready": {
      const goals = event.data.goals.map(({ name }) => name).join(" + ");
      return goals === "" ? t("live.event.intentOpen") : t("live.event.intent", { goals });
    }
    case "question_asked":
      return t("live.event.question", { question: event.data.text, value: event.data.default });
    case "question_answered":
      return answerWords(event.data, t);
    case "stage_drafted":
      return t("live.event.stage", { number: event.data.index + 1, name: event.data.name });
    case "module_drafted":
      return t("live.event.module", { name: event.data.name, count: event.data.concepts.length });
    case "draft_reset":
      return t("live.event.reset", { attempt: event.data.attempt });
    case "validation_finished":
      return event.data.by === "model"
        ? opinionWords(event.data, t)
        : checkWords(event.data.outcome, event.data.total, t);
    case "edit_applied":
      return t(`live.event.edit.${event.data.by}`, {
        count: event.data.operation_count,
        revision: event.data.revision,
      });
    case "human_review_required":
      return t("live.event.review", { round: event.data.round, revision: event.data.revision });
    case "review_decided":
      return event.data.approved
        ? t("live.event.approved", { revision: event.data.revision })
        : t("live.event.rejected");
    case "concept_start":
    case "concept_complete":
    case "concept_failed": {
      const name = names.get(event.data.concept_id) ?? event.data.concept_id;
      const values = { kind: t(`kind.${event.data.kind}`), name };
      if (event.type === "concept_failed") return t("live.event.unit_failed", values);
      return t(event.type === "concept_start" ? "live.event.unit_start" : "live.event.unit_complete", values);
    }
    case "cost_updated":
      return t("cost.soFar", { tokens: formatNumber(event.data.input_tokens + event.data.output_tokens) });
    case "task_recovering":
      return t("live.event.recovering");
    case "completed":
    case "partial_failure":
    case "failed":
    case "cancelled":
      return endWords(event, t);
    default:
      return ofAnotherVersion(event);
  }
}

/** The contract has gained a type that this build does not know; its name says more than nothing. */
const ofAnotherVersion = (event: never): string => (event as { type: string }).type;

function checkWords(outcome: "valid" | "invalid" | "not_checked", count: number, t: Translate): string {
  if (outcome === "invalid") return t("live.event.invalid", { count });
  if (outcome === "not_checked") return t("live.event.not_checked");
  return count > 0 ? t("live.event.validNotes", { count }) : t("live.event.valid");
}

/** What a model thinks of the plan: never a check that was passed. */
function opinionWords({ outcome, total }: EventOf<"validation_finished">["data"], t: Translate): string {
  return outcome === "not_checked" ? t("live.event.noOpinion") : t("live.event.opinion", { count: total });
}

function answerWords({ value, effect }: EventOf<"question_answered">["data"], t: Translate): string {
  if (effect === "taken_back") return t("live.event.answerBack");
  return t(effect === "plans_anew" ? "live.event.answerPlans" : "live.event.answer", { value: value ?? "" });
}

type EndEvent = Extract<TaskEvent, { type: "completed" | "partial_failure" | "failed" | "cancelled" }>;

function endWords({ type, data }: EndEvent, t: Translate): string {
  const status = taskWords({ status: type, step: "finished", progress: {} }, t);
  const { completed = 0, total = 0 } = data;
  return total > 0 ? t("live.event.end", { status, completed, total }) : t("live.event.endPlain", { status });
}
