import { describe, expect, it } from "vitest";
import type { Quiz, Resources, Tutorial } from "@/shared/api/types";
import { blocksOf, markdownBlocks } from "./blocks";
import { compareQuizzes, compareResources, compareTutorials } from "./compare";

const tutorial = (body: string, language: "en" | "zh" = "en"): Tutorial => ({
  kind: "tutorial",
  language,
  outcomes: ["Explain it"],
  body,
  practice: { task: "Do it.", done_when: "It is done.", minutes: 10 },
  version: 1,
});

describe("a tutorial in pieces", () => {
  it("keeps a code block whole and heads apart from what they head", () => {
    expect(markdownBlocks("## Why\nBecause.\n\n```py\na\n\nb\n```\nThen.")).toEqual([
      { kind: "heading", text: "Why" },
      { kind: "text", text: "Because." },
      { kind: "code", text: "```py\na\n\nb\n```" },
      { kind: "text", text: "Then." },
    ]);
    expect(blocksOf(tutorial("Body.")).map(({ text }) => text)).toEqual([
      "Explain it",
      "Body.",
      "Do it.",
      "It is done.",
    ]);
  });
});

describe("what has changed in a tutorial", () => {
  it("is nothing where nothing has", () => {
    expect(compareTutorials(tutorial("One.\n\nTwo."), tutorial("One.\n\nTwo."))).toEqual([
      { type: "same", count: 5 },
    ]);
  });

  it("is told word by word where a paragraph is mostly the same, and whole where it is not", () => {
    const before = tutorial("A loop repeats a block of code many times.\n\nGoats eat grass.");
    const after = tutorial("A loop repeats a block of code until it ends.\n\nEntirely different matters.");
    const changes = compareTutorials(before, after);
    expect(changes.map(({ type }) => type)).toEqual(["same", "changed", "removed", "added", "same"]);
    const [, changed] = changes;
    if (changed?.type !== "changed") throw new Error("The paragraph was not recognised.");
    expect(changed.pieces.filter(({ only }) => only === "before").map(({ text }) => text.trim())).toEqual([
      "many times",
    ]);
    expect(changed.pieces.map(({ text, only }) => (only === "before" ? "" : text)).join("")).toBe(
      "A loop repeats a block of code until it ends.",
    );
  });

  it("is told by words in Chinese, too", () => {
    const changes = compareTutorials(
      tutorial("循环可以重复执行一段代码很多次。", "zh"),
      tutorial("循环可以重复执行一段代码直到结束。", "zh"),
    );
    const changed = changes.find(({ type }) => type === "changed");
    expect(changed).toBeDefined();
  });
});

const item = (item_id: string, stem: string, ...options: string[]) => ({
  item_id,
  stem,
  options: options.map((text, index) => ({ option_id: "abcd"[index] ?? "a", text })),
  several: false,
  level: "recall" as const,
});

const quiz = (...items: Quiz["items"]): Quiz => ({
  version: 1,
  language: "en",
  items,
  removed: [],
  too_short: false,
});

describe("what has changed in a quiz", () => {
  it("goes by the words of the questions, not by their numbers or the order of options", () => {
    const before = quiz(item("q1", "What is a loop?", "x", "y"), item("q2", "What is a list?", "x", "y"));
    const after = quiz(item("q1", "What is a list?", "y", "x"), item("q2", "Name a planet", "x", "y"));
    const changes = compareQuizzes(before, after);
    expect(changes.same).toBe(1);
    expect(changes.added.map(({ stem }) => stem)).toEqual(["Name a planet"]);
    expect(changes.removed.map(({ stem }) => stem)).toEqual(["What is a loop?"]);
  });

  it("tells a question in other words from a new one", () => {
    const changes = compareQuizzes(
      quiz(item("q1", "Which of these is a loop in Python?", "x", "y")),
      quiz(item("q1", "Which of these is no loop in Python?", "x", "z")),
    );
    expect([changes.changed.length, changes.added.length, changes.removed.length]).toEqual([1, 0, 0]);
  });
});

describe("what has changed in a list of links", () => {
  it("goes by their addresses", () => {
    const list = (...urls: string[]) =>
      ({ version: 1, resources: urls.map((url) => ({ url, title: url })) }) as unknown as Resources;
    const changes = compareResources(list("a", "b"), list("b", "c"));
    expect(changes.added.map(({ url }) => url)).toEqual(["c"]);
    expect(changes.removed.map(({ url }) => url)).toEqual(["a"]);
    expect(changes.same).toBe(1);
  });
});
