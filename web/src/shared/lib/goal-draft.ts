/** A goal as it is being written down: kept in this tab until it has become a roadmap. */
import type { GoalRequest, UnitKind } from "@/shared/api/types";
import { readSession, writeSession } from "./session-store";

export const LEVELS = ["beginner", "intermediate", "advanced"] as const;
export const UNIT_KINDS = ["tutorial", "resources", "quiz"] as const satisfies readonly UnitKind[];
export const HOURS_BOUNDS = { min: 0.5, max: 60 } as const;

export interface NamedPart {
  id: string;
  name: string;
}

/** Fields are as typed: empty means "as the sentence says, else the default". */
export interface GoalDraft {
  goal: string;
  hours: string;
  deadline: string;
  level: (typeof LEVELS)[number] | "";
  known: string;
  background: string;
  context: string;
  language: "en" | "zh" | "";
  weekStart: "monday" | "sunday";
  review: boolean;
  kinds: readonly UnitKind[];
  /** Goals chosen by hand; none means those that the sentence is matched with. */
  goals: readonly NamedPart[];
  /** What the placement quiz found to be known, as far as the learner agreed. */
  placed: readonly NamedPart[];
  /** Concepts to be taken out at the review, because not everything fits. */
  leaveOut: readonly NamedPart[];
}

export const EMPTY_DRAFT: GoalDraft = {
  goal: "",
  hours: "",
  deadline: "",
  level: "",
  known: "",
  background: "",
  context: "",
  language: "",
  weekStart: "monday",
  review: true,
  kinds: UNIT_KINDS,
  goals: [],
  placed: [],
  leaveOut: [],
};

const STORE = "goal-draft";

export const readDraft = (): GoalDraft => ({ ...EMPTY_DRAFT, ...readSession<Partial<GoalDraft>>(STORE) });

export function keepDraft(draft: GoalDraft): void {
  writeSession(STORE, draft.goal === "" && draft.context === "" ? undefined : draft);
}

export const forgetDraft = (): void => writeSession(STORE, undefined);

/** "loops, functions；列表" → three entries; a person separates with whatever comma is at hand. */
export const knownEntries = (text: string): string[] =>
  [...new Set(text.split(/[,;\n，、；]/).map((entry) => entry.trim()))].filter((entry) => entry !== "");

export function hoursNumber(text: string): number | undefined {
  const hours = Number(text.replace(",", "."));
  const fits = text.trim() !== "" && hours >= HOURS_BOUNDS.min && hours <= HOURS_BOUNDS.max;
  return fits ? hours : undefined;
}

/** Chinese when at least two characters are and Latin words do not outnumber them. */
export function writtenIn(text: string): "en" | "zh" {
  const chinese = text.match(/[\u4e00-\u9fff]/g)?.length ?? 0;
  const latin = text.match(/[A-Za-z]{2,}/g)?.length ?? 0;
  return chinese >= 2 && chinese >= latin ? "zh" : "en";
}

/** What is asked of the server; only what was said, so that the sentence speaks for the rest. */
export function goalRequest(draft: GoalDraft, timeZone: string): GoalRequest {
  const hours = hoursNumber(draft.hours);
  const known = [...new Set([...knownEntries(draft.known), ...draft.placed.map(({ id }) => id)])];
  return {
    goal: draft.goal.trim(),
    ...(draft.level !== "" && { level: draft.level }),
    ...(hours !== undefined && { hours_per_week: hours }),
    ...(draft.deadline !== "" && { deadline: draft.deadline }),
    ...(draft.background.trim() !== "" && { background: draft.background.trim() }),
    ...(known.length > 0 && { known }),
    ...(draft.goals.length > 0 && { goal_ids: draft.goals.map(({ id }) => id) }),
    ...(draft.context.trim() !== "" && { additional_context: draft.context.trim() }),
    language: draft.language || writtenIn(draft.goal),
    time_zone: timeZone,
    preferences: { week_start: draft.weekStart, unit_kinds: [...draft.kinds] },
    review: draft.review,
  };
}

/** The draft that would ask for the same again, with another value here or there. */
export function draftFrom(request: GoalRequest): GoalDraft {
  return {
    ...EMPTY_DRAFT,
    goal: request.goal,
    hours: request.hours_per_week == null ? "" : String(request.hours_per_week),
    deadline: request.deadline ?? "",
    level: request.level ?? "",
    known: (request.known ?? []).join(", "),
    background: request.background ?? "",
    context: request.additional_context ?? "",
    language: request.language ?? "",
    weekStart: request.preferences?.week_start ?? "monday",
    review: request.review ?? true,
    kinds: request.preferences?.unit_kinds ?? UNIT_KINDS,
    goals: (request.goal_ids ?? []).map((id) => ({ id, name: id })),
  };
}

const leaveOutStore = (taskId: string): string => `leave-out.${taskId}`;

/** Hand over to the review what the learner decided to leave out. */
export function keepLeaveOut(taskId: string, parts: readonly NamedPart[]): void {
  if (parts.length > 0) writeSession(leaveOutStore(taskId), parts);
}

export const readLeaveOut = (taskId: string): readonly NamedPart[] =>
  readSession<readonly NamedPart[]>(leaveOutStore(taskId)) ?? [];

export const forgetLeaveOut = (taskId: string): void => writeSession(leaveOutStore(taskId), undefined);
