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
  /** The present question was taken out as wrong: what was answered of it counts for nothing. */
  | { type: "removed"; itemId: string }
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

/** A question that was put back stands where another one was just explained: it is asked first. */
export const settled = (quiz: Quiz, state: QuizState): QuizState => {
  const item = questionOf(quiz, state);
  const isAsked = item !== undefined && state.stage === "explained" && !gradeOf(state, item.item_id);
  return isAsked ? { ...state, stage: "asking", chosen: [] } : state;
};

export function moveQuiz(quiz: Quiz, before: QuizState, move: QuizMove): QuizState {
  const state = settled(quiz, before);
  const item = questionOf(quiz, state);
  if (move.type === "again") return firstQuestion;
  if (move.type === "removed") return without(quiz, state, move.itemId);
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

/** `quiz` is the one that still has the question. What came after it comes in its place. */
function without(quiz: Quiz, state: QuizState, itemId: string): QuizState {
  const at = quiz.items.findIndex(({ item_id }) => item_id === itemId);
  if (at < 0) return state;
  const answers = Object.fromEntries(Object.entries(state.answers).filter(([id]) => id !== itemId));
  const index = state.index > at ? state.index - 1 : state.index;
  const isPresent = state.index === at;
  const isOver = state.stage === "result" || index >= quiz.items.length - 1;
  return {
    ...state,
    answers,
    index,
    ...(isPresent && { stage: isOver ? ("result" as const) : ("asking" as const), chosen: [] }),
  };
}

function choose(item: QuizItem, chosen: readonly string[], optionId: string): readonly string[] {
  if (!item.several) return [optionId];
  return chosen.includes(optionId) ? chosen.filter((id) => id !== optionId) : [...chosen, optionId];
}
