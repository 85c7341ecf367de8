/** Events for tests: only what matters is said, the rest is filled in. */
import fc from "fast-check";
import type { EventOf, EventType, TaskEvent } from "@/shared/api/types";

export const TASK_ID = "tsk_00000000000000000000000000";

export function makeEvent<Type extends EventType>(
  seq: number,
  type: Type,
  data: EventOf<Type>["data"],
): EventOf<Type> {
  const ts = new Date(Date.UTC(2026, 0, 1) + seq * 1000).toISOString();
  return { type, seq, ts, task_id: TASK_ID, data } as unknown as EventOf<Type>;
}

const unit = (n: number, status: "running" | "completed" | "failed", total: number) => ({
  unit: `c${n}:tutorial`,
  concept_id: `c${n}`,
  kind: "tutorial" as const,
  attempt: 1,
  status,
  done: n,
  total,
  version: status === "completed" ? 1 : null,
  reason: status === "failed" ? "fault" : null,
});

type Body = { [Type in EventType]: [Type, EventOf<Type>["data"]] }[EventType];

const step = (name: EventOf<"progress">["data"]["step"], state: "started" | "finished"): Body => [
  "progress",
  { phase: name === "content_generation" ? "write" : "plan", step: name, state, done: 0, total: 4, pct: 0 },
];

/** A whole run, as the server tells it: planned, checked, changed once, approved, written. */
export function wholeRun(concepts = 3): TaskEvent[] {
  const bodies: Body[] = [
    step("intent_analysis", "started"),
    ["intent_ready", { goals: [], skills: [], level: "beginner", gaps: [], unmatched: [] }],
    step("intent_analysis", "finished"),
    step("curriculum_design", "started"),
    [
      "stage_drafted",
      {
        attempt: 1,
        index: 0,
        expected_stages: 1,
        stage_id: "s1",
        name: "First",
        module_count: 1,
        concept_count: concepts,
      },
    ],
    [
      "module_drafted",
      {
        attempt: 1,
        stage_id: "s1",
        index: 0,
        module_id: "m1",
        name: "Basics",
        concepts: Array.from({ length: concepts }, (_, n) => ({
          concept_id: `c${n + 1}`,
          name: `C${n + 1}`,
          hours: 2,
        })),
      },
    ],
    step("curriculum_design", "finished"),
    step("structure_validation", "started"),
    ["validation_finished", { round: 1, outcome: "valid", issues: [], total: 0 }],
    step("structure_validation", "finished"),
    ["human_review_required", { review_id: "rev_1", round: 1, revision: 1 }],
    ["review_decided", { review_id: "rev_1", approved: false, revision: 1 }],
    step("roadmap_edit", "started"),
    ["edit_applied", { round: 1, revision: 2, by: "planner", operation_count: 1, not_understood: [] }],
    step("roadmap_edit", "finished"),
    ["human_review_required", { review_id: "rev_2", round: 2, revision: 2 }],
    ["review_decided", { review_id: "rev_2", approved: true, revision: 2 }],
    step("content_generation", "started"),
  ];
  for (let n = 1; n <= concepts; n += 1) {
    bodies.push(["concept_start", { ...unit(n, "running", concepts), done: n - 1 }]);
    bodies.push(["concept_complete", unit(n, "completed", concepts)]);
  }
  bodies.push(step("content_generation", "finished"));
  bodies.push(["completed", { completed: concepts, failed: 0, skipped: 0, total: concepts, reason: null }]);
  return bodies.map(([type, data], index) => makeEvent(index + 1, type, data as never));
}

/** Any order of any events, numbered from 1: the reducer must hold for these too. */
export const anyEvents: fc.Arbitrary<TaskEvent[]> = fc
  .array(fc.nat({ max: 1_000 }), { maxLength: 60 })
  .map((picks) => {
    const bodies = [
      ...wholeRun(4),
      makeEvent(0, "draft_reset", { attempt: 2, reason: "again" }),
      makeEvent(0, "task_recovering", { reason: "restart" }),
      makeEvent(0, "question_asked", { question_id: "q1", text: "Which?", options: [], default: "this" }),
      makeEvent(0, "question_answered", { question_id: "q1", value: "that", effect: "plans_anew" }),
      makeEvent(0, "question_answered", { question_id: "q1", value: null, effect: "taken_back" }),
      makeEvent(0, "concept_failed", unit(2, "failed", 4)),
      makeEvent(0, "cancelled", { completed: 1, failed: 0, skipped: 3, total: 4, reason: null }),
    ];
    return picks.map((pick, index) => ({ ...(bodies[pick % bodies.length] as TaskEvent), seq: index + 1 }));
  });
