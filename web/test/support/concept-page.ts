/** The page of a concept with a server of fixed answers behind it. */
import type { Answers } from "./page";
import { makeRoadmap } from "./roadmaps";

export const tutorial = {
  kind: "tutorial",
  version: 1,
  language: "en",
  outcomes: ["Use `b`"],
  body: "## Idea\n\nB is simple.",
  practice: { task: "Make a b.", done_when: "It is there.", minutes: 20 },
};
const resource = {
  title: "The manual",
  url: "https://docs.example/",
  kind: "documentation",
  language: "en",
  free: true,
  check: "not_checked",
  checked_at: null,
};
export const quiz = {
  version: 1,
  language: "en",
  items: ["q1", "q2"].map((item_id) => ({
    item_id,
    stem: `Question ${item_id}?`,
    options: [
      { option_id: "x", text: "Wrong one" },
      { option_id: "y", text: "Right one" },
    ],
    several: false,
    level: "recall",
  })),
  removed: [],
  too_short: false,
};
export const graded = (...correct: boolean[]) => ({
  status: 201,
  body: {
    attempt_id: "att_1",
    score: 0.5,
    passed: false,
    items: correct.map((right, index) => ({
      item_id: `q${index + 1}`,
      correct: right,
      right_option_ids: ["y"],
      explanation: `Because ${index + 1}.`,
    })),
  },
});

export const CONCEPT = "/roadmaps/rmp_1/concepts/b";
export const version = (number: number, change: object = {}) => ({
  version: number,
  author: number === 1 ? "catalog" : "model",
  task_id: "tsk_1",
  instructions: null,
  created_at: "2026-01-05T10:00:00Z",
  ...change,
});

/** Versions 1 to `count`, of which the last is in use. */
export const versions = (count = 1, change: object = {}) => ({
  version: count,
  versions: Array.from({ length: count }, (_, index) => version(index + 1)),
  status: "completed",
  reason: null,
  asked: null,
  task_id: null,
  parts_of_task: 0,
  ...change,
});

const estimate = {
  model: "small",
  requests: 2,
  tokens: 12_345,
  least_tokens: 8_641,
  most_tokens: 16_049,
  micros: null,
  least_micros: null,
  most_micros: null,
  pieces_seen: 0,
};

export const conceptAnswers = (more: Answers = {}): Answers => ({
  "GET /roadmaps/rmp_1": { body: makeRoadmap() },
  "POST /roadmaps/rmp_1/writing": { body: { parts: 1, from_catalog: 0, left_out: [], estimate } },
  [`GET ${CONCEPT}/tutorial`]: { body: tutorial },
  [`GET ${CONCEPT}/resources`]: { body: { version: 1, resources: [resource] } },
  [`GET ${CONCEPT}/quiz`]: { body: quiz },
  [`GET ${CONCEPT}/tutorial/versions`]: { body: versions() },
  [`GET ${CONCEPT}/resources/versions`]: { body: versions() },
  [`GET ${CONCEPT}/quiz/versions`]: { body: versions() },
  [`PUT ${CONCEPT}/progress`]: { body: { concept_id: "b", state: "done" } },
  ...more,
});
