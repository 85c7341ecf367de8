/** Where a learner is in a quiz: one question at a time, each answered, graded by the server, explained. Pure. */
import type { Attempt, Quiz, QuizItem } from "@/shared/api/types";

export interface QuizState {
  stage: "asking" | "explained" | "result";
  index: number;
  /** Options chosen for the present question. */
  chosen: readonly string[];
  /** What was answered so far, by question. */
  answers: Readonly<Record<string, readonly string[]>>;
  /** The server's grade of everything answered so far. */
  graded: Attempt | undefined;
}

export type QuizMove =
  | { type: "choose"; optionId: string }
  | { type: "graded"; attempt: Attempt }
  | { type: "next" }
  | { type: "again" };

export const firstQuestion: QuizState = {
  stage: "asking",
  index: 0,
  chosen: [],
  answers: {},
  graded: undefined,
};

export const questionOf = (quiz: Quiz, state: QuizState): QuizItem | undefined => quiz.items[state.index];

/** What to send: all answers up to and with the present one, so that the last sending is the whole attempt. */
export function answersWith(quiz: Quiz, state: QuizState): Record<string, string[]> {
  const item = questionOf(quiz, state);
  const all = item === undefined ? state.answers : { ...state.answers, [item.item_id]: state.chosen };
  return Object.fromEntries(Object.entries(all).map(([id, options]) => [id, [...options]]));
}

export const gradeOf = (state: QuizState, itemId: string) =>
  state.graded?.items.find(({ item_id }) => item_id === itemId);

export function rightCount(quiz: Quiz, state: QuizState): number {
  return quiz.items.filter(({ item_id }) => gradeOf(state, item_id)?.correct).length;
}

export function moveQuiz(quiz: Quiz, state: QuizState, move: QuizMove): QuizState {
  const item = questionOf(quiz, state);
  if (move.type === "again") return firstQuestion;
  if (item === undefined) return state;
  switch (move.type) {
    case "choose":
      return state.stage === "asking"
        ? { ...state, chosen: choose(item, state.chosen, move.optionId) }
        : state;
    case "graded":
      return {
        ...state,
        stage: "explained",
        graded: move.attempt,
        answers: { ...state.answers, [item.item_id]: state.chosen },
      };
    case "next": {
      if (state.stage !== "explained") return state;
      const last = state.index === quiz.items.length - 1;
      return last
        ? { ...state, stage: "result" }
        : { ...state, stage: "asking", index: state.index + 1, chosen: [] };
    }
  }
}

function choose(item: QuizItem, chosen: readonly string[], optionId: string): readonly string[] {
  if (!item.several) return [optionId];
  return chosen.includes(optionId) ? chosen.filter((id) => id !== optionId) : [...chosen, optionId];
}
