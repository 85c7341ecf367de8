/** Plans for tests of the review and the live page: names say what matters, the rest is filled in. */
import type { Concept, Roadmap, Verdict } from "@/shared/api/types";

export const VERDICT: Verdict = {
  outcome: "fits",
  hours_p50: 12,
  hours_p80: 15,
  hours_available: 20,
  hours_over: 0,
  hours_per_week: 6,
  weeks: 3,
  end_date: "2027-03-14",
  deadline: "2027-03-31",
  ways_out: [],
};

export const makeConcept = (id: string, change: Partial<Concept> = {}): Concept => ({
  concept_id: id,
  name: id.toUpperCase(),
  description: "",
  estimated_hours: 2,
  hours: { min: 1, typical: 2, max: 3 },
  difficulty: 1,
  prerequisites: [],
  in_catalog: true,
  units: {},
  state: "not_started",
  quiz_score: null,
  ...change,
});

/** `{ basics: { types: ["a", "b"] } }` is one stage with one module of two concepts. */
export function makePlan(
  plan: Record<string, Record<string, readonly (string | Concept)[]>>,
  change: Partial<Roadmap> = {},
): Roadmap {
  return {
    roadmap_id: "rmp_1",
    task_id: "tsk_00000000000000000000000000",
    title: "Python",
    goal: "learn python",
    language: "en",
    time_zone: "UTC",
    revision: 1,
    state: "in_review",
    task_status: "human_review_pending",
    deleted_at: null,
    purge_at: null,
    stages: Object.entries(plan).map(([stage, modules]) => ({
      stage_id: stage,
      name: stage,
      description: "",
      project: null,
      modules: Object.entries(modules).map(([module, concepts]) => ({
        module_id: module,
        name: module,
        description: "",
        concepts: concepts.map((one) => (typeof one === "string" ? makeConcept(one) : one)),
      })),
    })),
    witness: { order: [], edges: [] },
    schedule: { start_date: null, end_date: null, weeks: [] },
    verdict: VERDICT,
    validation: { outcome: "valid", issues: [] },
    critique: null,
    corrections: { total: 0, items: [] },
    pruned: [],
    not_covered: [],
    not_written: [],
    writing: null,
    packs: [],
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
    ...change,
  };
}
