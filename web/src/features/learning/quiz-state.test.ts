import { describe, expect, it } from "vitest";
import type { Attempt, Quiz } from "@/shared/api/types";
import { answersWith, firstQuestion, gradeOf, moveQuiz, type QuizMove, rightCount } from "./quiz-state";

const item = (item_id: string, several = false) => ({
  item_id,
  stem: "Which?",
  options: [
    { option_id: "a", text: "A" },
    { option_id: "b", text: "B" },
  ],
  several,
  level: "recall" as const,
});

const quiz: Quiz = {
  version: 1,
  language: "en",
  items: [item("q1"), item("q2", true)],
  removed: [],
  too_short: false,
};

const attempt = (...correct: boolean[]): Attempt => ({
  attempt_id: "att_1",
  score: correct.filter(Boolean).length / correct.length,
  passed: correct.every(Boolean),
  items: correct.map((right, index) => ({
    item_id: `q${index + 1}`,
    correct: right,
    right_option_ids: ["a"],
    explanation: "Because.",
  })),
});

const play = (...moves: QuizMove[]) =>
  moves.reduce((state, move) => moveQuiz(quiz, state, move), firstQuestion);
const choose = (optionId: string): QuizMove => ({ type: "choose", optionId });

describe("a quiz", () => {
  it("replaces the answer to a question with one right answer and collects those with several", () => {
    expect(play(choose("a"), choose("b")).chosen).toEqual(["b"]);
    const second = play(choose("a"), { type: "graded", attempt: attempt(true, false) }, { type: "next" });
    const both = [choose("a"), choose("b"), choose("a")].reduce(
      (state, move) => moveQuiz(quiz, state, move),
      second,
    );
    expect(both.chosen).toEqual(["b"]);
  });

  it("sends every answer given so far, so that the last sending is the whole attempt", () => {
    const first = play(choose("a"));
    expect(answersWith(quiz, first)).toEqual({ q1: ["a"] });
    const second = play(
      choose("a"),
      { type: "graded", attempt: attempt(true, false) },
      { type: "next" },
      choose("b"),
    );
    expect(answersWith(quiz, second)).toEqual({ q1: ["a"], q2: ["b"] });
  });

  it("keeps an answer once it is graded", () => {
    const graded = play(choose("a"), { type: "graded", attempt: attempt(false, false) });
    expect(moveQuiz(quiz, graded, choose("b")).chosen).toEqual(["a"]);
    expect(gradeOf(graded, "q1")?.correct).toBe(false);
  });

  it("does not go on before an answer is graded, ends after the last, and can begin again", () => {
    expect(play({ type: "next" }).index).toBe(0);
    const end = play(
      choose("a"),
      { type: "graded", attempt: attempt(true, false) },
      { type: "next" },
      choose("a"),
      { type: "graded", attempt: attempt(true, true) },
      { type: "next" },
    );
    expect(end.stage).toBe("result");
    expect(rightCount(quiz, end)).toBe(2);
    expect(moveQuiz(quiz, end, { type: "again" })).toEqual(firstQuestion);
  });

  it("goes on with what follows a question that was taken out, and forgets what was answered of it", () => {
    const first = play(choose("a"), { type: "graded", attempt: attempt(true, false) });
    const after = moveQuiz(quiz, first, { type: "removed", itemId: "q1" });
    expect([after.stage, after.index, after.answers, after.chosen]).toEqual(["asking", 0, {}, []]);
    expect(moveQuiz(quiz, first, { type: "removed", itemId: "q9" })).toBe(first);
  });

  it("ends when the last question is taken out", () => {
    const last = play(
      choose("a"),
      { type: "graded", attempt: attempt(true, false) },
      { type: "next" },
      choose("a"),
      { type: "graded", attempt: attempt(true, true) },
    );
    const after = moveQuiz(quiz, last, { type: "removed", itemId: "q2" });
    expect([after.stage, after.answers]).toEqual(["result", { q1: ["a"] }]);
  });

  it("asks a question first that was put back in the place of one that is explained", () => {
    const without: Quiz = { ...quiz, items: quiz.items.slice(1) };
    const explained = [choose("a"), { type: "graded", attempt: attempt(false, true) } as const].reduce(
      (state, move) => moveQuiz(without, state, move),
      firstQuestion,
    );
    const back = moveQuiz(quiz, { ...explained, graded: { ...attempt(), items: [] } }, choose("b"));
    expect([back.stage, back.chosen]).toEqual(["asking", ["b"]]);
  });
});
