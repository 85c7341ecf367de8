/** A small roadmap for tests: two stages, four concepts, the first of them done. */
import type { Concept, Roadmap } from "@/shared/api/types";

const written = { status: "completed", version: 1, reason: null } as const;

export const makeConcept = (change: Partial<Concept> & Pick<Concept, "concept_id">): Concept => ({
  name: change.concept_id.toUpperCase(),
  description: `What ${change.concept_id.toUpperCase()} is about.`,
  estimated_hours: 2,
  hours: { min: 1, typical: 2, max: 3 },
  difficulty: 2,
  prerequisites: [],
  in_catalog: true,
  units: { tutorial: written, resources: written, quiz: written },
  state: "not_started",
  quiz_score: null,
  ...change,
});

const stage = (number: number, ...concepts: Concept[]): Roadmap["stages"][number] => ({
  stage_id: `stage-${number}`,
  name: `Stage ${number} name`,
  description: "",
  project: null,
  modules: [{ module_id: `module-${number}`, name: `Module ${number} name`, description: "", concepts }],
});

const week = (number: number, start: string, ...conceptIds: string[]) => ({
  number,
  start,
  items: conceptIds.map((concept_id) => ({ concept_id, hours: 2, part: 1, parts: 1 })),
  review_hours: 0.5,
  hours: 4.5,
  light: false,
});

export const makeRoadmap = (change: Partial<Roadmap> = {}): Roadmap => ({
  roadmap_id: "rmp_1",
  task_id: "tsk_1",
  title: "Python programming",
  goal: "learn Python and play the xylophone",
  language: "en",
  time_zone: "Europe/Berlin",
  revision: 1,
  state: "approved",
  task_status: "completed",
  deleted_at: null,
  purge_at: null,
  stages: [
    stage(
      1,
      makeConcept({ concept_id: "a", state: "done" }),
      makeConcept({ concept_id: "b", prerequisites: ["a"] }),
    ),
    stage(2, makeConcept({ concept_id: "c" }), makeConcept({ concept_id: "d", prerequisites: ["b"] })),
  ],
  witness: {
    order: ["a", "b", "c", "d"],
    edges: [
      { before: "a", after: "b", why: "B uses A.", source: "catalog" },
      { before: "b", after: "d", why: "D uses B.", source: "catalog" },
    ],
  },
  schedule: {
    start_date: "2026-01-05",
    end_date: "2026-01-21",
    weeks: [week(1, "2026-01-05", "a"), week(2, "2026-01-12", "b", "c"), week(3, "2026-01-19", "d")],
  },
  verdict: null,
  validation: { outcome: "valid", issues: [] },
  critique: null,
  corrections: { total: 0, items: [] },
  pruned: [{ concept_id: "z", name: "Z", why: "known", hours: 1 }],
  not_covered: ["play the xylophone"],
  not_written: [],
  writing: null,
  packs: [],
  created_at: "2026-01-05T10:00:00Z",
  updated_at: "2026-01-05T10:00:00Z",
  ...change,
});
